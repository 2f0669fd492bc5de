// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.page;

import java.io.IOException;

/** There is nothing to make a page of; the message says why. */
public final class ReportException extends IOException {
  private static final long serialVersionUID = 1;

  ReportException(String message) {
    super(message);
  }
}
