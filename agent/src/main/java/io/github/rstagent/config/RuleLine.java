// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.AddressField;
import io.github.rstagent.rules.Mode;
import io.github.rstagent.rules.Only;
import io.github.rstagent.rules.Problem;
import io.github.rstagent.rules.Scope;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads one line of a list file: addresses, at most one label, options {@code name=value}, then
 * perhaps a comment. Tells the file each problem, or adds the rule. Used again for the next line,
 * and lends equal labels, ports and terms to all rules that have them.
 */
final class RuleLine {
  private static final String FIELDS = "ADDRESSES [LABEL] [OPTION=VALUE ...]";

  /** Where each rule has a label of its own there is nothing to share. */
  private static final int MOST_LABELS = 10_000;

  private static final String[] OPTIONS = {"mode", "port", "only", "scope", "max"};

  private final ListFile file;
  private final AddressField address;
  private final RuleDefaults defaults;
  private final Map<String, String> labels = new HashMap<String, String>();

  private RuleDefaults terms;
  private int[] lastPorts;

  private String line;
  private boolean good;
  private int labelsSeen;
  private String label;
  private int optionsSeen; // bits, by index in OPTIONS
  private Mode mode;
  private Scope scope;
  private Only only;
  private int max;
  private int[] ports;

  RuleLine(ListFile file, AddressField address, RuleDefaults defaults) {
    this.file = file;
    this.address = address;
    this.defaults = defaults;
    terms = defaults;
  }

  void read(String text) {
    line = text;
    int comment = line.indexOf('#');
    int end = comment < 0 ? line.length() : comment;
    int from = fieldStart(0, end);
    if (from == end) {
      return;
    }
    good = true;
    labelsSeen = 0;
    label = null;
    optionsSeen = 0;
    mode = defaults.mode();
    scope = defaults.scope();
    only = defaults.only();
    max = defaults.max();
    ports = null;
    Preset preset = null;
    int to = fieldEnd(from, end);
    if (AllowlistReader.isPreset(line, from)) {
      only = Only.SILENT;
      preset = Preset.named(line.substring(from + 1, to));
      if (preset == null) {
        good = false;
        file.unknownPreset(from, line.substring(from + 1, to));
      }
    } else if (equalsSign(from, to) >= 0) {
      fail(from, "no addresses before " + quote(from, to), FIELDS);
    } else if (!address.parse(line, from, to)) {
      fail(address.errorAt(), address.error(), address.accepted());
    }
    String addresses = line.substring(from, to);
    for (from = fieldStart(to, end); from < end; from = fieldStart(to, end)) {
      to = fieldEnd(from, end);
      int equals = equalsSign(from, to);
      if (equals < 0) {
        label(from, to);
      } else {
        option(from, equals, to);
      }
    }
    if (good && preset != null) {
      file.add(preset, addresses, label, terms(), ports);
    } else if (good) {
      file.add(addresses, label, terms(), ports);
    }
  }

  private int fieldStart(int from, int end) {
    int at = from;
    while (at < end && isBlank(line.charAt(at))) {
      at++;
    }
    return at;
  }

  private int fieldEnd(int from, int end) {
    int at = from;
    while (at < end && !isBlank(line.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** Index of the first '=' of a field, or -1. */
  private int equalsSign(int from, int to) {
    for (int i = from; i < to; i++) {
      if (line.charAt(i) == '=') {
        return i;
      }
    }
    return -1;
  }

  private void label(int from, int to) {
    labelsSeen++;
    if (labelsSeen == 2) { // the words behind it are no news
      fail(from, "a second label " + quote(from, to), FIELDS);
    }
    if (labelsSeen > 1) {
      return;
    }
    String text = line.substring(from, to);
    if (!text.equals("-")) {
      label = labels.get(text);
      if (label == null) {
        label = text;
        if (labels.size() < MOST_LABELS) {
          labels.put(text, text);
        }
      }
    }
  }

  private void option(int from, int equals, int to) {
    String name = line.substring(from, equals);
    String value = line.substring(equals + 1, to);
    int option = indexOf(name);
    if (option < 0) {
      fail(from, Spelling.unknown("option", name, OPTIONS), String.join(", ", OPTIONS));
      return;
    }
    if ((optionsSeen & (1 << option)) != 0) {
      fail(from, "option '" + name + "' stands twice", "once in a line");
      return;
    }
    optionsSeen |= 1 << option;
    int at = equals + 1;
    switch (name) {
      case "mode":
        mode = Mode.of(value);
        check(mode != null, at, name, value, "suppress, tag, observe");
        break;
      case "scope":
        scope = Scope.of(value);
        check(scope != null, at, name, value, "reset, connection");
        break;
      case "only":
        only = Only.of(value);
        check(only != null, at, name, value, "any, silent");
        break;
      case "max":
        max = RuleDefaults.parseMax(value);
        check(max >= 0, at, name, value, RuleDefaults.MAX_ACCEPTED);
        break;
      default:
        ports(at, to);
    }
  }

  private static int indexOf(String name) {
    for (int i = 0; i < OPTIONS.length; i++) {
      if (OPTIONS[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private void check(boolean isGood, int at, String name, String value, String accepted) {
    if (!isGood) {
      fail(at, Spelling.badValue(name, value), accepted);
    }
  }

  private void ports(int from, int to) {
    int count = 1;
    for (int i = from; i < to; i++) {
      count += line.charAt(i) == ',' ? 1 : 0;
    }
    int[] all = new int[count];
    int start = from;
    for (int i = 0; i < count; i++) {
      int end = start;
      while (end < to && line.charAt(end) != ',') {
        end++;
      }
      all[i] = port(line, start, end);
      if (all[i] < 0) {
        fail(start, quote(start, end) + " is no port", "ports 1-65535, commas between them");
      }
      start = end + 1;
    }
    if (!Arrays.equals(all, lastPorts)) {
      lastPorts = all;
    }
    ports = lastPorts;
  }

  /** The number, without leading zeros, or -1. */
  static int port(String line, int from, int to) {
    if (from == to || to - from > 5 || line.charAt(from) == '0') {
      return -1;
    }
    int port = 0;
    for (int i = from; i < to; i++) {
      int digit = line.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      port = 10 * port + digit;
    }
    return port > 0xFFFF ? -1 : port;
  }

  private RuleDefaults terms() {
    if (terms.mode() != mode
        || terms.scope() != scope
        || terms.only() != only
        || terms.max() != max) {
      terms = new RuleDefaults(mode, scope, only, max);
    }
    return terms;
  }

  private String quote(int from, int to) {
    return Problem.quote(line.substring(from, to));
  }

  private void fail(int at, String what, String accepted) {
    good = false;
    file.problem(at, what, accepted);
  }
}
