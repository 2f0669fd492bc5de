// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.rstagent.it.harness.AgentJar;
import io.github.rstagent.it.harness.AgentSays;
import io.github.rstagent.it.harness.EmptyAgentJar;
import io.github.rstagent.it.harness.FinishedJvm;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.JavaHome;
import io.github.rstagent.it.harness.JvmCommand;
import io.github.rstagent.it.harness.LoadedClasses;
import io.github.rstagent.it.service.HelloWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The agent in programs that it has no business in: it costs next to nothing and stays out of
 * sight.
 */
@IntegrationTest
final class WithoutNettyIT {
  private static final String OPTIONS = "vip=127.0.0.9";
  private static final int EXIT_CODE = 7;

  /** Half of them are the JDK's, from its archive. */
  private static final int CLASSES_ALLOWED = 75;

  /** From the jar: these cost most. */
  private static final int OWN_CLASSES_ALLOWED = 42;

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  @Test
  void aProgramRunsAsWithoutTheAgentAfterOneBannerLine() {
    FinishedJvm plain = jvms.run(helloWorld());
    FinishedJvm jvm = jvms.run(helloWorld().agent(OPTIONS));

    assertThat(jvm.exitCode()).as("exit code").isEqualTo(EXIT_CODE);
    assertThat(jvm.rawStdout()).as("stdout").isEqualTo(plain.rawStdout());
    assertThat(jvm.stderr()).as("stderr").singleElement().matches(AgentSays.banner(1));
  }

  /** But the one that writes the banner, so that nothing else waits for stderr. */
  @Test
  void noOtherThreadIsStarted() {
    FinishedJvm plain = jvms.run(helloWorld("threads"));
    FinishedJvm jvm = jvms.run(helloWorld("threads").agent(OPTIONS));

    List<String> threads = new ArrayList<>(jvm.stdout());
    assertThat(threads.remove("rst-agent-stderr")).as("thread that writes to stderr").isTrue();
    assertThat(threads).as("threads of the program").isEqualTo(plain.stdout());
  }

  @Test
  void fewClassesAreLoaded() throws IOException {
    List<String> floor = classesLoadedBy(helloWorld().agent(EmptyAgentJar.in(folder), ""));
    List<String> loaded = classesLoadedBy(helloWorld().agent(OPTIONS));
    Set<String> more = new TreeSet<>(loaded);
    more.removeAll(floor);

    // Both, because classes without a name of their own count once by name.
    assertThat(loaded.size() - floor.size())
        .as("number of classes loaded beyond that of an empty agent; by name:\n%s", more)
        .isLessThanOrEqualTo(CLASSES_ALLOWED);
    assertThat(more)
        .as("classes loaded beyond those of an empty agent")
        .noneMatch(name -> name.contains("bytebuddy"))
        .noneMatch(name -> name.startsWith("java.util.logging."))
        .noneMatch(name -> name.startsWith("javax.management."))
        .hasSizeLessThanOrEqualTo(CLASSES_ALLOWED)
        .filteredOn(name -> name.startsWith("io.github.rstagent."))
        .as("classes loaded from the agent's jar")
        .hasSizeLessThanOrEqualTo(OWN_CLASSES_ALLOWED);
  }

  private List<String> classesLoadedBy(JvmCommand command) throws IOException {
    LoadedClasses log = new LoadedClasses(folder);
    jvms.run(command.jvm(log.flag()));
    return log.names();
  }

  @Test
  void javaVersionLooksTheSame() {
    JavaHome home = JavaHome.ofTheBuild();
    assertLooksTheSame(() -> JvmCommand.tool(home, "java", "-version"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"javac -version", "jar --version", "javap -version", "jcmd -h"})
  void jdkToolsLookTheSame(String commandLine) {
    String[] words = commandLine.split(" ", 2);
    JavaHome home = JavaHome.ofTheBuild();
    assumeTrue(home.hasTool(words[0]), home.path() + " has no " + words[0]);
    assertLooksTheSame(() -> JvmCommand.tool(home, words[0], words[1]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jps", "jcmd -l"})
  void listsOfJvmsAreWithoutALineOfOurs(String commandLine) {
    String[] words = commandLine.split(" ", -1);
    JavaHome home = JavaHome.ofTheBuild();
    assumeTrue(home.hasTool(words[0]), home.path() + " has no " + words[0]);
    JvmCommand command =
        words.length == 1
            ? JvmCommand.tool(home, words[0])
            : JvmCommand.tool(home, words[0], words[1]);

    FinishedJvm jvm = jvms.run(underTheAgent(command));

    assertThat(jvm.exitCode()).as("exit code").isZero();
    assertThat(withoutTheJvmsOwnLine(jvm.stderr())).as("stderr").isEmpty();
    assertThat(jvm.stdout()).as("stdout").noneMatch(AgentSays::isOwnLine);
  }

  private void assertLooksTheSame(Supplier<JvmCommand> command) {
    FinishedJvm plain = jvms.run(command.get());
    FinishedJvm jvm = jvms.run(underTheAgent(command.get()));

    assertThat(jvm.rawStdout()).as("stdout").isEqualTo(plain.rawStdout());
    assertThat(jvm.stderr()).as("stderr").anyMatch(line -> line.startsWith("Picked up "));
    assertThat(withoutTheJvmsOwnLine(jvm.stderr())).as("stderr").isEqualTo(plain.stderr());
    assertThat(jvm.exitCode()).as("exit code").isEqualTo(plain.exitCode());
  }

  private static JvmCommand underTheAgent(JvmCommand command) {
    return command.environment("JAVA_TOOL_OPTIONS", JvmCommand.agentFlag(AgentJar.path(), OPTIONS));
  }

  private static List<String> withoutTheJvmsOwnLine(List<String> stderr) {
    return stderr.stream().filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS")).toList();
  }

  private static JvmCommand helloWorld(String... more) {
    return JvmCommand.main(JavaHome.ofTheBuild(), HelloWorld.class, String.valueOf(EXIT_CODE))
        .arguments(List.of(more));
  }
}
