// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * What platforms call ECONNRESET, as the whole message of a plain {@code IOException}. JDK 12 and
 * earlier pass on the C library's text, which follows the locale of the process; on Windows it is
 * FormatMessage's.
 */
final class ResetTexts {
  private static final Set<String> ALL =
      Collections.unmodifiableSet(
          new HashSet<String>(
              Arrays.asList(
                  "Connection reset by peer", // glibc, musl, BSD and macOS
                  "Connection reset",
                  // glibc 2.36, libc.mo
                  "连接被对方重设",
                  "連線被對方重設",
                  "接続が相手からリセットされました",
                  "상대편이 연결을 끊음",
                  "Die Verbindung wurde vom Kommunikationspartner zurückgesetzt",
                  "Connexion ré-initialisée par le correspondant",
                  "Conexión reinicializada por la máquina remota",
                  "Connessione interrotta dal corrispondente",
                  "Conexão fechada pela outra ponta",
                  "Соединение разорвано другой стороной",
                  "Połączenie zerwane przez drugą stronę",
                  // Windows, WSAECONNRESET
                  "An existing connection was forcibly closed by the remote host",
                  "远程主机强迫关闭了一个现有的连接。")));

  /**
   * Before Netty's native transport had an exception of its own: 4.0.16 to 4.0.26, 4.1.0.Beta1-3.
   */
  private static final String[] NATIVE_CALLS = {
    "Error while read(...): ",
    "Error while readAddress(...): ",
    "read() failed: ",
    "readAddress() failed: ",
    "syscall:read(...)() failed: "
  };

  private ResetTexts() {}

  static boolean contains(String message) {
    if (message == null) {
      return false;
    }
    for (String call : NATIVE_CALLS) {
      if (message.startsWith(call)) {
        return ALL.contains(message.substring(call.length()));
      }
    }
    return ALL.contains(message);
  }

  static boolean areMentionedIn(String text) {
    for (String known : ALL) {
      if (text.contains(known)) {
        return true;
      }
    }
    return false;
  }
}
