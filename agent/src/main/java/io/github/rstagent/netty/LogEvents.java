// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty;

/**
 * A logging library's events seen from outside. Implemented beside each library by a bridge; events
 * and sources are what the library's event method was called with and on.
 *
 * <p>Nothing here may log, format, or call what the application has passed to be logged.
 */
public abstract class LogEvents {
  /**
   * Whether the event is about to be logged, as far as the library has not decided that before, and
   * has not been asked about in another shape.
   */
  public boolean isPending(Object event, Object source) {
    return true;
  }

  /** The event is not logged, and not asked about again. */
  public void hidden(Object event) {}

  /**
   * Whether the event's level is the library's ERROR or above, by its number: levels of the
   * application's own count.
   */
  public abstract boolean isError(Object event);

  /** The level's name, or {@code null}. */
  public abstract String level(Object event);

  /** The logger's name, or {@code null}. */
  public abstract String logger(Object event, Object source);

  /**
   * What is to be logged: a text, before arguments are put into it, or the application's object.
   */
  public abstract Object message(Object event);

  /** The throwable that is logged with it, or {@code null}; {@link #unknown} where in doubt. */
  public abstract Throwable throwable(Object event);

  /** What is put into the text, or {@code null}. */
  public abstract Object[] arguments(Object event);

  /** Stands for a throwable of which the library keeps a description only: nobody knows it. */
  protected static Throwable unknown() {
    return new UnknownThrowable();
  }

  /** An error, and so never hidden. */
  private static final class UnknownThrowable extends Error {
    private static final long serialVersionUID = 1L;

    UnknownThrowable() {
      super("unknown", null, false, false);
    }
  }
}
