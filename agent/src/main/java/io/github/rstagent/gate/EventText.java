// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import io.github.rstagent.rules.ResetClassifier;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * What a text gives away: some libraries put the arguments in before there is an event, and some
 * applications log {@code "caught " + exception}.
 */
final class EventText {
  /** What Netty's ResourceLeakDetector begins with, whatever logger it was given. */
  private static final String LEAK = "LEAK: ";

  private static final String[] ENDINGS = {"Exception", "Error"};

  /** Followed by a text that must be a reset's. */
  private static final Set<String> OF_RESETS =
      set("IOException", "SocketException", "NativeIoException");

  /** Followed by a text that must be a known one. */
  private static final Set<String> OF_TLS =
      set(
          "SSLException",
          "SSLHandshakeException",
          "StacklessSSLHandshakeException",
          "SslClosedEngineException");

  private static final Set<String> OF_CLOSED_CHANNELS =
      set("ClosedChannelException", "StacklessClosedChannelException");

  private EventText() {}

  private static Set<String> set(String... names) {
    return Collections.unmodifiableSet(new HashSet<String>(Arrays.asList(names)));
  }

  /**
   * Whether a text speaks of a leak, or names a class of an exception or error that a probe does
   * not come with.
   */
  static boolean isTelling(String text) {
    if (text.contains(LEAK)) {
      return true;
    }
    for (String ending : ENDINGS) {
      for (int at = text.indexOf(ending); at >= 0; at = text.indexOf(ending, at + 1)) {
        int end = at + ending.length();
        if (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
          continue; // ExceptionHandler
        }
        int begin = at;
        while (begin > 0 && isNamePart(text.charAt(begin - 1))) {
          begin--;
        }
        if (begin < at // a word of its own is no class
            && Character.isUpperCase(text.charAt(begin)) // onError, handleException
            && !isOfProbe(text.substring(begin, end), text.substring(end))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Whether a text that is not telling says that a connection was cut off, by one of the literal
   * texts of resets, handshakes, and closed channels. Words such as closed, inactive, or
   * disconnected say nothing.
   */
  static boolean isEvidence(String text) {
    return ResetClassifier.isMentionedIn(text)
        || TlsTexts.areEvidence(text)
        || text.contains("ClosedChannelException");
  }

  private static boolean isOfProbe(String name, String rest) {
    return OF_CLOSED_CHANNELS.contains(name)
        || (OF_RESETS.contains(name) && ResetClassifier.isMentionedIn(rest))
        || (OF_TLS.contains(name) && TlsTexts.areMentionedIn(rest));
  }

  /** A nested class is told by its own name. */
  private static boolean isNamePart(char c) {
    return c != '$' && Character.isJavaIdentifierPart(c);
  }
}
