// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import io.github.rstagent.config.AllowlistReader;
import io.github.rstagent.config.PeerQuestion;
import io.github.rstagent.config.Preset;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** A rule that lists the peer in question, with what an explanation says of it. Immutable. */
public final class Candidate {
  /** By the contract: the fewest addresses, then one with ports, then the first. */
  private static final Comparator<Candidate> FOREMOST =
      new Comparator<Candidate>() {
        @Override
        public int compare(Candidate one, Candidate other) {
          int order = one.addresses.compareTo(other.addresses);
          if (order == 0) {
            order = Boolean.compare(other.rule.hasPorts(), one.rule.hasPorts());
          }
          return order != 0 ? order : Integer.compare(one.rule.index(), other.rule.index());
        }
      };

  private final Rule rule;
  private final Preset preset;
  private final BigInteger addresses;

  private Candidate(Rule rule, Preset preset, BigInteger addresses) {
    this.rule = rule;
    this.preset = preset;
    this.addresses = addresses;
  }

  /** The rules that list the peer, whatever its port, the foremost first. */
  public static List<Candidate> of(Allowlist allowlist, PeerQuestion peer) {
    List<Candidate> candidates = new ArrayList<Candidate>();
    AddressField field = new AddressField();
    for (Rule rule : allowlist.rules()) {
      Candidate candidate = of(rule, peer, field);
      if (candidate != null) {
        candidates.add(candidate);
      }
    }
    Collections.sort(candidates, FOREMOST);
    return candidates;
  }

  private static Candidate of(Rule rule, PeerQuestion peer, AddressField field) {
    String text = rule.text();
    if (AllowlistReader.isPreset(text, 0)) {
      Preset preset = Preset.named(text.substring(1));
      BigInteger addresses = BigInteger.ZERO;
      boolean holds = false;
      for (AddressRange range : preset.addressRanges()) {
        if (range.isIpv4() == peer.range().isIpv4()) {
          addresses = addresses.add(range.count());
          holds |= range.holds(peer.range());
        }
      }
      return holds ? new Candidate(rule, preset, addresses) : null;
    }
    Preset.parse(field, text); // it has been read before
    AddressRange range = AddressRange.of(field);
    boolean holds =
        range.holds(peer.range()) && (rule.zone() == null || rule.zone().equals(peer.zone()));
    return holds ? new Candidate(rule, null, range.count()) : null;
  }

  public Rule rule() {
    return rule;
  }

  /** The local ports that the rule names; empty for every port. */
  public List<Integer> ports() {
    List<Integer> ports = new ArrayList<Integer>();
    if (rule.ports() != null) {
      for (int port : rule.ports()) {
        ports.add(port);
      }
    }
    return ports;
  }

  /** As summaries call it, and where it stands. */
  public String name() {
    return rule.name() + " (" + rule.origin() + ')';
  }

  /** What becomes of resets. */
  public String effect() {
    StringBuilder effect = new StringBuilder();
    if (rule.mode() == Mode.OBSERVE) {
      return "resets are shown and counted (mode=observe)";
    }
    effect.append(rule.mode() == Mode.TAG ? "resets are shown, tagged" : "resets are suppressed");
    if (rule.only() == Only.SILENT) {
      effect.append(", on connections without data (only=silent)");
    }
    if (rule.max() > 0) {
      effect.append(", up to ").append(rule.max()).append(" a minute from this peer");
    }
    return effect.toString();
  }

  /** Why this rule and not that one, which is the next. */
  public String why(Candidate next) {
    String fewer =
        next.addresses.equals(addresses) ? "as few addresses as " : "fewer addresses than ";
    String why = fewer + next.name();
    if (!next.addresses.equals(addresses)) {
      return why;
    }
    return rule.hasPorts() == next.rule.hasPorts()
        ? why + ", and stands before it"
        : why + ", and names the port";
  }

  /** What there is to know of the rule's preset. */
  public List<String> notes() {
    List<String> notes = new ArrayList<String>();
    if (preset != null) {
      if (preset.clientTraffic() != null) {
        notes.add(preset + " also carries clients' traffic: " + preset.clientTraffic());
      }
      for (String remark : preset.remarks()) {
        notes.add(preset + ": " + remark);
      }
    }
    return notes;
  }

  /** As in a list, completed by the defaults, and its size. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(rule.text());
    text.append(' ').append(rule.label() == null ? "-" : rule.label());
    text.append(" mode=").append(rule.mode().text());
    text.append(" scope=").append(rule.scope().text());
    text.append(" only=").append(rule.only().text());
    if (rule.max() > 0) {
      text.append(" max=").append(rule.max()).append("/min");
    }
    String separator = " port=";
    for (int port : ports()) {
      text.append(separator).append(port);
      separator = ",";
    }
    text.append(" (").append(rule.origin()).append("), ").append(addresses);
    return text.append(addresses.equals(BigInteger.ONE) ? " address" : " addresses").toString();
  }
}
