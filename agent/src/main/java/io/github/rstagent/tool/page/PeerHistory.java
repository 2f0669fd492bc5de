// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.page;

/** What one peer did at one port of the service. */
final class PeerHistory {
  private final String peer;
  private final int localPort;
  private final Axis.Series hidden;
  private final Axis.Series shown;
  private final Moments moments;
  private String rule;
  private String reason;

  PeerHistory(String peer, int localPort, Axis axis, Moments.Room room) {
    this.peer = peer;
    this.localPort = localPort;
    hidden = axis.newSeries();
    shown = axis.newSeries();
    moments = new Moments(room);
  }

  void reset(long millis, String ruleName, String action, String whyPassed) {
    (action.equals("suppress") ? hidden : shown).count(millis);
    moments.add(millis);
    rule = ruleName == null ? rule : ruleName;
    reason = whyPassed == null ? reason : whyPassed;
  }

  String peer() {
    return peer;
  }

  int localPort() {
    return localPort;
  }

  /** The last rule that listed it, or {@code null}. */
  String rule() {
    return rule;
  }

  /** Why the last of its resets that were passed was, or {@code null}. */
  String reason() {
    return reason;
  }

  Axis.Series hidden() {
    return hidden;
  }

  Axis.Series shown() {
    return shown;
  }

  long total() {
    return hidden.total() + shown.total();
  }

  Period period() {
    return moments.period();
  }

  void forget(Axis axis) {
    axis.drop(hidden);
    axis.drop(shown);
    moments.clear();
  }
}
