// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import java.io.IOException;
import java.net.SocketException;

/**
 * Tells whether a failed read failed because the peer sent a RST (ECONNRESET). When in doubt it did
 * not: a text that merely contains "reset" proves nothing.
 */
public final class ResetClassifier {
  private static final String NATIVE = ".channel.unix.Errors$NativeIoException";

  private static final ClassValue<Kind> KINDS =
      new ClassValue<Kind>() {
        @Override
        protected Kind computeValue(Class<?> type) {
          return Kind.of(type);
        }
      };

  private ResetClassifier() {}

  /** Whether the cause of a failed read is a reset by the peer. */
  public static boolean isReset(Throwable cause) {
    return KINDS.get(cause.getClass()).isReset(cause);
  }

  /** Whether a text for people holds the message of a reset. */
  public static boolean isMentionedIn(String text) {
    return ResetTexts.areMentionedIn(text);
  }

  /** How exceptions of one class say that they are a reset. */
  abstract static class Kind {
    static final Kind OTHER =
        new Kind() {
          @Override
          boolean isReset(Throwable cause) {
            return false;
          }
        };

    /**
     * JDK 13 and later: sun.nio.ch.SocketChannelImpl.throwConnectionReset; blocking sockets on all
     * releases.
     */
    static final Kind SOCKET =
        new Kind() {
          @Override
          boolean isReset(Throwable cause) {
            String message = cause.getMessage();
            return "Connection reset".equals(message) || "Connection reset by peer".equals(message);
          }
        };

    /** JDK 12 and earlier: the platform's own text (IOUtil.c, convertReturnVal). */
    static final Kind IO =
        new Kind() {
          @Override
          boolean isReset(Throwable cause) {
            return ResetTexts.contains(cause.getMessage());
          }
        };

    static Kind of(Class<?> type) {
      if (type == SocketException.class) {
        return SOCKET;
      }
      if (type == IOException.class) {
        return IO;
      }
      return type.getName().endsWith(NATIVE) ? ofNative(type) : OTHER;
    }

    private static Kind ofNative(Class<?> type) {
      try {
        return new NativeKind(type);
      } catch (ReflectiveOperationException e) {
        return OTHER;
      }
    }

    abstract boolean isReset(Throwable cause);
  }

  /** Native transports carry the negative errno (io.netty.channel.unix.Errors, since 4.0.26). */
  private static final class NativeKind extends Kind {
    private static final Object[] NO_ARGUMENTS = {}; // else one is made for each call

    private final java.lang.reflect.Method expectedErr;
    private final int connectionReset;

    NativeKind(Class<?> type) throws ReflectiveOperationException {
      expectedErr = type.getMethod("expectedErr");
      connectionReset = type.getEnclosingClass().getField("ERRNO_ECONNRESET_NEGATIVE").getInt(null);
    }

    @Override
    boolean isReset(Throwable cause) {
      try {
        return (Integer) expectedErr.invoke(cause, NO_ARGUMENTS) == connectionReset;
      } catch (ReflectiveOperationException e) {
        return false;
      }
    }
  }
}
