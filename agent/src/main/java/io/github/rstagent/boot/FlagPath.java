// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.boot;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;

/**
 * The jar as the flag names it. The JVM follows symbolic links before it loads classes from it, so
 * that {@link HomeJar} never sees them. Known on Linux, where a process can read its own arguments.
 */
public final class FlagPath {
  private static final String FLAG = "-javaagent:";

  private FlagPath() {}

  /**
   * The path behind the flag that leads to this jar, links and all; the jar itself where there is
   * none.
   */
  public static File of(File jar) {
    try (InputStream in = new FileInputStream("/proc/self/cmdline")) {
      String commandLine = new String(HomeJar.readAll(in), Charset.defaultCharset());
      return of(jar, commandLine, System.getenv("JAVA_TOOL_OPTIONS"));
    } catch (IOException | RuntimeException e) {
      return jar; // no Linux, or not to be seen
    }
  }

  /**
   * @param commandLine arguments, each ended by NUL
   * @param options of the environment, or {@code null}
   */
  static File of(File jar, String commandLine, String options) throws IOException {
    String words = '\0' + commandLine + '\0' + (options == null ? "" : options.replace(' ', '\0'));
    int at = words.indexOf('\0' + FLAG);
    while (at >= 0) {
      int from = at + 1 + FLAG.length();
      int end = words.indexOf('\0', from);
      int equals = words.indexOf('=', from);
      end = end < 0 ? words.length() : end;
      File named = new File(words.substring(from, equals < 0 || equals > end ? end : equals));
      if (named.getCanonicalFile().equals(jar.getCanonicalFile())) {
        return named.getAbsoluteFile();
      }
      at = words.indexOf('\0' + FLAG, end);
    }
    return jar;
  }
}
