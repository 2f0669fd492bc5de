// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.Mode;
import io.github.rstagent.rules.Only;
import io.github.rstagent.rules.Problem;
import io.github.rstagent.rules.Scope;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Goes through the places where options may stand, the highest first, checks each value where it
 * stands, and keeps what is in force. A bad value is a problem also where a higher place replaces
 * it: it would be in force as soon as that goes.
 */
final class OptionsReader {
  /** Every key, as the documentation lists them. */
  static final String[] KEYS = {
    "vip",
    "vip-file",
    "mode",
    "scope",
    "only",
    "max",
    "advise",
    "summary",
    "summary-to",
    "jmx",
    "uring-peers",
    "enabled",
    "debug",
    "config"
  };

  static final String PROPERTY_PREFIX = "rst.agent.";
  static final String VARIABLE_PREFIX = "RST_AGENT_";

  private static final String FILE_BESIDE_JAR = "rst-agent.properties";
  private static final int MOST_SHOWN = 20;
  private static final int MOST_DIGITS = 6;

  final Map<String, Setting> inForce = new HashMap<String, Setting>();
  final List<Setting> vips = new ArrayList<Setting>();
  final List<Setting> vipFiles = new ArrayList<Setting>();
  final List<Problem> problems = new ArrayList<Problem>();
  File configFile;

  private int problemCount;

  /** Keys that the place being read has given so far. */
  private final List<String> given = new ArrayList<String>();

  void read(String argument, Properties system, Map<String, String> environment, File jarFolder) {
    if (argument != null) {
      new AgentArgument(argument, this).read();
    }
    given.clear();
    for (String key : KEYS) {
      String name = PROPERTY_PREFIX + key;
      String value = system.getProperty(name);
      if (value != null) {
        single(key, value.trim(), "-D" + name);
      }
    }
    given.clear();
    for (String key : KEYS) {
      String name = variable(key);
      String value = environment.get(name);
      // Charts and compose files pass variables on that nobody has set: empty is as good as absent.
      if (value != null && !value.trim().isEmpty()) {
        single(key, value.trim(), name);
      }
    }
    given.clear();
    configFile = configFile(jarFolder);
    if (configFile != null) {
      new PropertiesFile(configFile, this).read();
    }
    if (problemCount > MOST_SHOWN) {
      problems.add(new Problem("options", "and " + (problemCount - MOST_SHOWN) + " more", null));
    }
  }

  /** The environment variable of a key. */
  static String variable(String key) {
    StringBuilder name = new StringBuilder(VARIABLE_PREFIX);
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      // Not toUpperCase: it would load Locale, for letters that are all ASCII.
      name.append(c == '-' ? '_' : (char) (c - 'a' + 'A'));
    }
    return name.toString();
  }

  static boolean isKnown(String key) {
    for (String known : KEYS) {
      if (known.equals(key)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Where the next value of a {@code vip} starts, in a text of several; the end where there is
   * none.
   */
  static int vipStart(String text, int from, int end) {
    int at = from;
    while (at < end && isVipSeparator(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Where a value of a {@code vip} ends. */
  static int vipEnd(String text, int from, int end) {
    int at = from;
    while (at < end && !isVipSeparator(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isVipSeparator(char c) {
    return c <= ' ' || c == ',' || c == '"';
  }

  /** Takes a property or variable, which has one value that may hold several addresses. */
  private void single(String key, String value, String where) {
    int at = key.equals("vip") ? vipStart(value, 0, value.length()) : value.length();
    if (at == value.length()) {
      setting(key, where, value, where);
    }
    while (at < value.length()) {
      int end = vipEnd(value, at, value.length());
      setting(key, where, value.substring(at, end), where);
      at = vipStart(value, end, value.length());
    }
  }

  /** Takes one value, in force where no higher place has given one. */
  void setting(String key, String whereKey, String value, String whereValue) {
    boolean adds = key.equals("vip") || key.equals("vip-file");
    if (!isKnown(key)) {
      OptionProblems.unknownKey(this, key, whereKey);
    } else if (!adds && given.contains(key)) {
      problem(whereKey, "'" + key + "' stands twice", "each key but vip and vip-file once");
    } else if (!isGood(key, value)) {
      OptionProblems.badValue(this, key, value, whereValue);
    } else if (adds) {
      (key.equals("vip") ? vips : vipFiles).add(new Setting(key, value, whereValue));
    } else if (!inForce.containsKey(key)) {
      inForce.put(key, new Setting(key, value, whereValue));
    }
    given.add(key);
  }

  void problem(String where, String what, String accepted) {
    if (++problemCount <= MOST_SHOWN) {
      problems.add(new Problem(where, what, accepted));
    }
  }

  private File configFile(File jarFolder) {
    Setting config = inForce.get("config");
    if (config != null) {
      File file = new File(config.value());
      if (!file.exists()) {
        problem(
            config.where(),
            "no such file: " + Problem.quote(config.value()),
            "a readable properties file");
        return null;
      }
      return file;
    }
    File beside = jarFolder == null ? null : new File(jarFolder, FILE_BESIDE_JAR);
    return beside != null && beside.exists() ? beside : null;
  }

  private static boolean isGood(String key, String value) {
    switch (key) {
      case "mode":
        return Mode.of(value) != null;
      case "scope":
        return Scope.of(value) != null;
      case "only":
        return Only.of(value) != null;
      case "max":
        return RuleDefaults.parseMax(value) >= 0;
      case "summary":
        return millis(value) >= 0;
      case "summary-to":
        return value.equals("logger") || value.equals("stderr");
      case "enabled":
        return value.equals("true") || value.equals("false");
      case "vip":
      case "vip-file":
      case "config":
        return !value.isEmpty();
      default:
        return value.equals("on") || value.equals("off");
    }
  }

  /**
   * Milliseconds of {@code 60s}, {@code 5m}, {@code 1h} or {@code off} (0), or -1 where it is none
   * of these.
   */
  static long millis(String text) {
    if (text.equals("off")) {
      return 0;
    }
    int digits = text.length() - 1;
    if (digits < 1 || digits > MOST_DIGITS || text.charAt(0) == '0') {
      return -1;
    }
    long count = 0;
    for (int i = 0; i < digits; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      count = 10 * count + digit;
    }
    switch (text.charAt(digits)) {
      case 's':
        return count * 1000;
      case 'm':
        return count * 60_000;
      case 'h':
        return count * 3_600_000;
      default:
        return -1;
    }
  }
}
