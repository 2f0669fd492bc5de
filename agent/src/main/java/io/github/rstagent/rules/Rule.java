// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import java.util.Arrays;
import java.util.List;

/** One line of the allowlist, or one value of the option {@code vip}. Immutable. */
public final class Rule {
  /** The source of rules that stand in no file. */
  public static final String VIP = "vip";

  /** What stands for the addresses where the agent is to find the peers by itself. */
  public static final String AUTO = "@auto";

  private final int index;
  private final String text;
  private final List<AddressRange> ranges;
  private final String label;
  private final String source;
  private final int line;
  private final RuleDefaults terms;
  private final int[] ports;

  /**
   * @param text the addresses as they were written
   * @param ranges what these are: one range, or those of a preset; not to be changed
   * @param label or {@code null}
   * @param source the list file as given, or {@link #VIP}
   * @param line in that file, or 0
   * @param terms what the rule says, completed by the defaults; one object serves many rules
   * @param ports local ports that the rule holds for, none for every port; not to be changed
   */
  public Rule(
      int index,
      String text,
      List<AddressRange> ranges,
      String label,
      String source,
      int line,
      RuleDefaults terms,
      int... ports) {
    this.index = index;
    this.text = text;
    this.ranges = ranges;
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

  /** Whether it lists the peers that the agent finds, rather than addresses of its own. */
  public boolean isAuto() {
    return text.equals(AUTO);
  }

  /** What these are. */
  public List<AddressRange> ranges() {
    return ranges;
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

  /** The local ports that the rule names; none where it holds for every port. */
  public int[] ports() {
    return ports.clone();
  }

  boolean hasPorts() {
    return ports.length > 0;
  }

  /** Whether the rule holds for this local port; -1 stands for one that no rule names. */
  public boolean holdsFor(int localPort) {
    for (int port : ports) {
      if (port == localPort) {
        return true;
      }
    }
    return ports.length == 0;
  }

  /** Whether there is a local port that both hold for. */
  public boolean sharesPortWith(Rule other) {
    boolean shares = !hasPorts();
    for (int port : ports) {
      shares |= other.holdsFor(port);
    }
    return shares || !other.hasPorts();
  }

  /** As in a list, completed by the defaults. */
  public String inFull() {
    StringBuilder full = new StringBuilder(text);
    full.append(' ').append(label == null ? "-" : label);
    full.append(" mode=").append(mode());
    full.append(" scope=").append(scope());
    full.append(" only=").append(only());
    if (max() > 0) {
      full.append(" max=").append(max()).append("/min");
    }
    String separator = " port=";
    for (int port : ports) {
      full.append(separator).append(port);
      separator = ",";
    }
    return full.toString();
  }

  @Override
  public String toString() {
    return text + " (" + origin() + ')';
  }

  /**
   * Whether it is the same rule of the same operator's, though perhaps on another line and with
   * another mode: so counts go on when a list is read again.
   */
  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Rule)) { // a map asks whether it is this one before it asks here
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
}
