// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.Candidate;
import io.github.rstagent.rules.MalformedAddressException;
import io.github.rstagent.rules.Mode;
import io.github.rstagent.rules.Only;
import io.github.rstagent.rules.Problem;
import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.Scope;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which rule decides for a peer, and why: in words, for people. Goes through all rules, so it is
 * for questions, not for resets. Immutable.
 */
public final class Explanation {
  /** What {@link #of} takes, for problems. */
  public static final String ACCEPTED = "ADDRESS, IPV4:PORT or [IPV6]:PORT";

  private static final int EVERY_OTHER_PORT = -1;

  private final List<String> lines = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private Problem problem;
  private boolean applies;

  private Explanation() {}

  /**
   * Answers for one peer and local port or, where the question has no port, for every port that a
   * rule for this peer names, and for all others.
   *
   * @param question {@code 10.0.8.3}, {@code 10.0.8.3:443}, {@code 2001:db8::3}, {@code
   *     [2001:db8::3]:443}, or a peer as Java logs it
   */
  public static Explanation of(Allowlist allowlist, String question) {
    Explanation explanation = new Explanation();
    try {
      explanation.answer(allowlist, PeerQuestion.parse(question));
    } catch (MalformedAddressException e) {
      String where = Problem.quote(question) + ", column " + (e.index() + 1);
      explanation.problem = new Problem(where, e.getMessage(), e.accepted());
    }
    return explanation;
  }

  /** What is wrong with the question, or {@code null}. */
  public Problem problem() {
    return problem;
  }

  /** Whether there is a rule for this peer, on one port at least. */
  public boolean applies() {
    return applies;
  }

  /**
   * The answer; empty where there is a problem. Lines that belong to the one before are indented.
   */
  public List<String> lines() {
    return Collections.unmodifiableList(lines);
  }

  /** What else there is to know: of presets that decide, and of the question's port. */
  public List<String> notes() {
    return Collections.unmodifiableList(notes);
  }

  private void answer(Allowlist allowlist, PeerQuestion peer) {
    List<Candidate> candidates = allowlist.listing(peer.address());
    if (peer.peersPort() != null) {
      notes.add(
          peer.peersPort()
              + " is the peer's own port, which no rule looks at; the port in a question is the"
              + " service's, as in "
              + peer
              + ":443");
    }
    if (peer.port() > 0) {
      answer(allowlist, peer, candidates, peer.port(), "");
      return;
    }
    TreeSet<Integer> ports = new TreeSet<>();
    for (Candidate candidate : candidates) {
      addPorts(candidate.rule(), ports);
    }
    for (Rule rule : allowlist.rules()) {
      if (rule.isAuto()) {
        addPorts(rule, ports);
      }
    }
    for (int port : ports) {
      answer(allowlist, peer, candidates, port, " on port " + port);
    }
    String others = ports.isEmpty() ? " on every port" : " on every other port";
    answer(allowlist, peer, candidates, EVERY_OTHER_PORT, others);
  }

  private static void addPorts(Rule rule, Set<Integer> ports) {
    for (int port : rule.ports()) {
      ports.add(port);
    }
  }

  private void answer(
      Allowlist allowlist, PeerQuestion peer, List<Candidate> candidates, int port, String where) {
    List<Candidate> matching = new ArrayList<>();
    List<Candidate> elsewhere = new ArrayList<>();
    for (Candidate candidate : candidates) {
      (candidate.rule().holdsFor(port) ? matching : elsewhere).add(candidate);
    }
    String subject = peer + where;
    Rule auto = allowlist.auto(port);
    if (matching.isEmpty() && auto != null) {
      applies = true;
      boolean in = allowlist.learned().of(peer.address().toInetAddress(), port) != null;
      String when = in ? " decides, " : " decides when it has found this peer; then ";
      lines.add(subject + ": " + name(auto) + when + effect(auto));
      lines.add("  rule: " + auto.inFull() + " (" + auto.origin() + ")");
      lines.add("  " + (in ? "found: " : "needs: ") + needs(auto));
    } else if (matching.isEmpty()) {
      lines.add(subject + ": no rule, resets are shown");
    } else {
      applies = true;
      Candidate decides = matching.get(0);
      note(decides.rule());
      lines.add(subject + ": " + name(decides.rule()) + " decides, " + effect(decides.rule()));
      lines.add("  rule: " + inFull(decides));
      lines.add(
          "  why: " + (matching.size() == 1 ? "no other matches" : why(decides, matching.get(1))));
      for (Candidate beaten : matching.subList(1, matching.size())) {
        lines.add("  beats: " + inFull(beaten));
      }
    }
    if (peer.port() > 0) {
      for (Candidate candidate : elsewhere) {
        lines.add("  not on this port: " + inFull(candidate));
      }
    }
  }

  /** What a peer does that {@code @auto} lists. */
  private static String needs(Rule auto) {
    boolean any = auto.scope() == Scope.CONNECTION;
    return (any ? "" : "5 resets, then ")
        + "20 connections without data, at a regular pace, each over within 3 s by RST"
        + (any ? " or FIN" : "")
        + "; of those accepted after that, the first 10 s count";
  }

  private static String name(Rule rule) {
    return rule.name() + " (" + rule.origin() + ')';
  }

  /** As in a list, where it stands, and its size. */
  private static String inFull(Candidate candidate) {
    Rule rule = candidate.rule();
    BigInteger addresses = candidate.addresses();
    return rule.inFull()
        + " ("
        + rule.origin()
        + "), "
        + addresses
        + (addresses.equals(BigInteger.ONE) ? " address" : " addresses");
  }

  /** What becomes of resets. */
  private static String effect(Rule rule) {
    if (rule.mode() == Mode.OBSERVE) {
      return "resets are shown and counted (mode=observe)";
    }
    boolean tags = rule.mode() == Mode.TAG;
    StringBuilder effect =
        new StringBuilder(tags ? "resets are shown, tagged" : "resets are suppressed");
    if (rule.only() == Only.SILENT) {
      effect.append(", on connections without data (only=silent)");
    }
    if (rule.max() > 0) {
      effect.append(", up to ").append(rule.max()).append(" a minute from this peer");
    }
    if (rule.scope() == Scope.CONNECTION) {
      effect.append(tags ? "; so is" : "; and so is");
      effect.append(" what is logged for a connection before its first byte (scope=connection)");
    }
    return effect.toString();
  }

  /** Why one rule and not the other, which is the next. */
  private static String why(Candidate decides, Candidate next) {
    String other = name(next.rule());
    if (!next.addresses().equals(decides.addresses())) {
      return "fewer addresses than " + other;
    }
    boolean namesPort = decides.rule().ports().length > 0 && next.rule().ports().length == 0;
    return "as few addresses as "
        + other
        + (namesPort ? ", and names the port" : ", and stands before it");
  }

  private void note(Rule rule) {
    if (!AllowlistReader.isPreset(rule.text())) {
      return; // so that the presets are not read for nothing
    }
    for (Preset preset : Preset.all()) {
      if (preset.toString().equals(rule.text())) {
        if (preset.clientTraffic() != null) {
          note(preset + " also carries clients' traffic: " + preset.clientTraffic());
        }
        for (String remark : preset.remarks()) {
          note(preset + ": " + remark);
        }
      }
    }
  }

  private void note(String note) {
    if (!notes.contains(note)) {
      notes.add(note);
    }
  }
}
