// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.AddressRange;
import io.github.rstagent.rules.Decimal;
import io.github.rstagent.rules.MalformedAddressException;
import io.github.rstagent.rules.Mode;
import io.github.rstagent.rules.Only;
import io.github.rstagent.rules.Problem;
import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.RuleDefaults;
import io.github.rstagent.rules.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of a list: addresses, at most one label, options {@code name=value}, then perhaps a
 * comment. Read when it is made: it is a rule, or it has problems, or it says nothing.
 */
final class RuleLine {
  private static final String FIELDS = "ADDRESSES [LABEL] [OPTION=VALUE ...]";
  static final String[] OPTIONS = {"mode", "port", "only", "scope", "max"};

  private final String line; // without its comment
  private final String source;
  private final int number;
  private final List<Problem> problems = new ArrayList<>(0);

  private String addresses; // null in a line that says nothing
  private List<AddressRange> ranges;
  private int labels;
  private String label;
  private String options = " "; // the names of those that were given
  private Mode mode;
  private Scope scope;
  private Only only;
  private int max;
  private int[] ports = {};

  /**
   * @param lines reads the list, and is at this line
   * @param source what the list is called in problems and rules
   */
  RuleLine(FileLines lines, String source, RuleDefaults defaults) {
    String text = lines.text();
    int comment = text.indexOf('#');
    line = comment < 0 ? text : text.substring(0, comment);
    number = lines.number();
    this.source = source;
    mode = defaults.mode();
    scope = defaults.scope();
    only = defaults.only();
    max = defaults.max();
    if (lines.fault() == null) {
      read();
    } else {
      problem(text.length(), lines.fault(), "text in UTF-8");
    }
  }

  List<Problem> problems() {
    return problems;
  }

  boolean isRule() {
    return addresses != null && problems.isEmpty();
  }

  Rule rule(int index) {
    RuleDefaults terms = new RuleDefaults(mode, scope, only, max);
    return new Rule(index, addresses, ranges, label, source, number, terms, ports);
  }

  private void read() {
    for (int from = skip(true, 0); from < line.length(); ) {
      int to = skip(false, from);
      String field = line.substring(from, to);
      int equals = field.indexOf('=');
      if (addresses == null) {
        addresses(from, field);
      } else if (equals >= 0) {
        option(from, field.substring(0, equals), field.substring(equals + 1));
      } else {
        label(from, field);
      }
      from = skip(true, to);
    }
  }

  /** Where blanks end, or what is none. */
  private int skip(boolean blanks, int from) {
    int at = from;
    while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t') == blanks) {
      at++;
    }
    return at;
  }

  private void addresses(int at, String field) {
    addresses = field;
    only = AllowlistReader.isPreset(field) ? Only.SILENT : only;
    try {
      if (field.indexOf('=') >= 0) {
        String meant = field.contains("vip=") ? "the addresses alone, without 'vip='" : FIELDS;
        throw new MalformedAddressException(
            0, "no addresses before " + Problem.quote(field), meant);
      }
      OneRuleALine.checkAddresses(field);
      ranges = AllowlistReader.ranges(field);
    } catch (MalformedAddressException e) {
      problem(at + e.index(), e.getMessage(), e.accepted());
    }
  }

  private void label(int at, String field) {
    labels++;
    try {
      OneRuleALine.checkLabel(line, addresses, field, labels == 2 && label == null);
    } catch (MalformedAddressException e) {
      problem(at + e.index(), e.getMessage(), e.accepted());
      return;
    }
    if (labels == 2) { // the words behind it are no news
      problem(at, "a second label " + Problem.quote(field), FIELDS);
    } else if (labels == 1 && !field.equals("-")) {
      label = field;
    }
  }

  private void option(int at, String name, String text) {
    if (options.contains(' ' + name + ' ')) {
      problem(at, "option '" + name + "' stands twice", "once in a line");
      return;
    }
    options += name + ' ';
    int value = at + name.length() + 1;
    switch (name) {
      case "mode":
        mode = value(Key.MODE, value, text, mode);
        break;
      case "scope":
        scope = value(Key.SCOPE, value, text, scope);
        break;
      case "only":
        only = value(Key.ONLY, value, text, only);
        if (only == Only.ANY && addresses.equals(Rule.AUTO)) {
          problem(value, "@auto lists a peer's connections without data alone", "only=silent");
        }
        break;
      case "max":
        max = value(Key.MAX, value, text, (long) max).intValue();
        break;
      case "port":
        ports(value, text);
        break;
      default:
        options = options.replace(' ' + name + ' ', " ");
        problem(at, Spelling.unknown("option", name, OPTIONS), String.join(", ", OPTIONS));
    }
  }

  private <T> T value(Key<T> key, int at, String text, T before) {
    T value = key.parse(text);
    if (value == null) {
      String behind = text.indexOf('=') < 0 ? "" : "; blanks, no commas, between options";
      problem(at, key.refusal(text), key.accepted() + behind);
    }
    return value == null ? before : value;
  }

  private void ports(int from, String text) {
    String[] all = text.split(",", -1);
    ports = new int[all.length];
    int at = from;
    for (int i = 0; i < all.length; i++) {
      ports[i] = port(all[i]);
      if (ports[i] < 0) {
        problem(at, Problem.quote(all[i]) + " is no port", "ports 1-65535, commas between them");
      }
      at += all[i].length() + 1;
    }
  }

  /** The number, or -1 where the text is no port. */
  static int port(String text) {
    int port = Decimal.parse(text, 0, text.length());
    return port > 0 && port <= 0xFFFF ? port : -1;
  }

  private void problem(int at, String what, String accepted) {
    problems.add(new Problem(source + ':' + number + ':' + (at + 1), what, accepted));
  }
}
