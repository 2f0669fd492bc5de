// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

import io.github.rstagent.config.Advise;
import io.github.rstagent.gate.ConnectionEnd;
import io.github.rstagent.report.Lists;
import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.Silence;
import io.github.rstagent.rules.Verdict;
import java.net.InetAddress;

/** Advisors that have something to say. */
public final class Advisors {
  private static final int RESETS = 30;
  private static final long SECOND = 1_000_000_000;

  private Advisors() {}

  /** One with a list of {@code @auto}, and a peer that checks by it, up to that moment. */
  public static Advisor ofAuto(Allowlist list, InetAddress peer, long now) {
    Advisor advisor = new Advisor(PresetRanges.NONE);
    advisor.enforce(Advise.OFF, list);
    for (int i = RESETS; i > 0; i--) {
      advisor.silentEnd(peer, 443, ConnectionEnd.RESET, 0, now - i * SECOND);
    }
    return advisor;
  }

  /** One that has met so many peers, at most 250, that reset as health checks do. */
  public static Advisor ofCheckers(int peers) {
    Advisor advisor = new Advisor(PresetRanges.NONE);
    advisor.enforce(Advise.ON, Allowlist.EMPTY);
    for (int peer = 1; peer <= peers; peer++) {
      for (int i = 0; i < RESETS; i++) {
        advisor.reset(
            Verdict.STRANGER,
            null,
            Silence.UNKNOWN,
            Lists.address("10.0.8." + peer),
            443,
            i * SECOND);
      }
    }
    return advisor;
  }
}
