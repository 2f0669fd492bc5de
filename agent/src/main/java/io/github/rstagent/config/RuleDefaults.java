// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.Mode;
import io.github.rstagent.rules.Only;
import io.github.rstagent.rules.Scope;

/** What a rule means where it does not say: mode, scope, only and max, immutable. */
public final class RuleDefaults {
  /** What holds where no option says otherwise: suppress, reset, any, off. */
  public static final RuleDefaults STANDARD =
      new RuleDefaults(Mode.SUPPRESS, Scope.RESET, Only.ANY, 0);

  /** What {@link #parseMax} takes, for problems. */
  public static final String MAX_ACCEPTED = "N/min with N from 1 to 999999999, or off";

  private static final int MOST_DIGITS = 9;

  private final Mode mode;
  private final Scope scope;
  private final Only only;
  private final int max;

  /**
   * @param max resets per minute and peer address, 0 for no limit
   */
  public RuleDefaults(Mode mode, Scope scope, Only only, int max) {
    this.mode = mode;
    this.scope = scope;
    this.only = only;
    this.max = max;
  }

  /** Resets per minute of the text {@code N/min} or {@code off} (0), or -1 where it is neither. */
  public static int parseMax(String text) {
    if (text.equals("off")) {
      return 0;
    }
    int digits = text.length() - "/min".length();
    if (digits < 1 || digits > MOST_DIGITS || !text.endsWith("/min") || text.charAt(0) == '0') {
      return -1;
    }
    int max = 0;
    for (int i = 0; i < digits; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      max = 10 * max + digit;
    }
    return max;
  }

  public Mode mode() {
    return mode;
  }

  public Scope scope() {
    return scope;
  }

  public Only only() {
    return only;
  }

  /** Resets per minute and peer address; 0: no limit. */
  public int max() {
    return max;
  }
}
