// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import java.io.IOException;

/**
 * Something wrong in an option or a list: where, what, and what would have been accepted.
 * Immutable.
 */
public final class Problem {
  private static final int LONGEST_QUOTE = 500;

  private final String where;
  private final String what;
  private final String accepted;
  private final boolean missingFile;

  /**
   * @param where {@code FILE:LINE:COLUMN}, {@code agent argument:1:COLUMN}, {@code -Drst.agent.KEY}
   *     or {@code RST_AGENT_KEY}; lines and columns count from 1, columns in {@code char}s
   * @param accepted or {@code null} where there is nothing to say
   */
  public Problem(String where, String what, String accepted) {
    this(where, what, accepted, false);
  }

  private Problem(String where, String what, String accepted, boolean missingFile) {
    this.where = where;
    this.what = what;
    this.accepted = accepted;
    this.missingFile = missingFile;
  }

  public static Problem missingFile(String file, String accepted) {
    return new Problem(file, "no such file", accepted, true);
  }

  /** That a file cannot be read, and why: what the JDK says of it begins with its name again. */
  public static Problem unreadable(String file, IOException cause, String accepted) {
    String why = String.valueOf(cause.getMessage());
    boolean doubled = why.startsWith(file + " (") && why.endsWith(")");
    String reason = doubled ? why.substring(file.length() + 2, why.length() - 1) : why;
    return new Problem(file, "cannot be read: " + reason, accepted);
  }

  /**
   * The text in single quotes, fit for one line of a terminal: no control characters, not endless.
   */
  public static String quote(String text) {
    StringBuilder quoted = new StringBuilder("'");
    for (int i = 0; i < text.length(); i++) {
      if (i == LONGEST_QUOTE) {
        quoted.append("...");
        break;
      }
      char c = text.charAt(i);
      // White space and format characters (a no-break space, a byte order mark) look like nothing
      // or like a blank.
      if (c != ' ' && (Character.isISOControl(c) || isInvisible(Character.getType(c)))) {
        quoted.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          quoted.append(Character.forDigit(c >> shift & 0xF, 16));
        }
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('\'').toString();
  }

  private static boolean isInvisible(int type) {
    return type == Character.SPACE_SEPARATOR
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.FORMAT;
  }

  public String where() {
    return where;
  }

  public String what() {
    return what;
  }

  /** What would have been accepted, or {@code null}. */
  public String accepted() {
    return accepted;
  }

  /** Whether this is a list file that does not exist: it may appear later. */
  public boolean isMissingFile() {
    return missingFile;
  }

  /** One line: {@code where: what; accepted: ...}. */
  @Override
  public String toString() {
    return where + ": " + what + (accepted == null ? "" : "; accepted: " + accepted);
  }
}
