// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import io.github.rstagent.report.HiddenKind;
import io.github.rstagent.rules.ResetClassifier;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import java.util.concurrent.Future;

/**
 * What the parts of one log event come to: nothing but the end of a connection, or anything else.
 * Goes through causes and suppressed throwables, which may lead in circles. One thread.
 */
final class Evidence {
  /** A text that is longer is shown. */
  private static final int LIMIT = 32;

  private final Throwable[] seen = new Throwable[LIMIT];
  private int count;
  private boolean beyond;
  private boolean telling;
  private boolean cutOff;

  /** Adds a throwable, if there is one, and later all that it holds. */
  void add(Throwable throwable) {
    if (throwable == null) {
      return;
    }
    for (int i = 0; i < count; i++) {
      if (seen[i] == throwable) {
        return;
      }
    }
    if (count == LIMIT) {
      beyond = true;
    } else {
      seen[count++] = throwable;
    }
  }

  /**
   * Adds a part of the event: a throwable, a text, or an array of parts. What may hold some, and
   * cannot be looked into without calling it, is shown. Others say nothing.
   */
  void addPart(Object part) {
    if (part instanceof Throwable) {
      add((Throwable) part);
    } else if (part instanceof String) {
      String text = (String) part;
      telling |= EventText.isTelling(text);
      cutOff |= EventText.isEvidence(text);
    } else if (part instanceof Object[]) {
      for (Object element : (Object[]) part) {
        if (element instanceof Object[]) {
          telling = true; // it may hold anything, itself included
        } else {
          addPart(element);
        }
      }
    } else {
      telling |= part instanceof Future || part instanceof Iterable || part instanceof Map;
      telling |= part instanceof CharSequence;
    }
  }

  /**
   * The kind of the event, or {@code null} where it must be shown.
   *
   * @param error whether it is an error: then it is shown unless something in it says that a
   *     connection was cut off. A probe may be the first to meet a real outage.
   * @param ending whether the end of the probe's connection has begun: if not, what says that a
   *     connection was cut off is of another one
   */
  HiddenKind kind(boolean error, boolean ending) {
    boolean tellsOfEnd = cutOff || count > 0;
    boolean mayBeHidden = tellsOfEnd ? ending : !error;
    return telling || !mayBeHidden ? null : kindOfThrowables();
  }

  private HiddenKind kindOfThrowables() {
    HiddenKind kind = HiddenKind.LIFECYCLE;
    for (int i = 0; i < count; i++) {
      HiddenKind next = kindOf(seen[i]);
      if (next == null) {
        return null;
      }
      kind = next.compareTo(kind) < 0 ? next : kind;
      add(seen[i].getCause());
      for (Throwable suppressed : seen[i].getSuppressed()) {
        add(suppressed);
      }
    }
    return beyond ? null : kind;
  }

  private static HiddenKind kindOf(Throwable throwable) {
    if (throwable instanceof ClosedChannelException) {
      // Netty has a few that extend it. An interrupt is no peer's doing.
      return throwable instanceof ClosedByInterruptException ? null : HiddenKind.FIN;
    }
    if (TlsTexts.isClosedDuringHandshake(throwable)) {
      return HiddenKind.HANDSHAKE;
    }
    return ResetClassifier.isReset(throwable) ? HiddenKind.RESET : null;
  }
}
