// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.io.IOException;
import java.io.OutputStream;

/** A pipe that takes not one byte more: what a stderr becomes whose reader has stopped to read. */
final class FullPipe {
  /** In great pieces until one does not fit, then byte by byte; never waits for room. */
  private static final String FILL =
      "for size in 65536 1; do"
          + " dd if=/dev/zero of=%s bs=$size oflag=nonblock conv=notrunc status=none;"
          + " done";

  private FullPipe() {}

  /** What runs a program with such a stderr. */
  static String[] fullFromTheStart() {
    String fill = "(" + String.format(FILL, "/proc/self/fd/3") + ") 3>&2 2>/dev/null";
    return new String[] {"sh", "-c", fill + "; exec \"$@\"", "sh"};
  }

  /** Fills a stream of a JVM, which is not read any more. */
  static void fill(ForkedJvm jvm, int descriptor) {
    String pipe = "/proc/" + jvm.pid() + "/fd/" + descriptor;
    try {
      Process fill = new ProcessBuilder("sh", "-c", String.format(FILL, pipe)).start();
      fill.getErrorStream().transferTo(OutputStream.nullOutputStream());
      fill.waitFor();
    } catch (IOException e) {
      throw new AssertionError("Cannot fill " + pipe, e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
