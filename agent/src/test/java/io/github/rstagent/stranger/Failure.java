// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.stranger;

import io.github.rstagent.gate.channel.unix.Errors;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.List;

/**
 * How a read fails. Each Netty gets an exception of its own, made the same way.
 *
 * @param company what the exception brings along, which decides nothing
 */
public record Failure(Kind kind, String text, Company company) {
  /** What platforms call ECONNRESET, and the JDK: copied by hand from their catalogues. */
  private static final List<String> PLATFORM_TEXTS =
      List.of(
          "Connection reset by peer",
          "Connection reset",
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
          "An existing connection was forcibly closed by the remote host",
          "远程主机强迫关闭了一个现有的连接。");

  private static final List<String> JDK_TEXTS = PLATFORM_TEXTS.subList(0, 2);

  /** Before Netty's native transport had an exception of its own. */
  private static final List<String> NATIVE_CALLS =
      List.of(
          "",
          "Error while read(...): ",
          "Error while readAddress(...): ",
          "read() failed: ",
          "readAddress() failed: ",
          "syscall:read(...)() failed: ");

  private static final List<String> OTHER_TEXTS =
      List.of(
          "Broken pipe",
          "Connection timed out",
          "connection reset by peer",
          "Connection reset by peer.",
          " Connection reset",
          "Connection reset\n",
          "Connection reset by peer: 10.0.8.3",
          "java.io.IOException: Connection reset by peer",
          "Connection reset by beer",
          "An established connection was aborted by the software in your host machine",
          "断开的管道",
          "连接被对方重设。",
          "连接超时",
          "No route to host",
          "Error while write(...): Connection reset by peer",
          "write() failed: Connection reset by peer",
          "syscall:writev(...)() failed: Connection reset by peer",
          "Error while read(...): Broken pipe",
          "Error while read(...): ",
          "SSLException: Connection reset",
          "");

  private static final List<String> NATIVE_TEXTS =
      List.of(
          "recvAddress(..) failed with error(-104): Connection reset by peer",
          "recvAddress(..) failed: Connection reset by peer",
          "recv(..) failed: Connection reset by peer",
          "readAddress(..) failed: Connection reset by peer",
          "read(..) failed: Connection reset by peer",
          "io_uring read(..) failed with error(-104): Connection reset by peer",
          "syscall:read(..) failed: Connection reset by peer",
          "syscall:readAddress(..) failed: 连接被对方重设");

  private static final List<String> ONE_MORE_OR_ANOTHER = List.of("", "x", " ", "e", "n");

  /** The classes of exceptions. */
  public enum Kind {
    IO,
    SOCKET,
    /** Of a native transport, with ECONNRESET. */
    NATIVE_RESET,
    /** Of a native transport, with another error, whatever its text says. */
    NATIVE_OTHER,
    /** Has the name of the native transports' class and nothing else of it. */
    NATIVE_LOOK_ALIKE,
    IO_SUBCLASS,
    SOCKET_SUBCLASS,
    TIMEOUT,
    END_OF_FILE,
    CLOSED,
    ASYNCHRONOUS_CLOSE,
    RUNTIME,
    OUT_OF_MEMORY,
    ERROR
  }

  /** What comes with an exception. */
  public enum Company {
    NOTHING,
    A_RESET_AS_CAUSE,
    ANOTHER_CAUSE,
    A_RESET_SUPPRESSED
  }

  static Failure from(Choices choices) {
    Kind kind = choices.once(3) ? choices.of(Kind.values()) : choices.of(Kind.values(), 3);
    return new Failure(kind, text(kind, choices), choices.of(Company.values()));
  }

  private static String text(Kind kind, Choices choices) {
    boolean isNative =
        kind == Kind.NATIVE_RESET || kind == Kind.NATIVE_OTHER || kind == Kind.NATIVE_LOOK_ALIKE;
    if (isNative) {
      return choices.once(5) ? otherText(choices) : choices.of(NATIVE_TEXTS);
    }
    return choices.once(3) ? otherText(choices) : resetText(choices);
  }

  private static String resetText(Choices choices) {
    String text = choices.of(choices.once(2) ? PLATFORM_TEXTS : JDK_TEXTS);
    return choices.once(4) ? choices.of(NATIVE_CALLS) + text : text;
  }

  private static String otherText(Choices choices) {
    if (choices.once(4)) {
      return null;
    }
    if (!choices.once(3)) {
      return choices.of(OTHER_TEXTS);
    }
    String text = resetText(choices);
    int at = choices.below(text.length());
    String end = text.substring(at + choices.below(2));
    return text.substring(0, at) + choices.of(ONE_MORE_OR_ANOTHER) + end;
  }

  /** Whether the peer sent a RST, by the contract. */
  boolean isReset() {
    return switch (kind) {
      case NATIVE_RESET -> true;
      case SOCKET -> text != null && JDK_TEXTS.contains(text);
      case IO -> text != null && NATIVE_CALLS.stream().anyMatch(this::isPlatformTextAfter);
      default -> false;
    };
  }

  private boolean isPlatformTextAfter(String call) {
    return text.startsWith(call) && PLATFORM_TEXTS.contains(text.substring(call.length()));
  }

  /** Whether one connection alone has this exception, so that a note may be put on it. */
  boolean isOwn() {
    if (kind == Kind.NATIVE_RESET) {
      return text != null
          && List.of("recvAddress(", "recv(", "readAddress(", "read(", "io_uring read(").stream()
              .anyMatch(text::startsWith);
    }
    return text != null && !text.startsWith("syscall:");
  }

  /** A new exception of this kind. */
  public Throwable make() {
    Throwable made = plain();
    switch (company) {
      case A_RESET_AS_CAUSE -> made.initCause(new IOException("Connection reset by peer"));
      case ANOTHER_CAUSE -> made.initCause(new IllegalStateException("of something else"));
      case A_RESET_SUPPRESSED -> made.addSuppressed(new SocketException("Connection reset"));
      case NOTHING -> {}
    }
    return made;
  }

  private Throwable plain() {
    return switch (kind) {
      case IO -> new IOException(text);
      case SOCKET -> new SocketException(text);
      case NATIVE_RESET -> new Errors.NativeIoException(text, Errors.ERRNO_ECONNRESET_NEGATIVE);
      case NATIVE_OTHER -> new Errors.NativeIoException(text, -32);
      case NATIVE_LOOK_ALIKE ->
          new io.github.rstagent.rules.strange.channel.unix.Errors.NativeIoException(text);
      case IO_SUBCLASS -> new IOException(text) {};
      case SOCKET_SUBCLASS -> new SocketException(text) {};
      case TIMEOUT -> new SocketTimeoutException(text);
      case END_OF_FILE -> new EOFException(text);
      case CLOSED -> new ClosedChannelException();
      case ASYNCHRONOUS_CLOSE -> new AsynchronousCloseException();
      case RUNTIME -> new IllegalArgumentException(text);
      case OUT_OF_MEMORY -> new OutOfMemoryError(text);
      case ERROR -> new AssertionError(text);
    };
  }
}
