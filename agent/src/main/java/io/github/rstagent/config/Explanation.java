// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.Candidate;
import io.github.rstagent.rules.Problem;
import io.github.rstagent.rules.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * Which rule decides for a peer, and why: in words, for people. Goes through all rules, so it is
 * for questions, not for resets. Immutable.
 */
public final class Explanation {
  /** What {@link #of} takes, for problems. */
  public static final String ACCEPTED = "ADDRESS, IPV4:PORT or [IPV6]:PORT";

  private static final int EVERY_OTHER_PORT = -1;

  private final List<String> lines = new ArrayList<String>();
  private final List<String> notes = new ArrayList<String>();
  private Problem problem;
  private boolean applies;

  private Explanation() {}

  /**
   * Answers for one peer and local port or, where the question has no port, for every port that a
   * rule for this peer names, and for all others.
   *
   * @param question {@code 10.0.8.3}, {@code 10.0.8.3:443}, {@code 2001:db8::3} or {@code
   *     [2001:db8::3]:443}
   */
  public static Explanation of(Allowlist allowlist, String question) {
    Explanation explanation = new Explanation();
    PeerQuestion peer = PeerQuestion.of(question);
    if (peer.problem() == null) {
      explanation.answer(allowlist, peer);
    } else {
      explanation.problem = peer.problem();
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

  /** What there is to know of the presets that decide: that they carry other traffic, too. */
  public List<String> notes() {
    return Collections.unmodifiableList(notes);
  }

  private void answer(Allowlist allowlist, PeerQuestion peer) {
    List<Candidate> candidates = Candidate.of(allowlist, peer);
    if (peer.port() > 0) {
      answer(allowlist, peer, candidates, peer.port(), "");
      return;
    }
    TreeSet<Integer> ports = new TreeSet<Integer>();
    for (Candidate candidate : candidates) {
      ports.addAll(candidate.ports());
    }
    for (int port : ports) {
      answer(allowlist, peer, candidates, port, " on port " + port);
    }
    String others = ports.isEmpty() ? " on every port" : " on every other port";
    answer(allowlist, peer, candidates, EVERY_OTHER_PORT, others);
  }

  private void answer(
      Allowlist allowlist, PeerQuestion peer, List<Candidate> candidates, int port, String where) {
    List<Candidate> matching = new ArrayList<Candidate>();
    for (Candidate candidate : candidates) {
      if (candidate.rule().holdsFor(port)) {
        matching.add(candidate);
      }
    }
    String subject = peer + where;
    if (matching.isEmpty()) {
      lines.add(subject + ": no rule, resets are shown");
    } else {
      applies = true;
      Candidate decides = decides(allowlist, peer, matching, port);
      matching.remove(decides);
      lines.add(subject + ": " + decides.name() + " decides, " + decides.effect());
      lines.add("  rule: " + decides);
      lines.add(
          "  why: " + (matching.isEmpty() ? "no other matches" : decides.why(matching.get(0))));
      for (Candidate beaten : matching) {
        lines.add("  beats: " + beaten);
      }
    }
    if (peer.port() > 0) {
      for (Candidate candidate : candidates) {
        if (!candidate.rule().holdsFor(port)) {
          lines.add("  not on this port: " + candidate);
        }
      }
    }
  }

  /**
   * Asks what resets ask. Not where the peer has a zone: its interface may not exist on this
   * machine.
   */
  private Candidate decides(
      Allowlist allowlist, PeerQuestion peer, List<Candidate> matching, int port) {
    Candidate foremost = matching.get(0);
    for (String note : foremost.notes()) {
      if (!notes.contains(note)) {
        notes.add(note);
      }
    }
    Rule rule = peer.zone() == null ? allowlist.find(peer.address(), port) : foremost.rule();
    if (rule == null || rule.index() != foremost.rule().index()) {
      throw new IllegalStateException(peer + ": found " + rule + ", expected " + foremost);
    }
    return foremost;
  }
}
