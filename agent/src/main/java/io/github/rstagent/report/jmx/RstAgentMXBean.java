// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report.jmx;

import io.github.rstagent.report.HiddenEvent;
import io.github.rstagent.report.PeerState;
import io.github.rstagent.report.RuleReport;
import java.util.List;
import java.util.Map;

/**
 * {@code io.github.rstagent:type=RstAgent}: the agent of this JVM. All counts are since it came.
 * Any thread.
 */
public interface RstAgentMXBean {
  /** The name that it is registered under. */
  String NAME = "io.github.rstagent:type=RstAgent";

  String getVersion();

  /** Whether anything is done; {@code false} after {@code disable}. */
  boolean isEnabled();

  /** Whether options and list are good; where they are not, nothing is suppressed or tagged. */
  boolean isGood();

  /** Stops or resumes all effects at once, counting included. */
  void setEnabled(boolean enabled);

  /** Resets on accepted channels: the sum of suppressed, tagged, observed and passed. */
  long getResets();

  long getSuppressed();

  long getTagged();

  long getObserved();

  /** Resets that the application saw as if the agent were not there, and no rule asked for that. */
  long getPassed();

  /** The same by reason: {@code stranger}, {@code unknown-peer}, {@code not-silent} and others. */
  Map<String, Long> getPassedBy();

  /** Log events kept from the service's log, by kind: reset, handshake, fin, lifecycle. */
  Map<String, Long> getHiddenEvents();

  /**
   * The same of rules with {@code mode=observe} and {@code scope=connection}: log events that
   * {@code mode=suppress} would have kept from the service's log.
   */
  Map<String, Long> getObservedEvents();

  /**
   * Watched connections of listed peers that ended without a byte of theirs, by how they ended:
   * reset, failed-write, fin, local (the service closed), failed-read. Only rules with {@code
   * only=silent} or {@code scope=connection}, and the advisor, have connections watched.
   */
  Map<String, Long> getSilentEnds();

  /**
   * The rules in force, and those of former lists that decided anything, by label, or by their text
   * where they have none. Of rules that decided nothing the first thousand.
   */
  Map<String, RuleReport> getRules();

  /**
   * Unlisted peers that reset, those with the most resets first, by address and local port, such as
   * {@code 10.0.8.3 -> :443}.
   */
  Map<String, PeerState> getPeers();

  /** How often a peer lost its place in the full table of {@link #getPeers} to another one. */
  long getPeersDropped();

  /** The Nettys that were met, in the order of their coming. */
  List<String> getNettys();

  /**
   * What became of each transport, such as {@code nio of Netty 4.1.135.Final (io.netty): hooked};
   * of each Netty whose connections cannot be watched; and, while a rule hides log events, of each
   * logging library, such as {@code events of Logback: hooked}.
   */
  List<String> getHooks();

  /** The list in force, when it was read, and what keeps a newer one from being taken. */
  String getAllowlistState();

  /** The options in force, each with the place that it comes from. */
  Map<String, String> getOptions();

  /**
   * The last 64 resets and log events that were hidden, the oldest first; those of rules with
   * {@code mode=observe} and {@code scope=connection} would have been.
   */
  List<HiddenEvent> hidden();

  /**
   * Reads the list files again, now; they are taken whole or not at all.
   *
   * @return what has changed, or why nothing has
   */
  String reload();

  /**
   * Which rule decides for a peer, and why.
   *
   * @param peer {@code ADDRESS}, {@code IPV4:PORT} or {@code [IPV6]:PORT}; the port is the
   *     service's
   */
  String explain(String peer);

  /**
   * Disables, and puts the original bytecode back.
   *
   * @return what was done
   */
  String restore();
}
