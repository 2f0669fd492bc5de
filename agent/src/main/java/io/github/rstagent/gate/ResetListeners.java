// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import io.github.rstagent.boot.Chores;
import io.github.rstagent.netty.NettyAccess;
import io.github.rstagent.report.Reporter;
import io.github.rstagent.report.ResetRecorder;
import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.Silence;
import io.github.rstagent.rules.Verdict;
import java.net.InetSocketAddress;

/** Passes a judged reset on: to the advisor, the recording and the reporter, on the event loop. */
public final class ResetListeners implements ResetListener {
  private final ResetListener advisor;
  private final Reporter reporter;
  private final ResetRecorder recorder;
  private final Chores chores;

  /**
   * @param chores which begin with the first reset
   */
  public ResetListeners(
      ResetListener advisor, Reporter reporter, ResetRecorder recorder, Chores chores) {
    this.advisor = advisor;
    this.reporter = reporter;
    this.recorder = recorder;
    this.chores = chores;
  }

  @Override
  public void judged(
      Verdict verdict,
      Rule rule,
      Silence silence,
      InetSocketAddress peer,
      int localPort,
      NettyAccess netty,
      Object channel,
      Throwable cause) {
    advisor.judged(verdict, rule, silence, peer, localPort, netty, channel, cause);
    reporter.metBy(netty);
    recorder.reset(verdict, rule, peer, localPort, channel, cause);
    chores.begin();
  }
}
