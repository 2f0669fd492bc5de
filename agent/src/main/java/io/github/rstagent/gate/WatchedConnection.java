// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import io.github.rstagent.netty.NettyAccess;
import io.github.rstagent.netty.Observation;
import io.github.rstagent.rules.AddressText;
import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.Mode;
import io.github.rstagent.rules.ResetClassifier;
import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.Scope;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A connection that is watched since it was accepted: a probe, for as long as its peer is silent.
 * It is held by its observer, and so by its channel alone.
 *
 * <p>Its observer stands in the service's pipeline: where something fails in here, the event goes
 * on its way, and the connection is not taken for silent any more.
 *
 * <p>The peer's bytes come on the event loop. Its handlers may run on other threads, which ask and
 * tell at the same time: what they do not see yet is at most a rule that was in force, and what
 * they cannot tell apart is two ends at once.
 */
public final class WatchedConnection implements Observation {
  private static final byte[] NOTHING = {};

  private final ConnectionGate gate;
  private final NettyAccess netty;
  private final InetSocketAddress peer;
  private final int localPort;
  private final long accepted = System.nanoTime();
  private final AtomicBoolean announced = new AtomicBoolean();
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile boolean spoken; // for good
  private volatile boolean silent = true; // as far as a PROXY header tells
  private volatile Decision decision;
  private volatile ConnectionEnd end;
  private boolean shown; // whatever the rule says
  private boolean beginning = true;
  private byte[] header = NOTHING; // as far as it has come

  WatchedConnection(
      ConnectionGate gate,
      NettyAccess netty,
      InetSocketAddress peer,
      int localPort,
      Allowlist list,
      Rule rule) {
    this.gate = gate;
    this.netty = netty;
    this.peer = peer;
    this.localPort = localPort;
    decision = new Decision(list, rule);
  }

  /** The rule in force for this connection, or {@code null} where there is none any more. */
  public Rule rule() {
    Allowlist inForce = gate.allowlist();
    Decision last = decision;
    if (last.list != inForce) {
      last = new Decision(inForce, inForce.find(peer.getAddress(), localPort));
      decision = last;
    }
    return last.rule != null ? last.rule : auto(inForce);
  }

  /** The {@code @auto} of a list that covers this connection while it is silent, if any. */
  Rule auto(Allowlist inForce) {
    return inForce.covering(peer.getAddress(), localPort, accepted, System.nanoTime());
  }

  /** Address and port. */
  public InetSocketAddress address() {
    return peer;
  }

  /** The Netty whose connection this is, and the logging library beside it. */
  public NettyAccess netty() {
    return netty;
  }

  @Override
  public boolean isSilent() {
    return silent && !spoken;
  }

  /** Whether what is done on this connection's behalf is covered now: silent, scope=connection. */
  @Override
  public boolean isCovered() {
    if (!isSilent() || shown) {
      return false;
    }
    Rule now = rule();
    return now != null && now.scope() == Scope.CONNECTION;
  }

  @Override
  public void crossesTooOften(int most) {
    gate.crossesTooOften(most);
  }

  /** Its peer is beyond the rule's max: the whole of it is to be seen. Before it begins. */
  void partOfStorm() {
    shown = true;
  }

  /** Before anything is done on its behalf. */
  void begin() {
    gate.opened();
    if (isCovered() && rule().mode() != Mode.TAG) {
      announced.set(true);
      gate.listener().opened(netty);
    }
  }

  /** Asked once: true where nothing has been told of it yet but that it is there. */
  boolean isBeginning() {
    boolean was = beginning;
    beginning = false;
    return was;
  }

  @Override
  public void enter() {
    try {
      ProbeScope.enter(this, this, isCovered());
    } catch (Throwable t) {
      ProbeScope.uncover();
      failed(t);
    }
  }

  @Override
  public void exit() {
    try {
      ProbeScope.exit(this);
    } catch (Throwable t) {
      failed(t);
    }
  }

  @Override
  public void failed(Throwable cause) {
    spoke();
    gate.failed(cause);
  }

  /** The keys of the tag, where the rule wants one and the service's logging has a place for it. */
  TagKeys tag() {
    Rule now = rule();
    if (now == null || now.mode() != Mode.TAG) {
      return null;
    }
    return TagKeys.of(now, AddressText.of(peer.getAddress(), peer.getPort()), netty);
  }

  @Override
  public int longestHeader() {
    return spoken ? 0 : ProxyHeader.LONGEST - header.length;
  }

  @Override
  public boolean isOfHeader(byte[] bytes) {
    if (spoken) {
      return false;
    }
    try {
      byte[] all = Arrays.copyOf(header, header.length + bytes.length);
      System.arraycopy(bytes, 0, all, header.length, bytes.length);
      header = all;
      silent = ProxyHeader.isOfCheck(all, peer); // a part of one may be a client's
      return silent || ProxyHeader.isBegun(all);
    } catch (Throwable t) {
      failed(t);
      return false;
    }
  }

  @Override
  public void spoke() {
    spoken = true;
    conclude();
  }

  /** It is a probe no more. */
  private void conclude() {
    if (announced.getAndSet(false)) {
      try {
        gate.listener().closed();
      } catch (Throwable t) {
        failed(t);
      }
    }
  }

  @Override
  public void writeFailed(Throwable cause) {
    try {
      String message = cause.getMessage();
      if (ResetClassifier.isReset(cause) || (message != null && message.endsWith("Broken pipe"))) {
        endedBy(ConnectionEnd.FAILED_WRITE);
      } else if (cause instanceof ClosedChannelException) { // Netty has closed, and says so later
        closes(false);
      }
    } catch (Throwable t) {
      failed(t);
    }
  }

  @Override
  public void readFailed(Throwable cause) {
    try {
      endedBy(ResetClassifier.isReset(cause) ? ConnectionEnd.RESET : ConnectionEnd.FAILED_READ);
    } catch (Throwable t) {
      failed(t);
    }
  }

  @Override
  public void closes(boolean byService) {
    endedBy(byService ? ConnectionEnd.LOCAL : ConnectionEnd.FIN);
  }

  /** Whether its end has begun, as far as its observer sees. */
  boolean isEnding() {
    return end != null;
  }

  private void endedBy(ConnectionEnd how) {
    end = end == null ? how : end;
  }

  @Override
  public void ended() {
    if (over.getAndSet(true)) {
      return;
    }
    boolean wasSilent = isSilent();
    spoken = true;
    conclude();
    gate.closed();
    try {
      report(wasSilent);
    } catch (Throwable t) {
      failed(t);
    }
  }

  private void report(boolean wasSilent) {
    endedBy(ConnectionEnd.FIN);
    if (wasSilent) {
      gate.silentEnd(peer.getAddress(), localPort, rule(), end, System.nanoTime() - accepted);
    }
  }

  /** What a list says of the peer. */
  private static final class Decision {
    final Allowlist list;
    final Rule rule; // null: none lists the peer but perhaps @auto

    Decision(Allowlist list, Rule rule) {
      this.list = list;
      this.rule = rule;
    }
  }
}
