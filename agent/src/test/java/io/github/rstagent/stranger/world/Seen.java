// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.stranger.world;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.MDC;
import org.slf4j.event.SubstituteLoggingEvent;

/** What was seen, a line each. By one thread at a time. */
final class Seen {
  private final List<String> lines = new ArrayList<>();

  /** With the thread's diagnostic context, where there is something in it. */
  void add(String line) {
    String vip = MDC.get("rst.vip");
    String peer = MDC.get("rst.peer");
    String action = MDC.get("rst.action");
    lines.add(
        vip == null && peer == null && action == null
            ? line
            : line + " [" + vip + ", " + peer + ", " + action + "]");
  }

  void log(SubstituteLoggingEvent event) {
    lines.add(
        event.getLevel()
            + " "
            + event.getLoggerName()
            + " "
            + event.getMessage()
            + " "
            + text(event.getThrowable()));
  }

  List<String> lines() {
    return lines;
  }

  /** Class, message, cause, and what is suppressed. */
  static String text(Throwable thrown) {
    if (thrown == null) {
      return "";
    }
    StringBuilder text = new StringBuilder(thrown.toString());
    if (thrown.getCause() != null) {
      text.append(", because of ").append(thrown.getCause());
    }
    for (Throwable suppressed : thrown.getSuppressed()) {
      text.append(", with ").append(suppressed);
      text.append(suppressed.getStackTrace().length == 0 ? " without stack trace" : "");
    }
    return text.toString();
  }
}
