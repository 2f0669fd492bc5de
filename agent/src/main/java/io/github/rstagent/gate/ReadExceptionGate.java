// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import io.github.rstagent.netty.NettyAccess;
import io.github.rstagent.netty.NettyChannels;
import io.github.rstagent.netty.Observation;
import io.github.rstagent.report.Console;
import io.github.rstagent.report.Counters;
import io.github.rstagent.report.HiddenKind;
import io.github.rstagent.rules.AddressText;
import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.Mode;
import io.github.rstagent.rules.ResetClassifier;
import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.Scope;
import io.github.rstagent.rules.Silence;
import io.github.rstagent.rules.StormGuard;
import io.github.rstagent.rules.Verdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.BiPredicate;

/**
 * Where Netty's read-exception path asks whether an exception is to be fired. Runs on event loops,
 * only where a read has failed already, and allocates nothing of its own for a reset that is
 * suppressed.
 *
 * <p>Whatever goes wrong in here, the exception is fired as if the agent were not there.
 */
public final class ReadExceptionGate implements BiPredicate<Object, Object> {
  private final Counters counters;
  private final ResetListener listener;
  private final Console console;
  private final StormGuard storms = new StormGuard();
  private volatile Allowlist allowlist = Allowlist.EMPTY; // null: nothing is done
  private volatile boolean connectionsWatched; // by this list, or a former one

  /**
   * A gate that lets everything pass until a list is in force.
   *
   * @param listener told of each judged reset, before it is counted
   */
  public ReadExceptionGate(Counters counters, ResetListener listener, Console console) {
    this.counters = counters;
    this.listener = listener;
    this.console = console;
  }

  /** Knows which peers' resets are being shown because there are too many of them. */
  public StormGuard storms() {
    return storms;
  }

  /**
   * The list that decides from now on.
   *
   * @param list {@code null} where nothing is to be done, and nothing counted
   */
  public void enforce(Allowlist list) {
    connectionsWatched |= list != null && list.asksForConnections();
    allowlist = list;
  }

  /**
   * Judges a failed read, acts on the verdict, and tells of it.
   *
   * @param subject what leads to the channel whose read failed: a pipeline, in Netty 3 a channel
   * @param cause why
   * @return true where the caller must not fire the exception
   */
  @Override
  public boolean test(Object subject, Object cause) {
    Throwable exception = (Throwable) cause;
    NettyAccess netty;
    Tag tag = null;
    boolean accepted = false;
    Allowlist rules = allowlist; // one list for one reset
    if (rules == null) {
      return false;
    }
    try {
      if (!ResetClassifier.isReset(exception)) {
        return false;
      }
      netty = NettyAccess.of(subject);
      NettyChannels channels = netty.channels();
      Object channel = channels.channel(subject);
      accepted = channels.isAccepted(channel);
      if (!accepted) {
        return false;
      }

      // Judge.
      SocketAddress remote = channels.remoteAddress(channel);
      InetSocketAddress peer = internetAddress(remote);
      InetAddress address = peer == null ? null : peer.getAddress();
      int localPort = portOf(channels.localAddress(channel));
      Rule rule = address == null ? null : rules.find(address, localPort);
      boolean auto = rule == null && address != null && rules.auto(localPort) != null;
      Observation observation =
          (rule != null || auto) && connectionsWatched ? channels.observation(channel) : null;
      Silence silence = silenceOf(observation);
      if (auto && silence == Silence.SILENT && observation instanceof WatchedConnection) {
        rule = ((WatchedConnection) observation).auto(rules);
      }
      Verdict verdict = address == null ? Verdict.UNKNOWN_PEER : Verdict.of(rule, silence);
      boolean dryRun = verdict == Verdict.OBSERVE && rule.scope() == Scope.CONNECTION;
      boolean acts = verdict == Verdict.SUPPRESS || verdict == Verdict.TAG || dryRun;
      boolean storm = acts && rule.max() > 0 && isStorm(rule, address);
      if (storm && !dryRun) {
        verdict = Verdict.OVER_MAX;
      }

      // Act.
      if (observation != null) {
        // Before the channel closes: else the service has ended it.
        observation.readFailed(exception);
        if (storm) {
          observation.spoke(); // the whole of it is to be seen
        }
      }
      if (verdict == Verdict.SUPPRESS && channels.outlivesReset(channel)) {
        // With half-closure the application's exceptionCaught is the one that closes, and it is not
        // asked (tried: every channel stays open otherwise).
        channels.close(channel);
      } else if (verdict == Verdict.TAG) {
        tag = Tag.on(exception, rule, AddressText.of(address, peer.getPort()), netty);
        verdict = tag == null ? Verdict.UNTAGGABLE : verdict;
      }

      // Tell.
      explain(verdict, rule, remote, channel);
      if (verdict == Verdict.NOT_SILENT && observation == null) {
        if (channels.wasObserved(channel)) {
          silence = Silence.SPOKE;
        } else {
          explainUnwatched();
        }
      }
      listener.judged(verdict, rule, silence, peer, localPort, netty, channel, exception);
      if (verdict == Verdict.SUPPRESS || (dryRun && !storm)) {
        counters.lastHidden().add(HiddenKind.RESET, rule, peer, null, null, exception.getMessage());
      }
      counters.count(verdict, rule, address); // last of what may fail: no failure counts it again
      if (tag == null) {
        return verdict == Verdict.SUPPRESS;
      }
    } catch (Throwable t) {
      fail(t, accepted);
      return false;
    }
    tag.fire(netty, subject, exception); // outside: what the application throws is the caller's
    return true;
  }

  private static Silence silenceOf(Observation observation) {
    return observation != null && observation.isSilent() ? Silence.SILENT : Silence.UNKNOWN;
  }

  /** Never throws: Netty would not close the channel of the reset. */
  private void fail(Throwable failure, boolean accepted) {
    console.failed("a reset could not be judged and is shown", failure);
    try {
      if (accepted) {
        counters.count(Verdict.FAILED, null, null);
      }
    } catch (Throwable t) {
      // Out of memory, for counting too.
    }
  }

  private boolean isStorm(Rule rule, InetAddress peer) {
    StormGuard.Answer answer = storms.count(rule, peer, System.nanoTime());
    if (answer == StormGuard.Answer.FIRST_BEYOND
        && rule.mode() != Mode.OBSERVE
        && console.isStormNews()) {
      console.say(
          AddressText.of(peer)
              + " passed max="
              + rule.max()
              + "/min of "
              + rule.name()
              + " ("
              + rule.origin()
              + "): its resets are shown for the rest of this minute");
    }
    return answer != StormGuard.Answer.CALM;
  }

  /** Says once per reason why a rule does not do what its author may expect. */
  private void explain(Verdict verdict, Rule rule, SocketAddress remote, Object channel) {
    if (verdict == Verdict.UNTAGGABLE && console.isNews(rule)) {
      console.say(
          "resets for "
              + rule.name()
              + " ("
              + rule.origin()
              + ") cannot be tagged: no MDC, and the exception is shared");
    } else if (verdict == Verdict.UNKNOWN_PEER
        && (remote == null || remote instanceof InetSocketAddress)
        && console.isNews(channel.getClass().getName())) {
      console.say(
          channel.getClass().getName()
              + " does not know the addresses of some peers: their resets are shown"
              + (channel.getClass().getSimpleName().startsWith("IoUring")
                  ? "; a service that is started with uring-peers=on accepts connections one by"
                      + " one, and knows them"
                  : ""));
    }
  }

  private void explainUnwatched() {
    console.sayOnce(
        "a connection was not watched from its beginning (accepted before the agent or its rule"
            + " came): only=silent does not apply to it, and its reset is shown");
  }

  /** Returns -1 where it is not known. */
  static int portOf(SocketAddress address) {
    InetSocketAddress internet = internetAddress(address);
    return internet == null ? -1 : internet.getPort();
  }

  /** Returns {@code null} where it is none. */
  static InetSocketAddress internetAddress(SocketAddress address) {
    return address instanceof InetSocketAddress ? (InetSocketAddress) address : null;
  }
}
