// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.Silence;
import io.github.rstagent.rules.Verdict;
import java.net.InetAddress;

/**
 * Told of every reset from a known peer that was judged. On event loops, by several threads; must
 * not wait for another thread.
 */
public interface ResetListener {
  /**
   * Takes note of one reset.
   *
   * @param rule that lists the peer, or {@code null}
   * @param silence whether the peer had sent anything, as far as a rule has asked
   * @param localPort -1 where it is unknown
   */
  void reset(Verdict verdict, Rule rule, Silence silence, InetAddress peer, int localPort);
}
