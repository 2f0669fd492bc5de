// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.boot.AgentLog;
import io.github.rstagent.boot.HomeJar;
import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.Learned;
import io.github.rstagent.rules.Problem;
import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The configuration of one start or reload: the options, and the allowlist that was read for them.
 * Where anything is invalid, the allowlist is empty.
 */
public final class Configuration {
  private final Options options;
  private final List<Problem> problems;
  private final List<Problem> missing; // list files
  private final List<Problem> warnings;
  private final List<FileStamp> files;
  private final long at;
  private final Allowlist allowlist;

  public Configuration(Options options) {
    this.options = options;
    problems = new ArrayList<>(options.problems());
    missing = new ArrayList<>();
    files = new ArrayList<>();
    at = System.currentTimeMillis();
    for (File file : options.vipFiles()) {
      files.add(new FileStamp(file)); // before it is read: what is written meanwhile is news
    }
    AllowlistReader reader = new AllowlistReader(options.ruleDefaults());
    for (Setting vip : options.vips()) {
      reader.vip(vip);
    }
    for (File file : options.vipFiles()) {
      reader.file(file);
    }
    for (Problem problem : reader.problems()) {
      if (problem.isMissingFile()) {
        missing.add(problem);
      } else {
        problems.add(problem);
      }
    }
    warnings = reader.warnings();
    allowlist = problems.isEmpty() ? reader.allowlistWithoutMissingFiles() : Allowlist.EMPTY;
  }

  private Configuration(Configuration read, Allowlist list) {
    options = read.options;
    problems = read.problems;
    missing = read.missing;
    warnings = read.warnings;
    files = read.files;
    at = read.at;
    allowlist = list;
  }

  /** The same, and these peers for {@code @auto}. */
  public Configuration with(Learned peers) {
    return new Configuration(this, allowlist.with(peers));
  }

  /** The same, and what was learned before under those {@code @auto} that are as they were. */
  public Configuration keeping(Configuration before) {
    return new Configuration(this, allowlist.keeping(before.allowlist));
  }

  public Options options() {
    return options;
  }

  /** Whether io_uring is to be told; not where the options are not to be trusted. */
  public boolean uringPeers() {
    return options.uringPeers() && problems.isEmpty();
  }

  /** Whether connections are to be watched. */
  public boolean watchesConnections() {
    return allowlist.asksForConnections() || watchesStrangers();
  }

  /** Whether those of peers that no rule lists are; not where the options are not to be trusted. */
  public boolean watchesStrangers() {
    return options.advise() == Advise.CONNECTIONS && problems.isEmpty();
  }

  /** The list, for when the agent is enabled; empty where anything is wrong. */
  public Allowlist allowlist() {
    return allowlist;
  }

  /** Whether options and list are good; files that do not exist yet are not held against them. */
  public boolean isGood() {
    return problems.isEmpty();
  }

  /** As {@link #isGood}, and no list file is missing. */
  public boolean isWhole() {
    return isGood() && missing.isEmpty();
  }

  /** What the list files were like when they were read. */
  public List<FileStamp> files() {
    return Collections.unmodifiableList(files);
  }

  /** When that was, in milliseconds since 1970. */
  public long at() {
    return at;
  }

  public List<Problem> problems() {
    return Collections.unmodifiableList(problems);
  }

  /** What is valid in the lists and hardly meant. */
  public List<Problem> warnings() {
    return Collections.unmodifiableList(warnings);
  }

  /** How these options differ from those before: what was dropped, what is new, and the rules. */
  public String changeFrom(Configuration before) {
    String dropped = onlyIn(before.options.inForce(), options.inForce());
    String added = onlyIn(options.inForce(), before.options.inForce());
    StringBuilder change = new StringBuilder();
    if (!dropped.isEmpty()) {
      change.append("dropped ").append(dropped).append("; ");
    }
    if (!added.isEmpty()) {
      change.append("new ").append(added).append("; ");
    }
    return change.append(ListChange.between(before.allowlist, allowlist)).toString();
  }

  private static String onlyIn(List<Setting> some, List<Setting> others) {
    List<String> known = new ArrayList<>();
    for (Setting other : others) {
      known.add(other.key() + '=' + other.value());
    }
    StringBuilder only = new StringBuilder();
    for (Setting setting : some) {
      String text = setting.key() + '=' + setting.value();
      if (!known.contains(text)) {
        only.append(only.length() == 0 ? "" : ", ").append(text);
      }
    }
    return only.toString();
  }

  /** Says every problem and warning, and the banner. */
  public void sayTo(AgentLog log, String prefix) {
    say(problems, "", log);
    say(warnings, "", log);
    say(missing, "; its rules are taken when it appears", log);
    log.say(prefix + version() + ": " + state());
  }

  /** Says every problem, and which files are missing. */
  public void sayProblemsTo(AgentLog log) {
    say(problems, "", log);
    say(missing, "", log);
  }

  private static void say(List<Problem> all, String addition, AgentLog log) {
    for (Problem problem : all) {
      log.say(problem + addition);
    }
  }

  /** The version of this jar. */
  public static String version() {
    String version = HomeJar.version();
    return version == null ? "unknown version" : version;
  }

  private String state() {
    if (!options.enabled()) {
      return "enabled=false: the agent does nothing";
    }
    if (!problems.isEmpty()) {
      return "nothing is suppressed or tagged, because of the errors above; resets are counted";
    }
    StringBuilder state = new StringBuilder(rules());
    state.append(allowlist.size() == 0 ? "" : ", mode=" + options.ruleDefaults().mode());
    if (options.configFile() != null) {
      state.append(", config=").append(options.configFile());
    }
    return state.toString();
  }

  /** How many rules there are, and from where. */
  public String rules() {
    StringBuilder state = new StringBuilder();
    int rules = allowlist.size();
    if (rules == 0) {
      state.append("no rules: resets are counted");
      state.append(options.advise() != Advise.OFF ? ", likely health checkers are named" : "");
    } else {
      state.append(rules).append(rules == 1 ? " rule" : " rules");
    }
    appendSources(state);
    return state.toString();
  }

  private void appendSources(StringBuilder state) {
    String separator = " (from ";
    if (!options.vips().isEmpty()) {
      state.append(separator).append("vip");
      separator = ", ";
    }
    for (File file : options.vipFiles()) {
      state.append(separator).append(file).append(file.exists() ? "" : " (missing)");
      separator = ", ";
    }
    if (separator.equals(", ")) {
      state.append(')');
    }
  }
}
