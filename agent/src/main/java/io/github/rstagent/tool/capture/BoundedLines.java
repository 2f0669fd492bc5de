// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Lines of a stream of any size. Of a line that is far too long only the beginning is kept. */
final class BoundedLines {
  private static final int LONGEST = 4_096;

  private final InputStream in;
  private final byte[] line = new byte[LONGEST];

  BoundedLines(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  /** The next line, or {@code null} at the end. */
  String next() throws IOException {
    int length = 0;
    int next = in.read();
    if (next < 0) {
      return null;
    }
    for (; next >= 0 && next != '\n'; next = in.read()) {
      if (length < LONGEST) {
        line[length++] = (byte) next;
      }
    }
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    return new String(line, 0, length, StandardCharsets.ISO_8859_1);
  }
}
