// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import io.github.rstagent.config.RuleDefaults;
import java.util.Arrays;

/**
 * One line of the allowlist, or one value of the option {@code vip}: immutable. Its addresses are
 * not kept here, only in the allowlist's segments: there may be a million rules.
 */
public final class Rule {
  public static final String VIP = "vip";

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
  public Rule(
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

  /** The local ports, or {@code null} for every port; not to be changed. */
  public int[] ports() {
    return ports;
  }

  boolean hasPorts() {
    return ports != null;
  }

  /** Whether an address alone does not decide: local port or zone must match, too. */
  boolean isConditional() {
    return ports != null || zone != null;
  }

  /** The zone of a link-local rule, or {@code null}. */
  public String zone() {
    return zone;
  }

  public boolean holdsFor(int localPort) {
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

  /**
   * Whether it is the same rule of the same operator's, though perhaps on another line and with
   * another mode: so counts go on when a list is read again.
   */
  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof Rule)) {
      return false;
    }
    Rule that = (Rule) other;
    return text.equals(that.text)
        && source.equals(that.source)
        && (label == null ? that.label == null : label.equals(that.label))
        && Arrays.equals(ports, that.ports);
  }

  @Override
  public int hashCode() {
    return text.hashCode() + 31 * source.hashCode();
  }

  /** Differs, as good as certainly, where anything differs that an operator can write in a rule. */
  public long fingerprint() {
    long print = 0;
    print = mix(print, text.hashCode());
    print = mix(print, reversedHash(text));
    print = mix(print, label == null ? 0 : label.hashCode());
    print = mix(print, label == null ? 0 : reversedHash(label));
    print = mix(print, Arrays.hashCode(ports));
    print = mix(print, mode().text().hashCode());
    print = mix(print, scope().text().hashCode());
    print = mix(print, only().text().hashCode());
    return mix(print, max());
  }

  private static int reversedHash(String text) {
    int hash = 0;
    for (int i = text.length() - 1; i >= 0; i--) {
      hash = 31 * hash + text.charAt(i);
    }
    return hash;
  }

  /**
   * The step of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators).
   */
  private static long mix(long print, int next) {
    long mixed = (print ^ next) + 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
