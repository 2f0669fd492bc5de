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
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import net.bytebuddy.utility.OpenedClassReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On the classes of every release of the logging libraries that the build has at hand. */
class LogEventRewriteTest {
  private static final String LOG4J_2 = "org/apache/logging/log4j/core/";
  private static final String PREFIX = "shaded/";
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
        for (JarEntry entry : file.stream().toList()) {
          String type = entry.getName().replaceFirst("\\.class$", "");
          if (types.stream().anyMatch(known -> ('/' + type).endsWith('/' + known))) {
            try (InputStream in = file.getInputStream(entry)) {
              Target target = new Target(jar, type, in.readAllBytes());
              targets.add(target);
              if (type.startsWith(LOG4J_2)) {
                targets.add(target.relocated());
              }
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
    if (target.jar == null || target.type.startsWith(PREFIX)) {
      return; // the JDK's own: retransformed in LogLinesTest; or without what it belongs to
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
    assertThatThrownBy(() -> LogEventRewrite.of(empty("ch/qos/logback/classic/Logger")))
        .isInstanceOf(UnexpectedShapeException.class)
        .hasMessage("none of the methods expected in ch.qos.logback.classic.Logger");
  }

  @Test
  void saysThatACopyDoesNotFitAndNothingOfANamesake() {
    List<String> said = new ArrayList<>();
    LogEventTransformer transformer =
        new LogEventTransformer(
            null,
            new LogEventListener() {
              @Override
              public void hooked(String library) {
                said.add(library);
              }

              @Override
              public void leftAlone(String library, Throwable reason) {
                said.add(library + ": " + reason.getMessage());
              }
            });
    for (String type : List.of("com/app/core/Logger", "shaded/ch/qos/logback/classic/Logger")) {
      assertThat(transformer.transform(null, type, null, null, empty(type))).as(type).isNull();
    }

    assertThat(said)
        .containsExactly(
            "Logback (shaded.ch.qos.logback): none of the methods expected in"
                + " shaded.ch.qos.logback.classic.Logger");
  }

  private static byte[] empty(String type) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_8, 0, type, null, "java/lang/Object", null);
    writer.visitEnd();
    return writer.toByteArray();
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
      if (type.endsWith("TinylogLoggingProvider")) {
        return 2;
      }
      String located =
          type.startsWith(PREFIX) ? LOCATED.replace("Lorg/", "L" + PREFIX + "org/") : LOCATED;
      return methods(classFile).stream()
              .anyMatch(method -> method.contains("\ndescriptor: " + located))
          ? 2
          : 1;
    }

    /** A copy of it below another package. */
    Target relocated() {
      ClassWriter relocated = new ClassWriter(0);
      new ClassReader(classFile)
          .accept(
              new ClassRemapper(
                  relocated,
                  new Remapper(OpenedClassReader.ASM_API) {
                    @Override
                    public String map(String name) {
                      return name.startsWith("org/apache/log") ? PREFIX + name : name;
                    }
                  }),
              0);
      return new Target(jar, PREFIX + type, relocated.toByteArray());
    }

    @Override
    public String toString() {
      return (jar == null ? "JDK" : jar.getFileName()) + " " + type;
    }
  }
}
