// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The agent's texts, as far as the tests depend on them. */
public final class AgentSays {
  public static final String PREFIX = "[rst-agent] ";

  /** The name of the service's logger that summaries and advice go to. */
  public static final String LOGGER = "rst-agent";

  private static final Pattern SUPPRESSED = Pattern.compile("suppressed (\\d+) resets? in ");

  private AgentSays() {}

  public static boolean isOwnLine(String line) {
    return line.startsWith(PREFIX);
  }

  /** Version, number of rules. */
  public static Predicate<String> banner(int rules) {
    return own(Pattern.quote(PREFIX) + "\\d+\\.\\d+\\.\\d+\\S*\\b.*\\b" + rules + " rules?\\b.*");
  }

  /** What the second of two flags says. */
  public static Predicate<String> optionsReplaced(int rules) {
    return own(Pattern.quote(PREFIX) + "options replaced: .*\\b" + rules + " rules?\\b.*");
  }

  public static Predicate<String> nettyMet(String version) {
    return own(Pattern.quote(PREFIX + "Netty " + version) + ".* found");
  }

  public static Predicate<String> hooked(String transport) {
    return own(Pattern.quote(PREFIX + "hooked " + transport + " of Netty ") + ".*");
  }

  /** The summary of a time in which one peer alone was hidden, as a line on stderr. */
  public static Predicate<String> suppressed(int resets, String rule, String peer) {
    return own(
        ".*suppressed "
            + resets
            + " resets in \\d.*: "
            + Pattern.quote(rule + " " + resets + " (" + peer + ")")
            + ".*");
  }

  /** How many resets the summary lines on stderr own to. */
  public static int suppressed(List<String> stderr) {
    return stderr.stream()
        .filter(AgentSays::isOwnLine)
        .map(SUPPRESSED::matcher)
        .filter(Matcher::find)
        .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
        .sum();
  }

  /** The message of the suppressed exception that a tagged one carries, in a stack trace. */
  public static Predicate<String> note(String peer, int port, String label, String origin) {
    return Pattern.compile(
            "\\s*Suppressed: java\\.lang\\.Throwable: "
                + Pattern.quote(
                    "rst-agent: peer " + peer + ":" + port + " is listed as " + label + " (")
                + "(\\S*/)?"
                + Pattern.quote(origin)
                + "\\)")
        .asMatchPredicate();
  }

  private static Predicate<String> own(String regex) {
    Predicate<String> matches = Pattern.compile(regex).asMatchPredicate();
    return line -> isOwnLine(line) && matches.test(line);
  }
}
