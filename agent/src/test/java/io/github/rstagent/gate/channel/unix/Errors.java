// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate.channel.unix;

import java.io.IOException;

/** Looks like the class of that name in a relocated Netty; the real one needs a native library. */
public final class Errors {
  public static final int ERRNO_ECONNRESET_NEGATIVE = -104;

  private Errors() {}

  public static final class NativeIoException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int expectedErr;

    public NativeIoException(String message, int expectedErr) {
      super(message);
      this.expectedErr = expectedErr;
    }

    public int expectedErr() {
      if (expectedErr == 1) {
        throw new IllegalStateException("on purpose");
      }
      return expectedErr;
    }
  }
}
