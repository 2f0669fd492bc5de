// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.page;

/**
 * Takes the agent's events out of a recording, in the order of the file, which is not that of time.
 */
interface EventSink {
  /**
   * One reset.
   *
   * @param millis since 1970
   * @param peer or {@code null}
   * @param rule or {@code null}
   * @param action suppress, tag, observe or pass
   * @param reason why it was passed, or {@code null}
   */
  void reset(long millis, String peer, int localPort, String rule, String action, String reason);

  void hiddenLogEvent(String kind);

  void option(String key, String value, String where);

  /** The counters at one moment; the last one counts. */
  void counters(
      long millis,
      String version,
      long resets,
      long suppressed,
      long tagged,
      long observed,
      long passed);

  /** What the agent itself said of a peer; the last word counts. */
  void verdict(long millis, String peer, int localPort, String verdict);
}
