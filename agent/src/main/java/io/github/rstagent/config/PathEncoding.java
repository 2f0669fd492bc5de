// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.Problem;
import java.io.File;
import java.nio.charset.Charset;

/** Says why a file is missing where the JVM's locale cannot express its path: it never appears. */
public final class PathEncoding {
  /** What stands for a byte that the JVM could not decode. */
  private static final char LOST = '\uFFFD';

  private PathEncoding() {}

  /** The problem, or {@code null} where the path is not the reason. */
  public static Problem problem(File missing) {
    String path = missing.getPath();
    String charset = System.getProperty("sun.jnu.encoding", "UTF-8");
    return path.indexOf(LOST) < 0 && canEncode(charset, path)
        ? null
        : new Problem(
            path,
            "no such file: this JVM's locale (" + charset + ") cannot express its path",
            "LC_ALL=C.UTF-8 in the environment of this JVM");
  }

  private static boolean canEncode(String charset, String path) {
    try {
      return Charset.forName(charset).newEncoder().canEncode(path);
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      return true; // not known to be otherwise
    }
  }
}
