// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.Problem;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads options from a file in the syntax of {@link java.util.Properties}, in UTF-8. Not with that
 * class: it knows no positions, forgets repeats, and throws at the first bad escape.
 */
final class PropertiesFile {
  private static final int LARGEST = 1 << 16;
  private static final String ACCEPTED = "a readable properties file";

  private final File file;
  private final OptionsReader reader;

  private String text;

  // A logical line: comments and continuations are gone, escapes still there; and each char's index
  // in the text.
  private final StringBuilder line = new StringBuilder();
  private int[] lineAt = new int[80];

  // A value: escapes are gone, too.
  private final StringBuilder value = new StringBuilder();
  private int[] valueAt = new int[80];

  PropertiesFile(File file, OptionsReader reader) {
    this.file = file;
    this.reader = reader;
  }

  void read() {
    try {
      text = content();
    } catch (IOException e) {
      Problem unreadable = Problem.unreadable(file.getPath(), e, ACCEPTED);
      reader.problem(unreadable.where(), unreadable.what(), ACCEPTED);
      return;
    }
    int next = text.startsWith("\uFEFF") ? 1 : 0;
    while (next < text.length()) {
      next = logicalLine(next);
      if (line.length() > 0) {
        entry();
      }
    }
  }

  private String content() throws IOException {
    if (!file.isFile()) {
      throw new IOException("not a file");
    }
    if (file.length() > LARGEST) {
      throw new IOException("larger than " + LARGEST + " bytes");
    }
    StringBuilder content = new StringBuilder();
    char[] buffer = new char[4096];
    try (InputStream in = new FileInputStream(file);
        Reader chars = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      for (int read = chars.read(buffer); read >= 0; read = chars.read(buffer)) {
        content.append(buffer, 0, read);
      }
    }
    return content.toString();
  }

  /** Reads one logical line, empty for a comment; returns where the next one starts. */
  private int logicalLine(int from) {
    line.setLength(0);
    int at = blanksEnd(from);
    while (at < text.length() && !isLineEnd(text.charAt(at))) {
      boolean comment = text.charAt(at) == '#' || text.charAt(at) == '!';
      if (comment && line.length() == 0) {
        return lineStart(lineEnd(at));
      }
      boolean escapes = text.charAt(at) == '\\';
      if (escapes && at + 1 == text.length()) {
        return at + 1;
      }
      if (escapes && isLineEnd(text.charAt(at + 1))) {
        at = blanksEnd(lineStart(at + 1));
        continue;
      }
      append(at++);
      if (escapes) {
        append(at++);
      }
    }
    return lineStart(at);
  }

  private void append(int index) {
    if (line.length() == lineAt.length) {
      lineAt = Arrays.copyOf(lineAt, 2 * lineAt.length);
    }
    lineAt[line.length()] = index;
    line.append(text.charAt(index));
  }

  private int blanksEnd(int from) {
    int at = from;
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private int lineEnd(int from) {
    int at = from;
    while (at < text.length() && !isLineEnd(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Where the line behind this line's end starts. */
  private int lineStart(int lineEnd) {
    return text.startsWith("\r\n", lineEnd) ? lineEnd + 2 : lineEnd + 1;
  }

  private void entry() {
    int keyEnd = 0;
    while (keyEnd < line.length() && !endsKey(line.charAt(keyEnd))) {
      keyEnd += line.charAt(keyEnd) == '\\' ? 2 : 1;
    }
    int from = lineBlanksEnd(keyEnd);
    if (from < line.length() && (line.charAt(from) == '=' || line.charAt(from) == ':')) {
      from = lineBlanksEnd(from + 1);
    }
    if (!unescape(0, keyEnd)) {
      return;
    }
    String key = value.toString();
    if (unescape(from, line.length())) {
      setting(key);
    }
  }

  private static boolean endsKey(char c) {
    return c == '=' || c == ':' || isBlank(c);
  }

  private int lineBlanksEnd(int from) {
    int at = from;
    while (at < line.length() && isBlank(line.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Puts that part of the logical line into {@link #value}; false where an escape is bad. */
  private boolean unescape(int from, int to) {
    value.setLength(0);
    if (valueAt.length <= line.length()) {
      valueAt = new int[lineAt.length + 1];
    }
    int at = from;
    while (at < to) {
      valueAt[value.length()] = lineAt[at];
      char c = line.charAt(at++);
      if (c == '\\') {
        c = line.charAt(at++);
        if (c == 'u') {
          int unit = unicode(at);
          if (unit < 0) {
            reader.problem(where(lineAt[at - 2]), "bad escape \\u", "\\u and four hex digits");
            return false;
          }
          c = (char) unit;
          at += 4;
        } else {
          c = c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c == 'f' ? '\f' : c;
        }
      }
      value.append(c);
    }
    valueAt[value.length()] = lineAt[line.length() - 1] + 1;
    return true;
  }

  /** The number in four hex digits of the logical line, or -1. */
  private int unicode(int from) {
    int unit = 0;
    for (int at = from; at < from + 4; at++) {
      int digit = at < line.length() ? Character.digit(line.charAt(at), 16) : -1;
      if (digit < 0) {
        return -1;
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }

  private void setting(String key) {
    String all = value.toString();
    String whereKey = where(lineAt[0]);
    if (key.equals("config")) {
      reader.problem(
          whereKey,
          "config has no place in this file",
          "config as agent argument, system property or environment variable");
      return;
    }
    int at = key.equals("vip") ? OptionsReader.vipStart(all, 0, all.length()) : all.length();
    if (at == all.length()) {
      int first = 0;
      while (first < at && all.charAt(first) <= ' ') {
        first++;
      }
      reader.setting(key, whereKey, all.trim(), where(valueAt[first]));
    }
    while (at < all.length()) {
      int end = OptionsReader.vipEnd(all, at, all.length());
      reader.setting(key, whereKey, all.substring(at, end), where(valueAt[at]));
      at = OptionsReader.vipStart(all, end, all.length());
    }
  }

  private String where(int index) {
    int number = 1;
    int start = text.startsWith("\uFEFF") ? 1 : 0;
    for (int at = start; at < index; ) {
      if (isLineEnd(text.charAt(at))) {
        at = lineStart(at);
        start = at;
        number++;
      } else {
        at++;
      }
    }
    return file.getPath() + ':' + number + ':' + (index - start + 1);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\f';
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }
}
