// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The lines of a UTF-8 text, one after the other, ended by LF or CRLF. Strict: bytes that are not
 * UTF-8 and control characters are faults of their line. Needs the same memory for every text,
 * should the path lead to a heap dump.
 */
final class FileLines implements Closeable {
  private static final int LONGEST_LINE = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final InputStream in;
  private final byte[] buffer = new byte[LONGEST_LINE];
  private int from;
  private int to;

  private String text;
  private int number;
  private String fault;
  private boolean unfinished;

  FileLines(InputStream in) {
    this.in = in;
  }

  /**
   * Goes on to the next line; false behind the last.
   *
   * @throws IOException also where a line has no end within {@value #LONGEST_LINE} bytes
   */
  boolean next() throws IOException {
    int end = from;
    do {
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      if (end < to) {
        decode(from, end);
        from = end + 1;
        return true;
      }
      end -= from;
    } while (fill());
    if (to == buffer.length) {
      throw new IOException("line " + (number + 1) + " is longer than " + LONGEST_LINE + " bytes");
    }
    boolean hasRest = from < to;
    unfinished |= hasRest;
    if (hasRest) {
      decode(from, to);
      from = to;
    }
    return hasRest;
  }

  /** The line without its end; where it has a {@link #fault()}, what stands before that. */
  String text() {
    return text;
  }

  /** From 1. */
  int number() {
    return number;
  }

  /** What is wrong with the character behind {@link #text()}, or {@code null}. */
  String fault() {
    return fault;
  }

  /** Whether the last line was read, and has no end. */
  boolean isUnfinished() {
    return unfinished;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /**
   * Moves what is left to the front and reads on behind it; false at the end of the file or of the
   * buffer.
   */
  private boolean fill() throws IOException {
    System.arraycopy(buffer, from, buffer, 0, to - from);
    to -= from;
    from = 0;
    int read = in.read(buffer, to, buffer.length - to);
    to += Math.max(read, 0);
    return read > 0;
  }

  private void decode(int start, int lineEnd) {
    number++;
    fault = null;
    int end = lineEnd > start && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
    int good = start;
    boolean ascii = true;
    while (good < end && !isControl(buffer[good])) {
      ascii &= buffer[good] >= 0;
      good++;
    }
    if (good < end) {
      fault =
          "control character "
              + (buffer[good] == 0 ? "NUL" : "0x" + Integer.toHexString(buffer[good]));
    }
    if (ascii) {
      text = new String(buffer, start, good - start, StandardCharsets.US_ASCII);
    } else {
      CharBuffer chars = CharBuffer.allocate(good - start);
      ByteBuffer bytes = ByteBuffer.wrap(buffer, start, good - start);
      CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, chars, true);
      if (result.isError()) {
        fault = "not UTF-8: byte 0x" + Integer.toHexString(bytes.get() & 0xFF);
      }
      int acting = firstActing(chars.array(), chars.position());
      if (acting < chars.position()) {
        // Not String.format: before main, and that takes regular expressions on Java 8.
        String digits = Integer.toHexString(0x10000 | chars.array()[acting]).substring(1);
        fault = "control character U+" + digits.toUpperCase(Locale.ROOT);
      }
      text = new String(chars.array(), 0, acting);
    }
    if (number == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
      text = text.substring(1);
    }
  }

  /**
   * Where the first character stands that terminals or logs act on, rather than show: labels are
   * printed to both.
   */
  private static int firstActing(char[] chars, int end) {
    int at = 0;
    while (at < end && !isActing(chars[at])) {
      at++;
    }
    return at;
  }

  /** C1 controls, ends of lines, and what turns the direction of the text that follows. */
  private static boolean isActing(char c) {
    return (Character.isISOControl(c) && c != '\t')
        || c == '\u2028'
        || c == '\u2029'
        || (c >= '\u202A' && c <= '\u202E')
        || (c >= '\u2066' && c <= '\u2069');
  }

  private static boolean isControl(byte b) {
    return (b >= 0 && b < ' ' && b != '\t') || b == 0x7F;
  }
}
