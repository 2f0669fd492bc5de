// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

/** What a rule means where it does not say: mode, scope, only and max. Immutable. */
public final class RuleDefaults {
  /** What holds where no option says otherwise: suppress, reset, any, off. */
  public static final RuleDefaults STANDARD =
      new RuleDefaults(Mode.SUPPRESS, Scope.RESET, Only.ANY, 0);

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
