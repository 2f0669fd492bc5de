// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A command line of a JVM, and its environment, which it does not inherit. */
public final class JvmCommand {
  /** Small and quick to start; nothing that changes what a program does. */
  private static final List<String> LEAN =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Duser.language=en");

  private static final Set<String> INHERITED = Set.of("PATH", "HOME", "TMPDIR", "SystemRoot");

  private final JavaHome home;
  private final List<String> observer = new ArrayList<>();
  private final List<String> jvmArguments = new ArrayList<>();
  private final Set<Path> classPath = new LinkedHashSet<>();
  private final List<String> program = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private String tool = "java";
  private Path directory = Path.of("").toAbsolutePath();
  private boolean stderrIsRead = true;

  public JvmCommand(JavaHome home) {
    this.home = home;
    environment.put("LC_ALL", "C");
  }

  public static JvmCommand main(JavaHome home, Class<?> main, String... arguments) {
    JvmCommand command = new JvmCommand(home);
    command.jvmArguments.addAll(LEAN);
    command.classPath.add(CodeSource.of(main));
    command.program.add(main.getName());
    command.program.addAll(Arrays.asList(arguments));
    return command;
  }

  /** A program of the JDK's own, such as {@code javac}. */
  public static JvmCommand tool(JavaHome home, String tool, String... arguments) {
    JvmCommand command = new JvmCommand(home);
    command.tool = tool;
    command.program.addAll(Arrays.asList(arguments));
    return command;
  }

  public JvmCommand agent(String options) {
    return agent(AgentJar.path(), options);
  }

  public JvmCommand agent(Path jar, String options) {
    return jvm(agentFlag(jar, options));
  }

  public static String agentFlag(Path jar, String options) {
    return "-javaagent:" + jar + (options.isEmpty() ? "" : "=" + options);
  }

  public JvmCommand jvm(String... arguments) {
    jvmArguments.addAll(Arrays.asList(arguments));
    return this;
  }

  public JvmCommand jvm(Collection<String> arguments) {
    jvmArguments.addAll(arguments);
    return this;
  }

  public JvmCommand classPath(Collection<Path> entries) {
    classPath.addAll(entries);
    return this;
  }

  public JvmCommand arguments(Collection<String> arguments) {
    program.addAll(arguments);
    return this;
  }

  public JvmCommand environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  public JvmCommand directory(Path workingDirectory) {
    directory = workingDirectory;
    return this;
  }

  /** A program that runs this one, and leaves its process id as it is. */
  public JvmCommand under(String... program) {
    observer.addAll(Arrays.asList(program));
    return this;
  }

  /** A stderr that takes nothing from the start, and is left so until it is read. */
  public JvmCommand fullStderr() {
    stderrIsRead = false;
    return under(FullPipe.fullFromTheStart());
  }

  public ForkedJvm start() {
    ProcessBuilder builder = new ProcessBuilder(line()).directory(directory.toFile());
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().putAll(environment);
    try {
      return new ForkedJvm(this, builder.start(), stderrIsRead);
    } catch (IOException e) {
      throw new AssertionError("Cannot start " + this, e);
    }
  }

  private List<String> line() {
    List<String> line = new ArrayList<>(observer);
    line.add(home.tool(tool).toString());
    line.addAll(jvmArguments);
    if (!classPath.isEmpty()) {
      line.add("-cp");
      line.add(
          classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    }
    line.addAll(program);
    return line;
  }

  @Override
  public String toString() {
    return environment + " " + String.join(" ", line());
  }
}
