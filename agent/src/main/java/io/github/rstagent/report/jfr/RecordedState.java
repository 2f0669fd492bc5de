// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report.jfr;

import io.github.rstagent.config.Setting;
import io.github.rstagent.report.Counters;
import io.github.rstagent.report.PeerState;
import java.util.List;

/**
 * The agent's state, as each chunk of a recording repeats it. Flight Recorder asks on a thread of
 * its own.
 */
public interface RecordedState {
  /** The agent's version. */
  String version();

  Counters counters();

  /** The options in force. */
  List<Setting> options();

  /** The lines of the advisor's table. */
  List<PeerState> peers();
}
