// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.allowlist;

/**
 * One line of the allowlist, or one value of the option {@code vip}: immutable. Its addresses are
 * not kept here, only in the allowlist's segments: there may be a million rules.
 */
public final class Rule {
  static final String VIP = "vip";

  private final int index;
  private final String text;
  private final String zone;
  private final String label;
  private final String source;
  private final int line;
  private final RuleDefaults terms;
  private final int[] ports;

  /**
   * @param zone of a link-local rule, else {@code null}
   * @param label or {@code null}
   * @param source the list file as given, or {@link #VIP}
   * @param line in that file, or 0
   * @param terms what the rule says, completed by the defaults; one object serves many rules
   * @param ports local ports that the rule holds for, {@code null} for every port
   */
  Rule(
      int index,
      String text,
      String zone,
      String label,
      String source,
      int line,
      RuleDefaults terms,
      int[] ports) {
    this.index = index;
    this.text = text;
    this.zone = zone;
    this.label = label;
    this.source = source;
    this.line = line;
    this.terms = terms;
    this.ports = ports;
  }

  /** The label, else the text. */
  public String name() {
    return label != null ? label : text;
  }

  /** What the list calls these peers, or {@code null}. */
  public String label() {
    return label;
  }

  /** The addresses as they were written, such as {@code 10.0.8.0/24}. */
  public String text() {
    return text;
  }

  /** {@code FILE:LINE}, the file as it was given, or {@code vip}. */
  public String origin() {
    return line == 0 ? source : source + ':' + line;
  }

  public Mode mode() {
    return terms.mode();
  }

  public Scope scope() {
    return terms.scope();
  }

  public Only only() {
    return terms.only();
  }

  /** Resets per minute and peer address up to which the rule holds; 0: no limit. */
  public int max() {
    return terms.max();
  }

  /** The place in {@link Allowlist#rules()}. */
  public int index() {
    return index;
  }

  @Override
  public String toString() {
    return text + " (" + origin() + ')';
  }

  boolean hasPorts() {
    return ports != null;
  }

  /** Whether an address alone does not decide: local port or zone must match, too. */
  boolean isConditional() {
    return ports != null || zone != null;
  }

  /** The zone of a link-local rule, or {@code null}. */
  String zone() {
    return zone;
  }

  boolean holdsFor(int localPort) {
    if (ports == null) {
      return true;
    }
    for (int port : ports) {
      if (port == localPort) {
        return true;
      }
    }
    return false;
  }
}
