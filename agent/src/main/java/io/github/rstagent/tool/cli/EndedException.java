// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import java.io.IOException;

/** A JVM that was attached to no longer answers: it has ended, or is about to. */
final class EndedException extends UnreachableException {
  private static final long serialVersionUID = 1L;

  EndedException(String pid, IOException cause) {
    super(
        "the JVM "
            + pid
            + " has ended"
            + (cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")"),
        cause);
  }
}
