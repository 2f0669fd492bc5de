// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.allowlist;

import java.io.File;
import java.io.IOException;

/**
 * Reads one list file and tells the reader its rules and its problems, of which it may have very
 * many.
 */
final class ListFile {
  private static final int MOST_SHOWN = 20;

  /** A file with more is no list: it is not read to its end while a service waits to start. */
  private static final int MOST_COUNTED = 1000;

  private static final String ACCEPTED = "a readable allowlist file";

  private final File file;
  private final String path;
  private final AllowlistReader reader;
  private final RuleLine ruleLine;
  private int line;
  private int problems;

  ListFile(File file, AllowlistReader reader, AddressField address, RuleDefaults defaults) {
    this.file = file;
    path = file.getPath();
    this.reader = reader;
    ruleLine = new RuleLine(this, address, defaults);
  }

  void read() {
    if (!file.exists()) {
      reader.problem(Problem.missingFile(path, ACCEPTED));
      return;
    }
    if (!file.isFile()) {
      // To open a pipe could keep the service waiting for ever.
      reader.problem(new Problem(path, "not a file", ACCEPTED));
      return;
    }
    try (FileLines lines = new FileLines(file)) {
      while (problems < MOST_COUNTED && lines.next()) {
        line = lines.number();
        if (lines.fault() == null) {
          ruleLine.read(lines.text());
        } else {
          problem(lines.text().length(), lines.fault(), "text in UTF-8");
        }
      }
    } catch (IOException e) {
      reader.problem(new Problem(path, "cannot be read: " + e.getMessage(), ACCEPTED));
    }
    if (problems >= MOST_COUNTED) {
      reader.problem(new Problem(path, "and so on: the rest was not read", null));
    } else if (problems > MOST_SHOWN) {
      reader.problem(new Problem(path, "and " + (problems - MOST_SHOWN) + " more", null));
    }
  }

  /** Takes the rule of this line, whose addresses are those that were read last. */
  void add(String text, String label, RuleDefaults terms, int[] ports) {
    reader.add(text, label, terms, ports, path, line);
  }

  /**
   * Takes a problem of this line.
   *
   * @param at index in the line
   */
  void problem(int at, String what, String accepted) {
    if (++problems <= MOST_SHOWN) {
      reader.problem(new Problem(path + ':' + line + ':' + (at + 1), what, accepted));
    }
  }
}
