// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which package may know which: the picture in the root's {@code package-info}. */
class ArchitectureTest {
  private static final String ROOT = "io.github.rstagent";

  /** From those that know nothing to those that know all. */
  private static final List<String> ROOMS =
      List.of(
          "boot",
          "rules",
          "config",
          "netty",
          "netty.bridge",
          "hook",
          "report",
          "report.jfr",
          "report.jmx",
          "gate",
          "advise",
          "agent",
          "tool.capture",
          "tool.page",
          "tool.cli",
          "");

  private static final JavaClasses AGENT =
      new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(ROOT);

  @Test
  void aPackageKnowsOnlyThoseAboveIt() {
    classes()
        .should(
            new ArchCondition<JavaClass>("know only packages above their own") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                  String target = dependency.getTargetClass().getPackageName();
                  if (target.startsWith(ROOT) && floor(target) > floor(type.getPackageName())) {
                    events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                  }
                }
              }
            })
        .check(AGENT);
  }

  @Test
  void noPackagesKnowEachOther() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(AGENT);
  }

  @Test
  void nothingThatRunsInAServiceKnowsTheCommands() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".tool..")
        .and()
        .resideOutsideOfPackage(ROOT) // Main
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".tool..", "picocli..", "net.bytebuddy.agent..")
        .check(AGENT);
  }

  /** Besides {@code BridgeLoader}, which has its ASM rename a bridge for a relocated Netty. */
  @Test
  void hookAloneKnowsByteBuddy() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".hook..", ROOT + ".tool..")
        .and()
        .haveNameNotMatching(".*\\.netty\\.BridgeLoader.*")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("net.bytebuddy..")
        .check(AGENT);
  }

  @Test
  void nothingKnowsTheAgent() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".agent")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".agent")
        .check(AGENT);
  }

  @Test
  void theDecisionKnowsTheJdkAlone() {
    classes()
        .that()
        .resideInAnyPackage(ROOT + ".rules", ROOT + ".boot")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(ROOT + ".rules", ROOT + ".boot", "java..", "sun..")
        .check(AGENT);
  }

  @Test
  void everyPackageSaysWhatItIsFor() {
    for (String room : ROOMS) {
      String folder = (ROOT + '.' + room).replaceAll("\\.$", "").replace('.', '/');
      assertThat(new File("src/main/java/" + folder + "/package-info.java")).exists();
    }
  }

  /** For the reader of a build's log: the arrows as they are. */
  @Test
  void theArrowsArePrinted() {
    Map<String, TreeSet<String>> arrows = new TreeMap<>();
    for (JavaClass type : AGENT) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String from = room(type.getPackageName());
        String to = room(dependency.getTargetClass().getPackageName());
        if (to != null && !to.equals(from)) {
          arrows.computeIfAbsent(from, one -> new TreeSet<>()).add(to);
        }
      }
    }
    assertThat(ROOMS).containsAll(arrows.keySet());
    arrows.forEach((from, to) -> System.out.println(from + " -> " + String.join(", ", to)));
  }

  private static int floor(String packageName) {
    int floor = ROOMS.indexOf(room(packageName));
    assertThat(floor).as("place of %s in the list", packageName).isNotNegative();
    return floor;
  }

  private static String room(String packageName) {
    if (!packageName.startsWith(ROOT)) {
      return null;
    }
    return packageName.length() == ROOT.length() ? "" : packageName.substring(ROOT.length() + 1);
  }
}
