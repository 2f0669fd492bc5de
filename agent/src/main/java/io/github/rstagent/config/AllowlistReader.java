// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.AddressField;
import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.Flattening;
import io.github.rstagent.rules.Only;
import io.github.rstagent.rules.Problem;
import io.github.rstagent.rules.Rule;
import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns values of the option {@code vip} and list files into an {@link Allowlist}, whole or not at
 * all. The order of the calls is the order of the rules: {@code vip} values first. For one list and
 * one thread.
 */
public final class AllowlistReader {
  private final RuleDefaults defaults;
  private final int mostShown;
  private final AddressField address = new AddressField();
  private final Flattening flattening = new Flattening();
  private final List<Rule> rules = new ArrayList<Rule>();
  private final List<Problem> problems = new ArrayList<Problem>();
  private final List<Problem> doubts = new ArrayList<Problem>();
  private boolean onlyMissingFiles = true;

  /**
   * @param defaults for rules that do not say
   */
  public AllowlistReader(RuleDefaults defaults) {
    this(defaults, ListFile.MOST_SHOWN);
  }

  /**
   * @param mostShown how many problems of one file to keep; of more the number is said
   */
  public AllowlistReader(RuleDefaults defaults, int mostShown) {
    this.defaults = defaults;
    this.mostShown = mostShown;
  }

  /**
   * Adds a rule without options.
   *
   * @param value an address, a network, a range or a preset
   * @param where it stands, for problems; where this ends in {@code :COLUMN}, a problem inside the
   *     value is shown at its own column
   */
  public void vip(String value, String where) {
    if (value.indexOf('=') >= 0) {
      problem(
          new Problem(
              where,
              Problem.quote(value) + " is no address",
              AddressField.ACCEPTED + "; options of a rule stand in a vip-file"));
    } else if (isPreset(value, 0)) {
      Preset preset = Preset.named(value.substring(1));
      if (preset == null) {
        problem(Preset.unknown(where, value.substring(1)));
      } else {
        add(preset, value, null, silent(defaults), null, Rule.VIP, 0);
      }
    } else if (address.parse(value, 0, value.length())) {
      add(value, null, defaults, null, Rule.VIP, 0);
    } else {
      problem(
          new Problem(
              Problem.advance(where, address.errorAt()), address.error(), address.accepted()));
    }
  }

  /** Adds the rules of a list file, relative to the working directory. */
  public void file(File file) {
    new ListFile(file.getPath(), this, address, defaults, mostShown).read(file);
  }

  /**
   * Adds the rules of a list that is no file, and closes it.
   *
   * @param name what to call it in problems
   */
  public void stream(InputStream list, String name) {
    new ListFile(name, this, address, defaults, mostShown).read(list);
  }

  /**
   * What is wrong, a copy; empty where all is good. Of one file at most 20 problems, unless asked
   * for others, then how many more.
   */
  public List<Problem> problems() {
    return new ArrayList<Problem>(problems);
  }

  /**
   * What is valid and hardly meant, for people who check a list: it takes as long as reading it.
   */
  public List<Problem> doubts() {
    List<Problem> all = new ArrayList<Problem>(doubts);
    all.addAll(Doubts.about(allowlist()));
    return all;
  }

  /** The rules, or none where there are problems. */
  public Allowlist allowlist() {
    return problems.isEmpty() ? build() : Allowlist.EMPTY;
  }

  /**
   * As {@link #allowlist()}, but files that do not exist are not held against the others: for the
   * start, where such a file is taken when it appears.
   */
  public Allowlist allowlistWithoutMissingFiles() {
    return onlyMissingFiles ? build() : Allowlist.EMPTY;
  }

  private Allowlist build() {
    return flattening.allowlist(rules.toArray(new Rule[rules.size()]));
  }

  /** Takes a rule whose addresses are those that {@link AddressField} has read last. */
  void add(String text, String label, RuleDefaults terms, int[] ports, String source, int line) {
    int index = rules.size();
    rules.add(new Rule(index, text, address.zone(), label, source, line, terms, ports));
    flattening.add(address, index);
  }

  /** Takes a rule with the addresses of a preset. */
  void add(
      Preset preset,
      String text,
      String label,
      RuleDefaults terms,
      int[] ports,
      String source,
      int line) {
    int index = rules.size();
    rules.add(new Rule(index, text, null, label, source, line, terms, ports));
    for (String range : preset.ranges()) {
      Preset.parse(address, range);
      flattening.add(address, index);
    }
  }

  /** Whether a preset is named there. */
  public static boolean isPreset(String text, int at) {
    return at < text.length() && text.charAt(at) == '@';
  }

  /** What a preset implies. */
  static RuleDefaults silent(RuleDefaults defaults) {
    return new RuleDefaults(defaults.mode(), defaults.scope(), Only.SILENT, defaults.max());
  }

  void doubt(Problem doubt) {
    doubts.add(doubt);
  }

  void problem(Problem problem) {
    problems.add(problem);
    onlyMissingFiles &= problem.isMissingFile();
  }
}
