// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report.jfr;

import io.github.rstagent.config.Setting;
import io.github.rstagent.report.Counters;
import java.util.List;

/** What a recording is told from time to time. Asked on a thread of Flight Recorder's. */
public interface RecordedState {
  /** The agent's version. */
  String version();

  Counters counters();

  /** The options in force. */
  List<Setting> options();

  /** Names the peers of the advisor's table, if there is one. */
  void eachPeer(PeerSink sink);
}
