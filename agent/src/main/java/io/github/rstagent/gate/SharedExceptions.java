// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import java.io.IOException;
import java.net.SocketException;

/**
 * Tells whether an exception may be one object for all connections. A note on such an object would
 * mark other peers' resets, and would stay there for ever. What is not known may be shared.
 *
 * <p>Netty's native transports threw static instances up to 4.1.36
 * (FileDescriptor.READ_ADDRESS_CONNECTION_RESET_EXCEPTION and others; replaced by f17bfd0f64).
 * Their messages start with {@code syscall:}; those that came after, one per event, start with the
 * name of the call alone.
 */
final class SharedExceptions {
  private static final String[] ONE_PER_EVENT = {
    "recvAddress(", "recv(", "readAddress(", "read(", "io_uring read("
  };

  private SharedExceptions() {}

  /** When in doubt, it may be shared. */
  static boolean mayContain(Throwable reset) {
    String message = reset.getMessage();
    if (reset.getClass() == IOException.class || reset.getClass() == SocketException.class) {
      // The JDK makes a new one each time; 4.0.26 had a static one of this class, too.
      return message != null && message.startsWith("syscall:");
    }
    for (String start : ONE_PER_EVENT) {
      if (message != null && message.startsWith(start)) {
        return false;
      }
    }
    return true;
  }
}
