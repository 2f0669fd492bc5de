// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.act;

import io.github.rstagent.allowlist.Rule;
import io.github.rstagent.netty.DiagnosticContext;
import io.github.rstagent.netty.NettyAccess;

/**
 * Marks one exception as a listed peer's, so that the application's own logging can tell: the
 * diagnostic context while the exception travels through the pipeline, and a note on the exception
 * itself.
 */
public final class Tag {
  private static final String[] KEYS = {"rst.vip", "rst.peer", "rst.action"};
  private static final StackTraceElement[] NO_TRACE = {};

  private final DiagnosticContext context; // null: none
  private final String[] values;

  private Tag(DiagnosticContext context, String[] values) {
    this.context = context;
    this.values = values;
  }

  /**
   * Puts the note on the exception, where it is not shared with other connections.
   *
   * @param peer address and port, as text
   * @return {@code null} where neither the exception nor a diagnostic context can carry a tag
   */
  public static Tag on(Throwable cause, Rule rule, String peer, NettyAccess netty) {
    DiagnosticContext context = netty.diagnosticContext();
    boolean noted =
        !SharedExceptions.mayContain(cause)
            && note(
                cause,
                "rst-agent: peer "
                    + peer
                    + " is listed as "
                    + rule.name()
                    + " ("
                    + rule.origin()
                    + ")");
    return noted || context != null
        ? new Tag(context, new String[] {rule.name(), peer, "tag"})
        : null;
  }

  /**
   * Fires the exception with the tag in force; what the pipeline throws is passed on, and nothing
   * else.
   */
  public void fire(NettyAccess netty, Object subject, Throwable cause) {
    String[] previous = new String[KEYS.length];
    int entered = enter(previous);
    try {
      netty.channels().fireExceptionCaught(subject, cause);
    } finally {
      restore(previous, entered);
    }
  }

  /** Returns how many of the keys are set: fewer where the application's logging library fails. */
  private int enter(String[] previous) {
    int entered = 0;
    try {
      for (; context != null && entered < KEYS.length; entered++) {
        previous[entered] = context.get(KEYS[entered]);
        context.put(KEYS[entered], values[entered]);
      }
    } catch (Throwable t) {
      // The exception travels all the same.
    }
    return entered;
  }

  private void restore(String[] previous, int entered) {
    try {
      for (int i = 0; i < entered; i++) {
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

  private static boolean note(Throwable cause, String message) {
    Throwable note = new Throwable(message);
    note.setStackTrace(NO_TRACE);
    cause.addSuppressed(note);
    Throwable[] carried =
        cause.getSuppressed(); // none, where the exception was made without suppression
    return carried.length > 0 && carried[carried.length - 1] == note;
  }
}
