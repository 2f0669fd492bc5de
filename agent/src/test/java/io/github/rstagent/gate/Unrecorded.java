// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import io.github.rstagent.report.ResetRecorder;
import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.Verdict;
import java.net.InetSocketAddress;

/** A recorder while no recording runs. */
public enum Unrecorded implements ResetRecorder {
  RESETS;

  @Override
  public void reset(
      Verdict verdict,
      Rule rule,
      InetSocketAddress peer,
      int localPort,
      Object channel,
      Throwable cause) {}

  @Override
  public void hidden(String kind, Rule rule, InetSocketAddress peer, String logger) {}
}
