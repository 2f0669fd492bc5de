// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.stranger;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The contract, word by word and slowly: which rule decides on a failed read, and what becomes of
 * it. One for each scenario; asked in the order of the failures.
 */
public final class Contract {
  enum Outcome {
    SUPPRESSED,
    TAGGED,
    OBSERVED,
    PASSED,
    /** Not on an accepted channel, or no reset. */
    UNCOUNTED
  }

  private record Storm(Listed rule, InetAddress peer) {}

  private final List<Listed> rules;
  private final Found found;
  private final Map<Storm, Integer> resets = new HashMap<>();
  private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);

  Contract(Scenario scenario) {
    rules = scenario.rules();
    found = scenario.found();
  }

  /** How many failures came out so. */
  int count(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0);
  }

  /**
   * Judges one failed read, and remembers it.
   *
   * @param silent whether the peer has sent nothing, or the PROXY header of a check, and no handler
   *     stands where it could have kept bytes to itself
   */
  public Deed judge(Connection connection, Failure failure, boolean silent) {
    Listed rule = find(connection.peer(), connection.localPort());
    if (found != null && found.rule().equals(rule) && !silent) {
      rule = null; // a stranger again
    }
    Outcome outcome = outcome(connection, failure, silent, rule);
    outcomes.merge(outcome, 1, Integer::sum);
    if (outcome == Outcome.SUPPRESSED) {
      return new Deed.Suppress();
    }
    if (outcome == Outcome.TAGGED) {
      return tag(connection, failure.isOwn(), rule);
    }
    return new Deed.Pass(outcome == Outcome.PASSED && rule != null);
  }

  /** The tag on all that is done for a connection while it is silent, or {@code null}. */
  public Deed.Tag tagWhileSilent(Connection connection) {
    Listed rule = find(connection.peer(), connection.localPort());
    return rule != null
            && rule.scopeConnection()
            && rule.mode() == Listed.Mode.TAG
            && connection.origin() == Connection.Origin.ACCEPTED
        ? tag(connection, false, rule)
        : null;
  }

  private static Deed.Tag tag(Connection connection, boolean noted, Listed rule) {
    String peer = text((InetSocketAddress) connection.remote());
    String origin = Scenario.LIST + ":" + rule.line();
    String note = "rst-agent: peer " + peer + " is listed as " + rule.name() + " (" + origin + ")";
    return new Deed.Tag(rule.name(), peer, noted ? note : null);
  }

  private Outcome outcome(Connection connection, Failure failure, boolean silent, Listed rule) {
    if (!failure.isReset() || connection.origin() != Connection.Origin.ACCEPTED) {
      return Outcome.UNCOUNTED;
    }
    if (rule == null || (rule.silentOnly() && !silent)) {
      return Outcome.PASSED;
    }
    if (rule.mode() == Listed.Mode.OBSERVE) {
      return Outcome.OBSERVED;
    }
    if (rule.max() > 0
        && resets.merge(new Storm(rule, connection.peer()), 1, Integer::sum) > rule.max()) {
      return Outcome.PASSED;
    }
    return rule.mode() == Listed.Mode.TAG ? Outcome.TAGGED : Outcome.SUPPRESSED;
  }

  private Listed find(InetAddress peer, int localPort) {
    Listed best = null;
    for (Listed rule : rules) {
      if (peer != null && rule.lists(peer, localPort) && (best == null || rule.goesBefore(best))) {
        best = rule;
      }
    }
    boolean in = best == null && found != null && found.lists(peer, localPort);
    return in ? found.rule() : best;
  }

  private static String text(InetSocketAddress peer) {
    String address = NetUtil.toAddressString(peer.getAddress());
    return (peer.getAddress() instanceof Inet6Address ? "[" + address + "]" : address)
        + ":"
        + peer.getPort();
  }
}
