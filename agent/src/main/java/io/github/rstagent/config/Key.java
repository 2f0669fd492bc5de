// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.Mode;
import io.github.rstagent.rules.Only;
import io.github.rstagent.rules.Scope;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * An option. Parsing, messages, {@code --help} and the test of the documentation go by this one
 * table. Immutable.
 *
 * @param <T> type of its values
 */
public final class Key<T> {
  static final String PROPERTY_PREFIX = "rst.agent.";
  static final String VARIABLE_PREFIX = "RST_AGENT_";

  static final Key<String> VIP =
      new Key<>(
          "vip",
          Kind.text("addresses, networks a/n, ranges a-b or presets @name"),
          null,
          "peers whose resets are not to be logged; may be repeated");
  static final Key<String> VIP_FILE =
      new Key<>(
          "vip-file",
          Kind.text("the path of an allowlist file"),
          null,
          "path of a list of such peers, read again when it changes; may be repeated");
  public static final Key<Mode> MODE =
      new Key<>(
          "mode", Kind.choice(Mode.values()), "suppress", "what happens to a listed peer's resets");
  public static final Key<Scope> SCOPE =
      new Key<>(
          "scope", Kind.choice(Scope.values()), "reset", "the exception, or all lines of a probe");
  public static final Key<Only> ONLY =
      new Key<>("only", Kind.choice(Only.values()), "any", "all, or connections without data");

  /** Resets a minute and peer; 0 for no limit. */
  public static final Key<Long> MAX =
      new Key<>("max", Kind.rate(), "off", "what comes beyond it in a minute is shown");

  static final Key<Advise> ADVISE =
      new Key<>(
          "advise",
          Kind.choice(Advise.values()),
          "on",
          "name likely health checkers by their resets, or also by connections without data");

  /** Milliseconds; 0 for never. */
  static final Key<Long> SUMMARY =
      new Key<>("summary", Kind.interval(), "60s", "interval of the summary line");

  /** Whether it is the service's logger. */
  static final Key<Boolean> SUMMARY_TO =
      new Key<>(
          "summary-to", Kind.choice("logger", "stderr"), "logger", "where summary and advice go");

  static final Key<Boolean> JMX = new Key<>("jmx", Kind.choice("on", "off"), "on", "be in JMX");
  static final Key<Boolean> URING_PEERS =
      new Key<>(
          "uring-peers",
          Kind.choice("on", "off"),
          "off",
          "io_uring accepts connections one by one, so that peers are known");
  static final Key<Boolean> ENABLED =
      new Key<>(
          "enabled", Kind.choice("true", "false"), "true", "with false, the agent does nothing");
  static final Key<Boolean> DEBUG =
      new Key<>("debug", Kind.choice("on", "off"), "off", "print the agent's stack traces");
  static final Key<String> CONFIG =
      new Key<>(
          "config",
          Kind.text("the path of a properties file"),
          null,
          "path of a properties file with these keys");

  /** Every key, as the documentation lists them. */
  static final Key<?>[] ALL = {
    VIP,
    VIP_FILE,
    MODE,
    SCOPE,
    ONLY,
    MAX,
    ADVISE,
    SUMMARY,
    SUMMARY_TO,
    JMX,
    URING_PEERS,
    ENABLED,
    DEBUG,
    CONFIG
  };

  private final String name;
  private final Kind<T> kind;
  private final String standard;
  private final String documentation;

  private Key(String name, Kind<T> kind, String standard, String documentation) {
    this.name = name;
    this.kind = kind;
    this.standard = standard;
    this.documentation = documentation;
  }

  /** Every key, as the documentation lists them. */
  public static List<Key<?>> all() {
    return Collections.unmodifiableList(Arrays.<Key<?>>asList(ALL));
  }

  /** The key of that name, or {@code null}. */
  static Key<?> named(String name) {
    for (Key<?> key : ALL) {
      if (key.name.equals(name)) {
        return key;
      }
    }
    return null;
  }

  static String[] names() {
    String[] names = new String[ALL.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = ALL[i].name;
    }
    return names;
  }

  public String name() {
    return name;
  }

  /** Its value where it stands nowhere, as text; {@code null} where there is none. */
  public String standard() {
    return standard;
  }

  /** The value of a text, or {@code null} where it is none. */
  public T parse(String text) {
    return kind.parse(text);
  }

  /** What {@link #parse} takes, for problems. */
  public String accepted() {
    return kind.accepted();
  }

  /** What it is for, in a few words. */
  public String documentation() {
    return documentation;
  }

  /** Whether several values add up, where others replace each other. */
  boolean addsUp() {
    return this == VIP || this == VIP_FILE;
  }

  /** Says that a text is no value of it. */
  String refusal(String text) {
    return Spelling.badValue(name, text);
  }

  /** As a system property. */
  String property() {
    return PROPERTY_PREFIX + name;
  }

  /** As an environment variable. */
  String variable() {
    StringBuilder variable = new StringBuilder(VARIABLE_PREFIX);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      // Not toUpperCase: it would load Locale, for letters that are all ASCII.
      variable.append(c == '-' ? '_' : (char) (c - 'a' + 'A'));
    }
    return variable.toString();
  }
}
