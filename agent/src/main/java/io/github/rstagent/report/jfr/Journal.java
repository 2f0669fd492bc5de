// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report.jfr;

import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.Verdict;
import java.net.InetSocketAddress;

/** Flight Recorder, as the rest of the agent sees it: without a type of jdk.jfr. Any thread. */
interface Journal {
  /** Whether any recording has started in this JVM. Loads one class of the JDK. */
  boolean isInUse();

  /** Makes the agent's events known. Takes a tenth of a second or more: not for event loops. */
  void open(RecordedState state);

  /** Once open: whether a recording wants resets. Does not allocate. */
  boolean wantsResets();

  /** Once open: whether a recording wants hidden log events. Does not allocate. */
  boolean wantsHidden();

  /** See {@link io.github.rstagent.report.ResetRecorder#reset}. */
  void reset(
      Verdict verdict,
      Rule rule,
      InetSocketAddress peer,
      int localPort,
      String channelType,
      String message);

  /** See {@link io.github.rstagent.report.ResetRecorder#hidden}. */
  void hidden(String kind, Rule rule, InetSocketAddress peer, String logger);
}
