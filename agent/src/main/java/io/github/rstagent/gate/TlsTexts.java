// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * How TLS engines and Netty say that the connection was closed before the handshake was over, as
 * the whole message. A handshake that failed for any other reason has other texts.
 */
final class TlsTexts {
  private static final Set<String> CLASSES =
      Collections.unmodifiableSet(
          new HashSet<String>(
              Arrays.asList("javax.net.ssl.SSLException", "javax.net.ssl.SSLHandshakeException")));

  /** Netty's own, below whatever package it has. */
  private static final String[] NETTY_CLASSES = {
    ".handler.ssl.StacklessSSLHandshakeException", ".handler.ssl.SslClosedEngineException"
  };

  private static final Set<String> TEXTS =
      Collections.unmodifiableSet(
          new HashSet<String>(
              Arrays.asList(
                  // SslHandler.channelInactive, suppressed by a ClosedChannelException
                  "Connection closed while SSL/TLS handshake was in progress",
                  // SslHandler.wrap: something was written to what is closed
                  "SSLEngine closed already",
                  // ReferenceCountedOpenSslEngine.beginHandshake, handshake
                  "engine closed",
                  // sun.security.ssl.SSLEngineImpl.closeInbound, JDK 11 and later
                  "closing inbound before receiving peer's close_notify",
                  // the same, JDK 8; ReferenceCountedOpenSslEngine.closeInbound
                  "Inbound closed before receiving peer's close_notify:"
                      + " possible truncation attack?")));

  private TlsTexts() {}

  static boolean isClosedDuringHandshake(Throwable throwable) {
    String message = throwable.getMessage();
    return message != null && TEXTS.contains(message) && isTls(throwable.getClass().getName());
  }

  static boolean areMentionedIn(String text) {
    for (String known : TEXTS) {
      if (text.contains(known)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a text tells by itself that a handshake was cut off; any engine may be closed. */
  static boolean areEvidence(String text) {
    return (text.contains("SSL") || text.contains("close_notify")) && areMentionedIn(text);
  }

  private static boolean isTls(String className) {
    for (String netty : NETTY_CLASSES) {
      if (className.endsWith(netty)) {
        return true;
      }
    }
    return CLASSES.contains(className);
  }
}
