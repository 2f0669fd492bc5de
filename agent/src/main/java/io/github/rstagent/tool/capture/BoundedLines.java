// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

import java.io.IOException;
import java.io.Reader;

/** Lines of a text of any size. Of a line that is far too long only the beginning is kept. */
final class BoundedLines {
  private static final int LONGEST = 4_096;

  private final Reader in;
  private final char[] buffer = new char[1 << 15];
  private final char[] line = new char[LONGEST];
  private int at;
  private int end;

  BoundedLines(Reader in) {
    this.in = in;
  }

  /** The next line, or {@code null} at the end. */
  String next() throws IOException {
    int next = read();
    if (next < 0) {
      return null;
    }
    int length = 0;
    for (; next >= 0 && next != '\n'; next = read()) {
      if (length < LONGEST) {
        line[length++] = (char) next;
      }
    }
    while (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    return new String(line, 0, length);
  }

  private int read() throws IOException {
    if (at == end) {
      at = 0;
      end = in.read(buffer, 0, buffer.length);
      if (end <= 0) {
        end = 0;
        return -1;
      }
    }
    return buffer[at++];
  }
}
