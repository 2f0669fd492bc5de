// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.AddressField;
import io.github.rstagent.rules.Problem;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads one list file and tells the reader its rules and its problems, of which it may have very
 * many.
 */
final class ListFile {
  /** How many problems a start says. */
  static final int MOST_SHOWN = 20;

  /** A file with more is no list: it is not read to its end while a service waits to start. */
  private static final int MOST_COUNTED = 1000;

  private static final String ACCEPTED = "a readable allowlist file";

  private final String path;
  private final AllowlistReader reader;
  private final RuleLine ruleLine;
  private final int mostShown;
  private int line;
  private int problems;

  /**
   * @param path what the list is called in problems and rules
   * @param mostShown how many problems to tell one by one
   */
  ListFile(
      String path,
      AllowlistReader reader,
      AddressField address,
      RuleDefaults defaults,
      int mostShown) {
    this.path = path;
    this.reader = reader;
    this.mostShown = mostShown;
    ruleLine = new RuleLine(this, address, defaults);
  }

  void read(File file) {
    if (!file.exists()) {
      reader.problem(Problem.missingFile(path, ACCEPTED));
      return;
    }
    if (!file.isFile()) {
      // To open a pipe could keep the service waiting for ever.
      reader.problem(new Problem(path, "not a file", ACCEPTED));
      return;
    }
    try {
      read(new FileInputStream(file));
    } catch (IOException e) {
      unreadable(e);
    }
  }

  void read(InputStream in) {
    int mostCounted = Math.max(MOST_COUNTED, mostShown);
    try (FileLines lines = new FileLines(in)) {
      while (problems < mostCounted && lines.next()) {
        line = lines.number();
        if (lines.fault() == null) {
          ruleLine.read(lines.text());
        } else {
          problem(lines.text().length(), lines.fault(), "text in UTF-8");
        }
      }
      if (lines.isUnfinished()) {
        reader.doubt(
            new Problem(
                where(lines.text().length()),
                "warning: the last line has no line break; a start takes it, but a list that"
                    + " changes is not read again before there is one",
                "a line break at the end"));
      }
    } catch (IOException e) {
      unreadable(e);
    }
    if (problems >= mostCounted) {
      reader.problem(new Problem(path, "and so on: the rest was not read", null));
    } else if (problems > mostShown) {
      reader.problem(new Problem(path, "and " + (problems - mostShown) + " more", null));
    }
  }

  private void unreadable(IOException e) {
    reader.problem(Problem.unreadable(path, e, ACCEPTED));
  }

  /** Takes the rule of this line, whose addresses are those that were read last. */
  void add(String text, String label, RuleDefaults terms, int[] ports) {
    reader.add(text, label, terms, ports, path, line);
  }

  /** Takes the rule of this line, whose addresses are a preset's. */
  void add(Preset preset, String text, String label, RuleDefaults terms, int[] ports) {
    reader.add(preset, text, label, terms, ports, path, line);
  }

  /**
   * Takes a problem of this line.
   *
   * @param at index in the line
   */
  void problem(int at, String what, String accepted) {
    if (++problems <= mostShown) {
      reader.problem(new Problem(where(at), what, accepted));
    }
  }

  /** Takes the problem that there is no such preset. */
  void unknownPreset(int at, String name) {
    if (++problems <= mostShown) {
      reader.problem(Preset.unknown(where(at), name));
    }
  }

  private String where(int at) {
    return path + ':' + line + ':' + (at + 1);
  }
}
