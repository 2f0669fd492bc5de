// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules.strange.channel.unix;

import java.io.IOException;

/** Has the name of Netty's class, and nothing else of it. */
public final class Errors {
  private Errors() {}

  public static final class NativeIoException extends IOException {
    private static final long serialVersionUID = 1L;

    public NativeIoException(String message) {
      super(message);
    }
  }
}
