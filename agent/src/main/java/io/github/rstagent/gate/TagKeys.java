// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import io.github.rstagent.netty.DiagnosticContext;
import io.github.rstagent.netty.NettyAccess;
import io.github.rstagent.rules.Rule;

/** The keys of a tag, for a while in the diagnostic context of the application's own logging. */
public final class TagKeys {
  private static final String[] KEYS = {"rst.vip", "rst.peer", "rst.action"};

  private final DiagnosticContext context;
  private final String[] values;

  private TagKeys(DiagnosticContext context, Rule rule, String peer) {
    this.context = context;
    values = new String[] {rule.name(), peer, "tag"};
  }

  /** Returns {@code null} where there is no diagnostic context. */
  public static TagKeys of(Rule rule, String peer, NettyAccess netty) {
    DiagnosticContext context = netty.diagnosticContext();
    return context == null ? null : new TagKeys(context, rule, peer);
  }

  /**
   * Sets the keys, fewer where the application's logging library fails.
   *
   * @return what {@link #restore} needs
   */
  public Object enter() {
    Entered entered = new Entered(context);
    try {
      for (; entered.count < KEYS.length; entered.count++) {
        entered.previous[entered.count] = context.get(KEYS[entered.count]);
        context.put(KEYS[entered.count], values[entered.count]);
      }
    } catch (Throwable t) {
      // What is to be tagged goes on all the same.
    }
    return entered;
  }

  /** Puts back what was there before {@link #enter}, which has returned this. */
  public static void restore(Object entered) {
    ((Entered) entered).restore();
  }

  private static final class Entered {
    final DiagnosticContext context;
    final String[] previous = new String[KEYS.length];
    int count;

    Entered(DiagnosticContext context) {
      this.context = context;
    }

    void restore() {
      try {
        for (int i = 0; i < count; i++) {
          if (previous[i] == null) {
            context.remove(KEYS[i]);
          } else {
            context.put(KEYS[i], previous[i]);
          }
        }
      } catch (Throwable t) {
        // What the pipeline threw must not be replaced by this.
      }
    }
  }
}
