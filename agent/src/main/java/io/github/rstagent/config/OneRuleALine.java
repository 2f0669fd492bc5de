// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.Address;
import io.github.rstagent.rules.AddressRange;
import io.github.rstagent.rules.Decimal;
import io.github.rstagent.rules.MalformedAddressException;
import io.github.rstagent.rules.Problem;
import java.util.Arrays;

/**
 * Recognises what other programs accept in a line and this list does not: several addresses, a
 * netmask, separators. Taken as a label, it would list other peers than were meant.
 */
final class OneRuleALine {
  private OneRuleALine() {}

  /**
   * @throws MalformedAddressException where the first field holds more than one rule
   */
  static void checkAddresses(String field) throws MalformedAddressException {
    int comma = field.indexOf(',');
    int separator = comma < 0 ? field.indexOf(';') : comma;
    if (separator > 0) {
      throw new MalformedAddressException(
          separator,
          "one rule a line: '" + field.charAt(separator) + "' behind an address",
          "a line for " + field.substring(0, separator) + ", and one for each other");
    }
  }

  /**
   * @param line in which the field stands, without its comment
   * @param addresses the first field
   * @param spaced whether a '-' stands between that and this field
   * @throws MalformedAddressException where this field is no label
   */
  static void checkLabel(String line, String addresses, String field, boolean spaced)
      throws MalformedAddressException {
    checkOption(line, field);
    if (isPlain(field)) {
      return;
    }
    int end = field.length();
    while (end > 0 && (field.charAt(end - 1) == ';' || field.charAt(end - 1) == ',')) {
      end--;
    }
    String label = field.substring(0, end);
    String network = network(addresses, label);
    if (network != null) {
      throw bad(field, "a netmask or prefix length", network);
    }
    if (spaced && readsAs(addresses + '-' + label)) {
      throw bad(field, "the end of a range", addresses + '-' + label);
    }
    if (readsAsAddresses(label)) {
      throw bad(field, "addresses", "a line for " + addresses + ", and one for " + label);
    }
    int port = RuleLine.port(label.startsWith(":") ? label.substring(1) : label);
    if (port > 128 || (port > 0 && label.startsWith(":"))) { // a smaller number may be a label
      throw bad(field, "a port", "port=" + port);
    }
    if (end < field.length()) {
      throw new MalformedAddressException(
          end,
          "one rule a line: '" + field.charAt(end) + "' behind the label",
          label.isEmpty() ? "a comment behind '#'" : label);
    }
    if (!Character.isLetterOrDigit(field.charAt(0))) {
      throw new MalformedAddressException(
          0, Problem.quote(field) + " is no label", "one that begins with a letter or a digit");
    }
  }

  /** The value of an option that the line has not, or one behind a name and no '='. */
  private static void checkOption(String line, String field) throws MalformedAddressException {
    for (Key<?> key : Arrays.<Key<?>>asList(Key.MODE, Key.SCOPE, Key.ONLY)) {
      if (key.parse(field) != null && !line.contains(key.name() + '=')) {
        throw bad(field, "an option", key.name() + '=' + field);
      }
    }
    int sign = Math.max(field.indexOf(':'), field.indexOf('\uFF1D'));
    if (sign > 0 && Arrays.asList(RuleLine.OPTIONS).contains(field.substring(0, sign))) {
      throw bad(field, "an option", field.substring(0, sign) + '=' + field.substring(sign + 1));
    }
  }

  /** Nearly every label: nothing in it can belong to anything else. */
  private static boolean isPlain(String field) {
    for (int at = 0; at < field.length(); at++) {
      if (".:/@,;".indexOf(field.charAt(at)) >= 0) {
        return false;
      }
    }
    return Character.isLetter(field.charAt(0)) || field.equals("-");
  }

  private static MalformedAddressException bad(String field, String what, String meant) {
    return new MalformedAddressException(
        0, "one rule a line: " + Problem.quote(field) + " reads as " + what, meant);
  }

  /** What an address and the netmask or prefix length behind it stand for, or {@code null}. */
  private static String network(String address, String field) {
    int length = length(field);
    if (length < 0 || !readsAs(address) || address.indexOf('/') >= 0) {
      return null;
    }
    String network = address + '/' + length;
    try {
      AddressRange.parse(network);
      return network;
    } catch (MalformedAddressException e) {
      // Digits alone may be a label.
      return Decimal.parse(field, 0, field.length()) < 0 ? e.accepted() : null;
    }
  }

  /** The length that {@code /24}, {@code 24} or a netmask stands for, or -1. */
  private static int length(String field) {
    int length = Decimal.parse(field, field.startsWith("/") ? 1 : 0, field.length());
    try {
      return length >= 0 ? length : Address.parse(field).prefixLength();
    } catch (MalformedAddressException e) {
      return -1;
    }
  }

  private static boolean readsAsAddresses(String label) {
    int dots = 0;
    int at = 0;
    while (at < label.length() && !Character.isLetter(label.charAt(at))) {
      dots += label.charAt(at++) == '.' ? 1 : 0;
    }
    return label.startsWith("@")
        || (dots > 1 && at == label.length()) // also where something is wrong with them
        || readsAs(label);
  }

  private static boolean readsAs(String addresses) {
    try {
      AddressRange.parse(addresses);
      return true;
    } catch (MalformedAddressException e) {
      return false;
    }
  }
}
