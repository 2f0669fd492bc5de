// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import io.github.rstagent.netty.NettyAccess;
import io.github.rstagent.rules.Rule;

/**
 * Marks one exception as a listed peer's, so that the application's own logging can tell: the
 * diagnostic context while the exception travels through the pipeline, and a note on the exception
 * itself.
 */
public final class Tag {
  private static final StackTraceElement[] NO_TRACE = {};

  private final TagKeys keys; // null: no diagnostic context

  private Tag(TagKeys keys) {
    this.keys = keys;
  }

  /**
   * Puts the note on the exception, where it is not shared with other connections.
   *
   * @param peer address and port, as text
   * @return {@code null} where neither the exception nor a diagnostic context can carry a tag
   */
  public static Tag on(Throwable cause, Rule rule, String peer, NettyAccess netty) {
    TagKeys keys = TagKeys.of(rule, peer, netty);
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
    return noted || keys != null ? new Tag(keys) : null;
  }

  /**
   * Fires the exception with the tag in force; what the pipeline throws is passed on, and nothing
   * else.
   */
  public void fire(NettyAccess netty, Object subject, Throwable cause) {
    Object entered = keys == null ? null : keys.enter();
    try {
      netty.channels().fireExceptionCaught(subject, cause);
    } finally {
      if (entered != null) {
        TagKeys.restore(entered);
      }
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
