// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "NETTY SERVER PIPELINE: exceptionCaught exception.",
        "GlobalExceptionHandler#onError(): java.io.IOException: Connection reset by peer",
        "Error, Exception",
        "java.nio.channels.ClosedChannelException",
        "io.netty.channel.unix.Errors$NativeIoException: recvAddress(..) failed: Connection reset by"
            + " peer",
        "javax.net.ssl.SSLException: engine closed"
      })
  void saysNothing(String text) {
    assertThat(EventText.isTelling(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LEAK: ByteBuf.release() was not called",
        "caught java.lang.OutOfMemoryError",
        "StackOverflowError!",
        "java.io.IOException: No space left on device",
        "java.io.IOException",
        "javax.net.ssl.SSLHandshakeException: no cipher suites in common",
        "java.net.SocketException: Connection reset, then java.lang.IllegalStateException",
        "Outer$InnerException: x"
      })
  void tells(String text) {
    assertThat(EventText.isTelling(text)).isTrue();
  }
}
