// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.Problem;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * Reads options from a file in the syntax of {@link Properties}, in UTF-8. Each logical line is
 * read by an instance of its own: one for all of them would forget repeats, knows no lines, and
 * throws at the first bad escape.
 */
final class PropertiesFile {
  private static final int LARGEST = 1 << 16;
  private static final String ACCEPTED = "a readable properties file";

  private final File file;
  private final OptionsReader reader;

  PropertiesFile(File file, OptionsReader reader) {
    this.file = file;
    this.reader = reader;
  }

  void read() {
    try {
      if (!file.isFile()) {
        throw new IOException("not a file"); // to open a pipe could keep the service waiting
      }
      if (file.length() > LARGEST) {
        throw new IOException("larger than " + LARGEST + " bytes");
      }
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(new FileInputStream(file), StandardCharsets.UTF_8))) {
        read(lines);
      }
    } catch (IOException e) {
      Problem unreadable = Problem.unreadable(file.getPath(), e, ACCEPTED);
      reader.problem(unreadable.where(), unreadable.what(), ACCEPTED);
    }
  }

  private void read(BufferedReader lines) throws IOException {
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      StringBuilder logical = new StringBuilder(line);
      if (number == 1 && line.startsWith("\uFEFF")) {
        logical.deleteCharAt(0);
      }
      int more = 0;
      boolean comment = isComment(logical);
      while (!comment && goesOn(line) && (line = lines.readLine()) != null) {
        logical.append('\n').append(line);
        more++;
      }
      take(logical.toString(), file.getPath() + ':' + number);
      number += more;
    }
  }

  private static boolean isComment(CharSequence line) {
    int at = 0;
    while (at < line.length() && " \t\f".indexOf(line.charAt(at)) >= 0) {
      at++;
    }
    return at < line.length() && (line.charAt(at) == '#' || line.charAt(at) == '!');
  }

  /** Whether a line ends in a backslash that no other one escapes. */
  private static boolean goesOn(String line) {
    int at = line.length();
    while (at > 0 && line.charAt(at - 1) == '\\') {
      at--;
    }
    return (line.length() - at) % 2 == 1;
  }

  private void take(String line, String where) throws IOException {
    Properties entry = new Properties();
    try {
      entry.load(new StringReader(line));
    } catch (IllegalArgumentException e) {
      reader.problem(where, "bad escape \\u", "\\u and four hex digits");
      return;
    }
    for (String key : entry.stringPropertyNames()) { // one, or none in a comment
      if (key.equals(Key.CONFIG.name())) {
        reader.problem(
            where,
            "config has no place in this file",
            "config as agent argument, system property or environment variable");
      } else {
        reader.take(key, where, entry.getProperty(key), where, 0);
      }
    }
  }
}
