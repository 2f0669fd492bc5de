// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.gate.channel.unix.Errors.NativeIoException;
import io.github.rstagent.rules.ResetClassifier.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts are those of netty-facts.md, section 4. */
class ResetClassifierTest {
  static final List<String> PLATFORM_TEXTS =
      List.of(
          "Connection reset by peer",
          "Connection reset",
          "连接被对方重设", // zh_CN
          "連線被對方重設", // zh_TW
          "接続が相手からリセットされました", // ja
          "상대편이 연결을 끊음", // ko
          "Die Verbindung wurde vom Kommunikationspartner zurückgesetzt", // de
          "Connexion ré-initialisée par le correspondant", // fr
          "Conexión reinicializada por la máquina remota", // es
          "Connessione interrotta dal corrispondente", // it
          "Conexão fechada pela outra ponta", // pt_BR
          "Соединение разорвано другой стороной", // ru
          "Połączenie zerwane przez drugą stronę", // pl
          "An existing connection was forcibly closed by the remote host", // Windows
          "远程主机强迫关闭了一个现有的连接。"); // Windows, zh_CN

  static final List<String> OTHER_TEXTS =
      List.of(
          "",
          "Broken pipe",
          "断开的管道",
          "管線損壞",
          "Connection timed out",
          "连接超时",
          "連線超過時間",
          "接続がタイムアウトしました",
          "No route to host",
          "Connection refused",
          "Software caused connection abort",
          "Software caused connection abort: recv failed",
          "An established connection was aborted by the software in your host machine",
          "你的主机中的软件中止了一个已建立的连接。",
          "Too many open files",
          // traps for those who look for a word
          "reset",
          "Reset",
          "connection reset",
          "Connection Reset",
          "Connection reset ",
          " Connection reset",
          "Connection reset.",
          "Connection reset by peer: tls",
          "Connection reset by beer",
          "password reset failed",
          "HTTP/2 stream reset by peer",
          "recvAddress(..) failed: Connection reset by peer",
          "java.io.IOException: Connection reset by peer");

  @ParameterizedTest
  @FieldSource("PLATFORM_TEXTS")
  void isAPlainIoExceptionWithAPlatformsText(String text) {
    assertThat(ResetClassifier.isReset(new IOException(text))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Connection reset", "Connection reset by peer"})
  void isASocketExceptionOfTheJdks(String text) {
    assertThat(ResetClassifier.isReset(new SocketException(text))).isTrue();
  }

  @Test
  void isNoSocketExceptionWithALocalisedText() {
    assertThat(ResetClassifier.isReset(new SocketException("连接被对方重设"))).isFalse();
  }

  @ParameterizedTest
  @FieldSource("OTHER_TEXTS")
  void isNothingWithAnotherText(String text) {
    assertThat(ResetClassifier.isReset(new IOException(text))).isFalse();
    assertThat(ResetClassifier.isReset(new SocketException(text))).isFalse();
  }

  @Test
  void isNothingWithoutAText() {
    assertThat(ResetClassifier.isReset(new IOException())).isFalse();
    assertThat(ResetClassifier.isReset(new IOException((String) null))).isFalse();
    assertThat(ResetClassifier.isReset(new SocketException())).isFalse();
  }

  static Stream<Throwable> othersWithTheTextOfAReset() {
    String text = "Connection reset by peer";
    return Stream.of(
        new IOException(text) {
          private static final long serialVersionUID = 1L;
        },
        // sun.net.ConnectionResetException was such a one
        new SocketException("Connection reset") {
          private static final long serialVersionUID = 1L;
        },
        new ConnectException(text),
        new SocketTimeoutException(text),
        new InterruptedIOException(text),
        new EOFException(text),
        new SSLException(text),
        new SSLHandshakeException(text),
        new SSLException(new IOException(text)),
        new RuntimeException(text),
        new RuntimeException(new IOException(text)), // as io.netty.handler.codec.DecoderException
        new IOException("wrapping", new IOException(text)),
        new IOException(new IOException(text)),
        new Error(text),
        new OutOfMemoryError(text));
  }

  @ParameterizedTest
  @MethodSource("othersWithTheTextOfAReset")
  void isNoOtherClassWhateverItsText(Throwable other) {
    assertThat(ResetClassifier.isReset(other)).isFalse();
  }

  @Test
  void isNoClosedChannel() {
    assertThat(ResetClassifier.isReset(new ClosedChannelException())).isFalse();
    assertThat(ResetClassifier.isReset(new AsynchronousCloseException())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "recvAddress(..) failed with error(-104): Connection reset by peer",
        "recvAddress(..) failed: Connection reset by peer",
        "readAddress(..) failed: Connection reset by peer",
        "syscall:read(..) failed: Connection reset by peer",
        "io_uring read(..) failed with error(-104): Connection reset by peer",
        "recvAddress(..) failed: 连接被对方重设",
        "the text does not matter"
      })
  void isANativeExceptionWithThatErrno(String text) {
    assertThat(ResetClassifier.isReset(new NativeIoException(text, -104))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {-32, -110, -113, -103, 104, 0, -54})
  void isNoNativeExceptionWithAnother(int errno) {
    assertThat(
            ResetClassifier.isReset(
                new NativeIoException("recv(..) failed: Connection reset by peer", errno)))
        .isFalse();
  }

  @Test
  void isNoClassThatOnlyHasTheNativeOnesName() {
    assertThat(
            ResetClassifier.isReset(
                new io.github.rstagent.rules.strange.channel.unix.Errors.NativeIoException(
                    "Connection reset by peer")))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Error while read(...): Connection reset by peer", // 4.1.0.Beta3, and 4.0.23
        "readAddress() failed: Connection reset by peer", // 4.0.25
        "read() failed: Connection reset by peer", // 4.0.25
        "Error while readAddress(...): Connection reset by peer", // 4.0.23
        "syscall:read(...)() failed: Connection reset by peer" // 4.0.26
      })
  void knowsTheNativeTransportsFirstTexts(String message) {
    assertThat(ResetClassifier.isReset(new IOException(message))).isTrue();
    assertThat(
            ResetClassifier.isReset(
                new IOException(message.replace("Connection reset by peer", "Broken pipe"))))
        .isFalse();
  }

  @Test
  void isNoNativeExceptionThatDoesNotSay() {
    assertThat(ResetClassifier.isReset(new NativeIoException("Connection reset by peer", 1)))
        .isFalse(); // it throws for 1
  }

  @ParameterizedTest
  @FieldSource("PLATFORM_TEXTS")
  void isMentionedWhereAPlatformsTextIs(String text) {
    assertThat(ResetClassifier.isMentionedIn(text)).isTrue();
    assertThat(ResetClassifier.isMentionedIn("recvAddress(..) failed: " + text + '!')).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Broken pipe", "reset", "connection reset", "Connection timed out"})
  void isMentionedNowhereElse(String text) {
    assertThat(ResetClassifier.isMentionedIn(text)).isFalse();
  }

  /** It keeps what it knows of a class; here it is asked anew. */
  @Test
  void asksEachClassInItsOwnWay() {
    assertThat(Kind.of(SocketException.class)).isSameAs(Kind.SOCKET);
    assertThat(Kind.of(IOException.class)).isSameAs(Kind.IO);
    assertThat(Kind.of(ConnectException.class)).isSameAs(Kind.OTHER);
    assertThat(
            Kind.of(io.github.rstagent.rules.strange.channel.unix.Errors.NativeIoException.class))
        .isSameAs(Kind.OTHER);
    Kind ofNative = Kind.of(NativeIoException.class);
    assertThat(ofNative.isReset(new NativeIoException("", -104))).isTrue();
    assertThat(ofNative.isReset(new NativeIoException("", -32))).isFalse();
  }
}
