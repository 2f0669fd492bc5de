// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

/**
 * A reset or a log event that a rule has hidden, or would have hidden with {@code mode=suppress}.
 * Immutable; public for JMX.
 */
public final class HiddenEvent {
  private final String time;
  private final String peer;
  private final String rule;
  private final String mode;
  private final String kind;
  private final String logger;
  private final String level;
  private final String text;

  HiddenEvent(
      String time,
      String peer,
      String rule,
      String mode,
      String kind,
      String logger,
      String level,
      String text) {
    this.time = time;
    this.peer = peer;
    this.rule = rule;
    this.mode = mode;
    this.kind = kind;
    this.logger = logger;
    this.level = level;
    this.text = text;
  }

  /** As in ISO 8601, in UTC. */
  public String getTime() {
    return time;
  }

  /** Address and port. */
  public String getPeer() {
    return peer;
  }

  public String getRule() {
    return rule;
  }

  /** {@code suppress}; {@code observe} where the event was shown all the same. */
  public String getMode() {
    return mode;
  }

  /** reset, handshake, fin, lifecycle. */
  public String getKind() {
    return kind;
  }

  /** Empty for the reset itself, as opposed to a log event. */
  public String getLogger() {
    return logger;
  }

  /** As {@link #getLogger}. */
  public String getLevel() {
    return level;
  }

  /** The beginning of what was to be logged, before arguments are put into it; of a reset why. */
  public String getText() {
    return text;
  }
}
