// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.boot;

import io.github.rstagent.Main;
import java.io.File;

/**
 * Tells the JDK's own tools, the agent's own commands and {@code java -version} from services. All
 * of them run premain where the flag comes from {@code JAVA_TOOL_OPTIONS}, and scripts parse what
 * they print.
 */
public final class JdkTool {
  /**
   * What the launcher was told to run, arguments included; absent under {@code -version} and in
   * embedded JVMs.
   */
  private static final String COMMAND = "sun.java.command";

  private static final String MAIN = "io.github.rstagent.Main";

  private JdkTool() {}

  /** Whether this JVM runs a tool of the JDK or of ours, as opposed to a service. */
  public static boolean isRunning() {
    String command = System.getProperty(COMMAND, "");
    if (isOwn(command, HomeJar.of(JdkTool.class))) {
      return true;
    }
    int end = command.indexOf(' ');
    String program = end < 0 ? command : command.substring(0, end);
    if (program.endsWith(".jar")
        || program.startsWith("jdk.compiler/com.sun.tools.javac.launcher.")) {
      return false; // java -jar service.jar, java Service.java
    }
    // Modules jdk.* since JDK 9; main classes in tools.jar and rt.jar before.
    return program.startsWith("jdk.")
        || program.startsWith("java.base/")
        || program.startsWith("java.rmi/")
        || program.startsWith("java.scripting/")
        || program.startsWith("sun.")
        || program.startsWith("com.sun.tools.")
        || program.startsWith("com.sun.corba.")
        || program.startsWith("com.sun.java.util.jar.pack.");
  }

  /**
   * Whether the command is one of {@link Main}: {@code java -jar} with this jar or a copy of it.
   *
   * @param jar the agent's, or {@code null}
   */
  static boolean isOwn(String command, File jar) {
    int end = command.indexOf(".jar ") + ".jar".length();
    // The path may hold blanks, so that it does not end at the first one.
    String program = end < ".jar".length() ? command : command.substring(0, end);
    if (jar == null || !program.endsWith(jar.getName())) {
      return command.equals(MAIN) || command.startsWith(MAIN + ' ');
    }
    File file = new File(program);
    return file.getName().equals(jar.getName()) && file.length() == jar.length();
  }

  /**
   * Whether it is unknown what this JVM will run: {@code java -version}, or a JVM embedded in
   * another program.
   */
  public static boolean isUnknown() {
    return System.getProperty(COMMAND) == null;
  }
}
