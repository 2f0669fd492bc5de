// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.safety;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonWriter;
import io.github.rstagent.it.harness.AgentJar;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.NettyRelease;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is in the agent's jar: nothing that could meet a class of the service's, and of the
 * libraries what can be executed and what the verifier asks for, which is less than all.
 */
@IntegrationTest
final class JarIT {
  private static final long MOST_BYTES = 1_500_000;
  private static final String OURS = "io/github/rstagent/";
  private static final String SHADED = OURS + "shaded/";
  private static final String[] SHADED_ARTIFACTS = System.getProperty("it.shaded").split(",", -1);

  private static final Pattern DANGEROUS =
      Pattern.compile(
          "java/io/(Object(In|Out)putStream|FileOutputStream|FileWriter)\\..*"
              + "|java/io/File\\.(create.*|delete.*|mkdir.*|renameTo|set.*)"
              + "|java/nio/file/Files\\.(write.*|new(Buffered|Out|Byte)[WOC].*|copy|move|delete.*"
              + "|create.*|set.*)"
              + "|java/nio/channels/(File|Socket|ServerSocket|Datagram|Async).*"
              + "|java/net/(Socket|ServerSocket|DatagramSocket|HttpURL.*|URLConnection)\\.<init>"
              + "|java/net/URL\\.open.*"
              + "|java/lang/(ProcessBuilder\\..*|Runtime\\.(exec|load.*)|System\\.(load.*|exit))"
              + "|javax/(naming|script)/.*");

  private static final Pattern STREAM =
      Pattern.compile("java/io/(PrintStream|FileOutputStream|OutputStream|FileDescriptor)\\b");

  private static final Predicate<String> NOT_IN_A_SERVICE =
      Pattern.compile(OURS + "(shaded/|tool/|Main)").asPredicate();

  private static final Pattern INITIALIZED =
      Pattern.compile("Initializing '(" + SHADED + "[^']*)'");

  /** What the commands alone need. */
  private static final String LIBRARIES = OURS + "tool/libraries.jar";

  @TempDir private static Path temporary;

  private static Path libraries;
  private static ReachableCode reachable;

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  @BeforeAll
  static void analyse() throws IOException {
    try (JarFile jar = new JarFile(AgentJar.path().toFile())) {
      libraries = temporary.resolve("libraries.jar");
      Files.copy(jar.getInputStream(jar.getEntry(LIBRARIES)), libraries);
    }
    Map<String, ScannedClass> classes = new TreeMap<>();
    for (Path file : List.of(AgentJar.path(), libraries)) {
      try (JarFile jar = new JarFile(file.toFile())) {
        for (JarEntry entry : Collections.list(jar.entries())) {
          if (entry.getName().endsWith(".class")) {
            ScannedClass scanned = ScannedClass.of(jar.getInputStream(entry).readAllBytes());
            classes.put(scanned.name(), scanned);
          }
        }
      }
    }
    reachable = new ReachableCode(classes, name -> name.startsWith(OURS));
    classes.keySet().stream().filter(name -> !name.startsWith(SHADED)).forEach(reachable::enter);
  }

  @Test
  void itIsSmall() throws IOException {
    assertThat(Files.size(AgentJar.path())).as("bytes").isLessThanOrEqualTo(MOST_BYTES);
  }

  @Test
  void itPutsNothingOnTheClassPathBesidesItself() throws IOException {
    try (JarFile jar = new JarFile(AgentJar.path().toFile())) {
      List<String> names =
          jar.stream().filter(entry -> !entry.isDirectory()).map(JarEntry::getName).toList();
      assertThat(names)
          .allMatch(name -> name.startsWith(OURS) || name.startsWith("META-INF/"))
          .noneMatch(name -> name.startsWith("META-INF/services/"))
          .doesNotHaveDuplicates();
    }
  }

  /** What the licences of others ask for: their texts, their notices, and who they are. */
  @Test
  void whatIsInsideIsNamedWithItsLicence() throws IOException {
    try (JarFile jar = new JarFile(AgentJar.path().toFile())) {
      assertThat(
              jar.stream()
                  .map(JarEntry::getName)
                  .filter(name -> name.startsWith("META-INF/") && !name.endsWith("/")))
          .containsExactlyInAnyOrder(
              "META-INF/MANIFEST.MF",
              "META-INF/LICENSE",
              "META-INF/NOTICE",
              "META-INF/licenses/ASM");
      assertThat(text(jar, "META-INF/LICENSE"))
          .contains("Apache License", "Version 2.0, January 2004", "END OF TERMS AND CONDITIONS");
      assertThat(text(jar, "META-INF/licenses/ASM"))
          .contains("ASM: ", "INRIA", "Redistributions in binary form must reproduce");
      assertThat(text(jar, "META-INF/NOTICE").lines())
          .contains(SHADED_ARTIFACTS)
          .contains("  Copyright 2014 - Present Rafael Winterhalter")
          .contains("  Copyright (c) 2000-2011 INRIA, France Telecom")
          .filteredOn(line -> line.matches("[a-z.]+:[a-z-]+:.*"))
          .hasSameSizeAs(SHADED_ARTIFACTS);
    }
  }

  /** So that a work that is added is not added without its notice. */
  @Test
  void nothingElseIsInside() throws IOException {
    try (JarFile jar = new JarFile(AgentJar.path().toFile())) {
      assertThat(
              jar.stream()
                  .map(JarEntry::getName)
                  .filter(name -> name.startsWith(SHADED) && name.endsWith(".class"))
                  .map(name -> name.substring(SHADED.length()).replaceFirst("/.*", ""))
                  .distinct())
          .containsExactlyInAnyOrder("bytebuddy", "nanojson");
      assertThat(
              jar.stream()
                  .map(JarEntry::getName)
                  .filter(name -> name.startsWith(SHADED + "bytebuddy/jar/"))
                  .filter(name -> name.endsWith(".class")))
          .as("what Byte Buddy holds of others: ASM")
          .isNotEmpty()
          .allMatch(name -> name.startsWith(SHADED + "bytebuddy/jar/asm/"));
    }
    try (JarFile jar = new JarFile(libraries.toFile())) {
      assertThat(jar.stream().filter(entry -> !entry.isDirectory()).map(JarEntry::getName))
          .as("what commands alone need: relocated, and nothing else")
          .allMatch(name -> name.matches(SHADED + "(picocli|bytebuddy/agent)/.*\\.class"))
          .anyMatch(name -> name.endsWith("/picocli/CommandLine.class"))
          .anyMatch(name -> name.endsWith("/agent/ByteBuddyAgent.class"));
    }
  }

  /** Where the build has the profile "release", which makes one. */
  @Test
  void theBillOfMaterialsNamesWhatIsInside() throws Exception {
    Path bill = AgentJar.path().resolveSibling("rst-agent-sbom.json");
    assumeTrue(Files.exists(bill), "no bill of materials: it is built with -Prelease");

    JsonArray components = JsonParser.object().from(Files.readString(bill)).getArray("components");

    assertThat(components)
        .extracting(
            component ->
                String.join(
                    ":",
                    ((JsonObject) component).getString("group"),
                    ((JsonObject) component).getString("name"),
                    ((JsonObject) component).getString("version")))
        .containsExactlyInAnyOrder(SHADED_ARTIFACTS);
    assertThat(components)
        .as("licences; nanojson's pom names none")
        .allMatch(
            component ->
                ((JsonObject) component).getString("name").equals("nanojson")
                    || JsonWriter.string(((JsonObject) component).get("licenses"))
                        .equals("[{\"license\":{\"id\":\"Apache-2.0\"}}]"));
  }

  /**
   * What an attacker would like to find: nothing deserialises, connects, listens, runs or writes,
   * but for the commands that are asked to.
   */
  @Test
  void noClassOfOursDeserializesConnectsRunsOrWrites() throws IOException {
    Map<String, Set<String>> users = new TreeMap<>();
    try (JarFile jar = new JarFile(AgentJar.path().toFile())) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        String name = entry.getName();
        if (name.endsWith(".class") && name.startsWith(OURS) && !name.startsWith(SHADED)) {
          ScannedClass scanned = ScannedClass.of(jar.getInputStream(entry).readAllBytes());
          for (ScannedMethod method : scanned.methods().values()) {
            for (ScannedMethod.Call call : method.calls()) {
              String use = call.owner() + '.' + call.signature().replaceFirst("\\(.*", "");
              if (DANGEROUS.matcher(use).matches()) {
                users.computeIfAbsent(use, key -> new TreeSet<>()).add(scanned.name());
              }
            }
          }
        }
      }
    }

    assertThat(users)
        .isEqualTo(
            Map.of(
                "java/io/FileOutputStream.<init>",
                Set.of(OURS + "boot/StderrWriter", OURS + "tool/page/Report"),
                "java/lang/System.exit",
                Set.of(OURS + "Main"), // a command's exit code
                "java/net/URL.openConnection",
                Set.of(OURS + "boot/ChildFirstLoader"))); // jars
  }

  /**
   * What is loaded in a service can write nowhere but to stderr, and there one thread alone: no
   * other thread ever waits for a pipe that is full.
   */
  @Test
  void onlyTheWriterNamesAStreamAndOnlyItsThreadWrites() throws IOException {
    String writer = OURS + "boot/StderrWriter";
    Set<String> named = new TreeSet<>();
    Set<String> writing = new TreeSet<>();
    Set<String> callers = new TreeSet<>();
    try (JarFile jar = new JarFile(AgentJar.path().toFile())) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        String name = entry.getName();
        if (!name.endsWith(".class") || !name.startsWith(OURS) || NOT_IN_A_SERVICE.test(name)) {
          continue;
        }
        ScannedClass scanned = ScannedClass.of(jar.getInputStream(entry).readAllBytes());
        for (ScannedMethod method : scanned.methods().values()) {
          String place = scanned.name() + "." + method.signature();
          for (ScannedMethod.Call call : method.calls()) {
            if (STREAM.matcher(call.owner() + ' ' + call.signature()).find()) {
              named.add(scanned.name());
              writing.add(call.signature().startsWith("write(") ? place : "");
            }
            if (call.owner().equals(writer) && call.signature().matches("(write|run)\\(.*")) {
              callers.add(place);
            }
          }
        }
      }
    }

    assertThat(named).as("classes that name a stream").containsExactly(writer);
    writing.remove("");
    assertThat(writing).as("writes").containsExactly(writer + ".write(Ljava/lang/String;)V");
    assertThat(callers)
        .as("callers of that, and of its thread")
        .containsExactly(writer + ".run()V");
  }

  private static String text(JarFile jar, String name) throws IOException {
    return new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), UTF_8);
  }

  @Test
  void allThatCanBeExecutedIsThere() {
    assertThat(reachable.missing()).as("missing classes, and what refers to them").isEmpty();
  }

  /** The verifier, which knows no reachability, asks for classes too: on linking. */
  @Test
  void allThatCanBeExecutedLinks() throws IOException {
    Map<String, String> failures = new TreeMap<>();
    int fields = 0;
    try (URLClassLoader loader =
        new URLClassLoader(urls(classPath()), ClassLoader.getPlatformClassLoader())) {
      for (String name : reachable.used()) {
        try {
          // Class.forName alone does not link.
          fields += Class.forName(name.replace('/', '.'), false, loader).getDeclaredFields().length;
        } catch (ClassNotFoundException | LinkageError e) {
          if (!e.toString().contains("com/sun/jna/")) { // Byte Buddy's agent does without it
            failures.put(name, e.toString());
          }
        }
      }
    }

    assertThat(failures).as("classes that do not link").isEmpty();
    assertThat(fields).as("fields of those that do").isPositive();
  }

  /** So that the analysis of what can be executed is itself put to the test. */
  @Test
  void whatIsInitializedCouldBeExecuted() throws IOException {
    Path log = folder.resolve("classes.log");
    Service service =
        jvms.start(
            ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK)
                .agent("vip=127.0.0.9")
                .jvm("-Xlog:class+init:file=" + log + ":none"));
    Peers.LISTED.probe(service.address(), 1);
    service.awaitClosed(1);
    service.quit();

    Set<String> initialized = new TreeSet<>();
    Matcher lines = INITIALIZED.matcher(Files.readString(log));
    while (lines.find()) {
      initialized.add(lines.group(1));
    }
    initialized.removeIf(JarIT::isOfReflection);
    assertThat(initialized).as("shaded classes initialized").hasSizeGreaterThan(10);
    assertThat(reachable.used()).as("classes that can be executed").containsAll(initialized);
  }

  /** Classes that are made at run time, and annotations, which reflection does without. */
  private static boolean isOfReflection(String name) {
    return name.contains("$Proxy")
        || name.endsWith("/Invoker$Dispatcher")
        || name.contains("/nullability/");
  }

  private static List<Path> classPath() {
    List<Path> classPath = new ArrayList<>(List.of(AgentJar.path(), libraries));
    classPath.addAll(NettyRelease.jars(NettyVersions.CURRENT, "nio"));
    classPath.addAll(NettyRelease.jars("3.10.6.Final", "nio"));
    classPath.addAll(Logging.LOGBACK.jars());
    classPath.addAll(Logging.LOG4J2.jars());
    return classPath;
  }

  private static URL[] urls(List<Path> paths) throws MalformedURLException {
    URL[] urls = new URL[paths.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = paths.get(i).toUri().toURL();
    }
    return urls;
  }
}
