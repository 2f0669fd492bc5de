// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

/** The words for what is wrong with an option. Not loaded where nothing is. */
final class OptionProblems {
  private OptionProblems() {}

  static void unknownKey(OptionsReader reader, String key, String where) {
    reader.problem(
        where,
        Spelling.unknown("key", key, OptionsReader.KEYS),
        String.join(", ", OptionsReader.KEYS));
  }

  static void badValue(OptionsReader reader, String key, String value, String where) {
    reader.problem(where, Spelling.badValue(key, value), accepted(key));
  }

  private static String accepted(String key) {
    switch (key) {
      case "vip":
        return "addresses, networks a/n, ranges a-b or presets @name";
      case "vip-file":
        return "the path of an allowlist file";
      case "config":
        return "the path of a properties file";
      case "mode":
        return "suppress, tag, observe";
      case "scope":
        return "reset, connection";
      case "only":
        return "any, silent";
      case "max":
        return RuleDefaults.MAX_ACCEPTED;
      case "summary":
        return "an interval such as 60s, 5m or 1h, or off";
      case "summary-to":
        return "logger, stderr";
      case "enabled":
        return "true, false";
      default:
        return "on, off";
    }
  }
}
