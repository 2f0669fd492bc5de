// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

/** A text that should be addresses and is not: where, what is wrong, and what is accepted. */
public final class MalformedAddressException extends Exception {
  private static final long serialVersionUID = 1;

  private final int index;
  private final String accepted;

  public MalformedAddressException(int index, String what, String accepted) {
    super(what, null, false, false); // a list may have many, and none is a bug
    this.index = index;
    this.accepted = accepted;
  }

  /** Index in the text of the part that is wrong. */
  public int index() {
    return index;
  }

  /** What would have been accepted there. */
  public String accepted() {
    return accepted;
  }
}
