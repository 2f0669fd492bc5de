// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/** A class file as the JDK's disassembler prints it. */
final class Javap {
  private Javap() {}

  /** The lines of {@code javap -p}, with what else is asked for. */
  static List<String> lines(byte[] classFile, String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add("-p");
    StringWriter text = new StringWriter();
    try {
      Path file = Files.createTempFile("javap", ".class");
      try {
        Files.write(file, classFile);
        arguments.add(file.toString());
        PrintWriter out = new PrintWriter(text);
        int exit =
            ToolProvider.findFirst("javap")
                .orElseThrow()
                .run(out, out, arguments.toArray(new String[0]));
        assertThat(exit).as(text.toString()).isZero();
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().lines().toList();
  }

  /** What is different: lines gone with {@code -}, lines come with {@code +}. */
  static String difference(List<String> before, List<String> after) {
    int[][] common = new int[before.size() + 1][after.size() + 1];
    for (int b = before.size() - 1; b >= 0; b--) {
      for (int a = after.size() - 1; a >= 0; a--) {
        common[b][a] =
            before.get(b).equals(after.get(a))
                ? common[b + 1][a + 1] + 1
                : Math.max(common[b + 1][a], common[b][a + 1]);
      }
    }
    StringBuilder difference = new StringBuilder();
    int b = 0;
    int a = 0;
    while (b < before.size() || a < after.size()) {
      if (b < before.size() && a < after.size() && before.get(b).equals(after.get(a))) {
        b++;
        a++;
      } else if (b < before.size() && (a == after.size() || common[b + 1][a] >= common[b][a + 1])) {
        difference.append('-').append(before.get(b++)).append('\n');
      } else {
        difference.append('+').append(after.get(a++)).append('\n');
      }
    }
    return difference.toString();
  }
}
