// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.AddressRange;
import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.MalformedAddressException;
import io.github.rstagent.rules.Mode;
import io.github.rstagent.rules.Only;
import io.github.rstagent.rules.Problem;
import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.RuleDefaults;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Turns values of the option {@code vip} and list files into an {@link Allowlist}, whole or not at
 * all. The order of the calls is the order of the rules: {@code vip} values first. For one list and
 * one thread.
 */
public final class AllowlistReader {
  /** How many problems of one file a start says. */
  private static final int MOST_SHOWN = 20;

  /** A file with more is no list: it is not read to its end while a service waits to start. */
  private static final int MOST_COUNTED = 1000;

  private static final String ACCEPTED = "a readable allowlist file";

  private final RuleDefaults defaults;
  private final int mostShown;
  private final List<Rule> rules = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private boolean onlyMissingFiles = true;

  /**
   * @param defaults for rules that do not say
   */
  public AllowlistReader(RuleDefaults defaults) {
    this(defaults, MOST_SHOWN);
  }

  /**
   * @param mostShown how many problems of one file to keep; of more the number is said
   */
  public AllowlistReader(RuleDefaults defaults, int mostShown) {
    this.defaults = defaults;
    this.mostShown = mostShown;
  }

  /**
   * Adds a rule without options for each value in a text, as the option {@code vip} has them.
   *
   * @param column of the text in its place; 0 where it is not known
   */
  public void vips(String text, String place, int column) {
    for (Setting vip : Setting.vips(text, place, column)) {
      vip(vip);
    }
  }

  /** Adds a rule without options: an address, a network, a range, a preset or {@code @auto}. */
  public void vip(Setting vip) {
    String text = vip.value();
    try {
      if (text.indexOf('=') >= 0) {
        throw new MalformedAddressException(
            0,
            Problem.quote(text) + " is no address",
            AddressRange.ACCEPTED + "; options of a rule stand in a vip-file");
      }
      Only only = isPreset(text) ? Only.SILENT : defaults.only();
      RuleDefaults terms =
          new RuleDefaults(defaults.mode(), defaults.scope(), only, defaults.max());
      add(new Rule(rules.size(), text, ranges(text), null, Rule.VIP, 0, terms), vip.where());
    } catch (MalformedAddressException e) {
      problem(new Problem(vip.where(e.index()), e.getMessage(), e.accepted()));
    }
  }

  /** Whether a list means a preset by this text. Asked here: {@link Preset} reads them all. */
  static boolean isPreset(String text) {
    return text.startsWith("@");
  }

  /** The addresses that the first field of a rule names. */
  static List<AddressRange> ranges(String text) throws MalformedAddressException {
    if (text.equals("*")) {
      throw new MalformedAddressException(
          0,
          "'*' is no address",
          "the checkers' addresses; 0.0.0.0/0 and ::/0 would list every client");
    }
    if (text.equals(Rule.AUTO)) {
      return Collections.emptyList();
    }
    return isPreset(text)
        ? Preset.of(text).addressRanges()
        : Collections.singletonList(AddressRange.parse(text));
  }

  /** Adds the rules of a list file, relative to the working directory. */
  public void file(File file) {
    if (!file.exists()) {
      Problem ofPath = PathEncoding.problem(file);
      problem(ofPath != null ? ofPath : Problem.missingFile(file.getPath(), ACCEPTED));
    } else if (!file.isFile()) {
      // To open a pipe could keep the service waiting for ever.
      problem(new Problem(file.getPath(), "not a file", ACCEPTED));
    } else {
      try {
        stream(new FileInputStream(file), file.getPath());
      } catch (IOException e) {
        problem(Problem.unreadable(file.getPath(), e, ACCEPTED));
      }
    }
  }

  /**
   * Adds the rules of a list that is no file, and closes it.
   *
   * @param name what to call it in problems
   */
  public void stream(InputStream list, String name) {
    int mostCounted = Math.max(MOST_COUNTED, mostShown);
    int count = 0;
    try (FileLines lines = new FileLines(list)) {
      while (count < mostCounted && lines.next()) {
        RuleLine line = new RuleLine(lines, name, defaults);
        for (Problem problem : line.problems()) {
          if (++count <= mostShown) {
            problem(problem);
          }
        }
        if (line.isRule()) {
          int column = lines.text().indexOf(Rule.AUTO) + 1;
          add(line.rule(rules.size()), name + ':' + lines.number() + ':' + column);
        }
      }
      if (lines.isUnfinished()) {
        warnings.add(
            new Problem(
                name + ':' + lines.number() + ':' + (lines.text().length() + 1),
                "warning: the last line has no line break, as if it were still being written: a"
                    + " start takes it, a changed list only after 30 s at rest",
                "a line break at the end"));
      }
    } catch (IOException e) {
      problem(Problem.unreadable(name, e, ACCEPTED));
    }
    if (count >= mostCounted) {
      problem(new Problem(name, "and so on: the rest was not read", null));
    } else if (count > mostShown) {
      problem(new Problem(name, "and " + (count - mostShown) + " more", null));
    }
  }

  /**
   * What is wrong, a copy; empty where all is good. Of one file at most 20 problems, unless asked
   * for others, then how many more.
   */
  public List<Problem> problems() {
    return new ArrayList<>(problems);
  }

  /** What is valid and hardly meant, a copy: wide rules, and files whose last line has no end. */
  public List<Problem> warnings() {
    return new ArrayList<>(warnings);
  }

  /** The rules, or none where there are problems. */
  public Allowlist allowlist() {
    return problems.isEmpty() ? new Allowlist(rules) : Allowlist.EMPTY;
  }

  /**
   * As {@link #allowlist()}, but files that do not exist are not held against the others: for the
   * start, where such a file is taken when it appears.
   */
  public Allowlist allowlistWithoutMissingFiles() {
    return onlyMissingFiles ? new Allowlist(rules) : Allowlist.EMPTY;
  }

  /**
   * @param where it stands, for one with {@code @auto}
   */
  private void add(Rule rule, String where) {
    if (rule.isAuto()) {
      checkPorts(rule, where);
    }
    rules.add(rule);
    boolean wide = !isPreset(rule.text()) && rule.ranges().get(0).isWide();
    if (wide && rule.mode() == Mode.SUPPRESS) {
      warnings.add(ListWarnings.wide(rule));
    }
  }

  private void checkPorts(Rule auto, String where) {
    for (Rule other : rules) {
      if (other.isAuto() && auto.sharesPortWith(other)) {
        problem(
            new Problem(
                where,
                "another @auto for the same port, beside " + other.origin(),
                "one @auto, or several, each with ports of its own"));
      }
    }
  }

  private void problem(Problem problem) {
    problems.add(problem);
    onlyMissingFiles &= problem.isMissingFile();
  }
}
