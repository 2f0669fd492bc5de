// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import java.util.Locale;

/** What becomes of one reset on an accepted channel, and why. */
public enum Verdict {
  SUPPRESS(false),
  TAG(false),
  OBSERVE(false),
  /** No rule lists the peer. */
  STRANGER(true),
  /** Netty does not know the peer's address. */
  UNKNOWN_PEER(true),
  /** The rule holds for silent connections only, and this one is not known to be one. */
  NOT_SILENT(true),
  /** More resets from this peer than the rule's max for a minute: a storm is not a health check. */
  OVER_MAX(true),
  /** The agent itself failed on it. */
  FAILED(true),
  /** The rule wants a tag, and neither the exception nor a diagnostic context can carry one. */
  UNTAGGABLE(true);

  private final boolean pass;

  Verdict(boolean pass) {
    this.pass = pass;
  }

  /**
   * The verdict on a reset from a known peer.
   *
   * @param rule the rule that the allowlist chose, or {@code null}; no wider one is consulted
   */
  public static Verdict of(Rule rule, Silence silence) {
    if (rule == null) {
      return STRANGER;
    }
    if (rule.only() == Only.SILENT && silence != Silence.SILENT) {
      return NOT_SILENT;
    }
    switch (rule.mode()) {
      case SUPPRESS:
        return SUPPRESS;
      case TAG:
        return TAG;
      case OBSERVE:
        return OBSERVE;
    }
    throw new AssertionError(rule.mode());
  }

  /** As people read it, such as {@code over-max}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Whether the application sees the exception as if the agent were not there, and no rule asked
   * for that.
   */
  public boolean isPass() {
    return pass;
  }
}
