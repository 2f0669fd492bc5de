// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.Verdict;
import java.net.InetSocketAddress;

/**
 * Takes single events, while somebody records. Any thread, event loops among them; never throws,
 * and while nobody records it neither allocates nor builds a text.
 */
public interface ResetRecorder {
  /**
   * A reset on an accepted channel.
   *
   * @param rule the rule that lists the peer, or {@code null}
   * @param peer or {@code null}, where Netty does not know it
   * @param localPort the service's own port, or a negative number where Netty does not know it
   */
  void reset(
      Verdict verdict,
      Rule rule,
      InetSocketAddress peer,
      int localPort,
      Object channel,
      Throwable cause);

  /**
   * An event of the service's logging that was dropped on behalf of a silent connection.
   *
   * @param kind of event, as it is counted
   * @param logger what the service calls the logger
   */
  void hidden(String kind, Rule rule, InetSocketAddress peer, String logger);
}
