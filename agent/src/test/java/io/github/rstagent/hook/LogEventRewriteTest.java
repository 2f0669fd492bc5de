// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rstagent.boot.LoggingJars;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On the classes of every release of the logging libraries that the build has at hand. */
class LogEventRewriteTest {
  private static final String LOCATED =
      "(Lorg/apache/logging/log4j/Level;Lorg/apache/logging/log4j/Marker;Ljava/lang/String;"
          + "Ljava/lang/StackTraceElement;Lorg/apache/logging/log4j/message/Message;"
          + "Ljava/lang/Throwable;)V";

  private static final String METHOD = "^  \\S.*\\(.*\\).*;$";

  static Stream<Target> targets() throws IOException {
    List<Target> targets = new ArrayList<>();
    Set<String> types = new LinkedHashSet<>();
    Arrays.stream(EventMethod.ALL).forEach(method -> types.add(method.type()));
    for (Path jar : LoggingJars.all()) {
      try (JarFile file = new JarFile(jar.toFile())) {
        for (String type : types) {
          JarEntry entry = file.getJarEntry(type + ".class");
          if (entry != null) {
            try (InputStream in = file.getInputStream(entry)) {
              targets.add(new Target(jar, type, in.readAllBytes()));
            }
          }
        }
      }
    }
    try (InputStream in = java.util.logging.Logger.class.getResourceAsStream("Logger.class")) {
      targets.add(new Target(null, "java/util/logging/Logger", in.readAllBytes()));
    }
    return targets.stream();
  }

  static Stream<Target> real() throws IOException {
    return targets().filter(target -> EventMethod.isReal(target.type, target.classFile));
  }

  @Test
  void knowsWhoStandsInForLog4j() throws IOException {
    assertThat(targets().filter(target -> !EventMethod.isReal(target.type, target.classFile)))
        .extracting(target -> target.jar.getFileName().toString())
        .containsExactlyInAnyOrder("log4j-1.2-api-2.26.1.jar", "log4j-over-slf4j-1.7.36.jar");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("real")
  void changesTheEventMethodsAndNothingElse(Target target) throws Exception {
    List<String> before = methods(target.classFile);
    List<String> after = methods(LogEventRewrite.of(target.classFile));

    assertThat(after).hasSameSizeAs(before);
    List<String> changed = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      if (!before.get(i).equals(after.get(i))) {
        changed.add(after.get(i));
      }
    }
    assertThat(changed)
        .hasSize(target.changes())
        .allMatch(method -> method.contains("RstAgentRendezvous.events"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("real")
  void isVerified(Target target) throws Exception {
    if (target.jar == null) {
      return; // the JDK's own: retransformed in LogLinesTest
    }
    byte[] rewritten = LogEventRewrite.of(target.classFile);
    if (rewritten[7] >= 50) {
      rewritten[7] = 52; // by its frames alone
    }
    URL[] jars =
        Stream.concat(Stream.of(target.jar), companions(target.jar))
            .map(LogEventRewriteTest::url)
            .toArray(URL[]::new);
    try (URLClassLoader loader =
        new URLClassLoader(jars, ClassLoader.getPlatformClassLoader()) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            return name.equals(target.name())
                ? defineClass(name, rewritten, 0, rewritten.length)
                : super.findClass(name);
          }
        }) {
      Class<?> type = Class.forName(target.name(), true, loader);
      assertThat(type.getClassLoader()).isSameAs(loader);
    }
  }

  /** Of the same release where there is one, for whoever has to be linked. */
  private static Stream<Path> companions(Path jar) {
    String version = jar.getFileName().toString().replaceAll("^[a-z0-9-]+?-(\\d+\\.)", "$1");
    return LoggingJars.all().stream()
        .sorted(
            (a, b) ->
                Boolean.compare(
                    b.getFileName().toString().endsWith(version),
                    a.getFileName().toString().endsWith(version)));
  }

  @Test
  void refusesAClassWithoutItsMethod() {
    ClassWriter other = new ClassWriter(0);
    other.visit(Opcodes.V1_8, 0, "ch/qos/logback/classic/Logger", null, "java/lang/Object", null);
    other.visitEnd();

    assertThatThrownBy(() -> LogEventRewrite.of(other.toByteArray()))
        .isInstanceOf(UnexpectedShapeException.class)
        .hasMessage("none of the methods expected in ch.qos.logback.classic.Logger");
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What javap knows of the code of each method, constants by their meaning. */
  private static List<String> methods(byte[] classFile) {
    List<String> methods = new ArrayList<>();
    String own = "(// \\w+ )" + Pattern.quote(new ClassReader(classFile).getClassName() + ".");
    for (String line : Javap.lines(classFile, "-c", "-l", "-s")) {
      if (line.matches(METHOD)) {
        methods.add(line);
      } else if (!methods.isEmpty()) {
        int last = methods.size() - 1;
        methods.set(last, methods.get(last) + "\n" + code(line, own));
      }
    }
    return methods;
  }

  /** Javap prints the own class's name where it is not the constant of the header. */
  private static String code(String line, String own) {
    return line.strip()
        .replaceAll("#\\d+(,  \\d+)?", "#")
        .replaceAll(" +// ", " // ")
        .replaceAll(own, "$1");
  }

  static final class Target {
    final Path jar;
    final String type;
    final byte[] classFile;

    Target(Path jar, String type, byte[] classFile) {
      this.jar = jar;
      this.type = type;
      this.classFile = classFile;
    }

    String name() {
      return type.replace('/', '.');
    }

    /** How many of the class's methods are to be found changed. */
    int changes() {
      if (type.endsWith("impl/SimpleLogger")) {
        return 3;
      }
      return methods(classFile).stream()
              .anyMatch(method -> method.contains("\ndescriptor: " + LOCATED))
          ? 2
          : 1;
    }

    @Override
    public String toString() {
      return (jar == null ? "JDK" : jar.getFileName()) + " " + type;
    }
  }
}
