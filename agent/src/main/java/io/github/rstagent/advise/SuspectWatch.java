// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

import io.github.rstagent.allowlist.Rule;
import io.github.rstagent.connection.ConnectionEnd;
import io.github.rstagent.connection.Watch;
import java.net.InetAddress;

/** Has the connections watched that the advisor wants to know about. */
public final class SuspectWatch implements Watch {
  private final Advisor advisor;

  public SuspectWatch(Advisor advisor) {
    this.advisor = advisor;
  }

  @Override
  public boolean wants(Rule rule, InetAddress peer, int localPort) {
    return advisor.wants(rule, peer, localPort);
  }

  @Override
  public void ended(
      InetAddress peer,
      int localPort,
      boolean silent,
      long bytesIn,
      long bytesOut,
      long nanos,
      ConnectionEnd how) {
    advisor.ended(peer, localPort, silent, bytesIn, bytesOut, nanos, ending(how));
  }

  private static Ending ending(ConnectionEnd how) {
    switch (how) {
      case RESET:
      case FAILED_WRITE: // the reset has met a write first
        return Ending.RESET;
      case FIN:
        return Ending.FIN;
      default:
        return Ending.LOCAL;
    }
  }
}
