// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.gate.channel.unix.Errors.NativeIoException;
import java.io.IOException;
import java.net.SocketException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SharedExceptionsTest {
  @Test
  void holdNothingThatTheJdkThrows() {
    assertThat(SharedExceptions.mayContain(new IOException("Connection reset by peer"))).isFalse();
    assertThat(SharedExceptions.mayContain(new SocketException("Connection reset"))).isFalse();
  }

  @Test
  void holdTheStaticOneOf4026WhichHasNoClassOfItsOwn() {
    assertThat(
            SharedExceptions.mayContain(
                new IOException("syscall:read(...)() failed: Connection reset by peer")))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "readAddress(..) failed: Connection reset by peer", // 4.1.37 to 4.1.79
        "read(..) failed: Connection reset by peer",
        "recvAddress(..) failed: Connection reset by peer", // 4.1.80 and later
        "recv(..) failed: Connection reset by peer",
        "recvAddress(..) failed with error(-104): Connection reset by peer", // 4.1.128, 4.2.7
        "io_uring read(..) failed: Connection reset by peer",
        "io_uring read(..) failed with error(-104): Connection reset by peer"
      })
  void holdNothingThatNettyMakesForTheEvent(String message) {
    assertThat(SharedExceptions.mayContain(new NativeIoException(message, -104))).isFalse();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "syscall:read(..) failed: Connection reset by peer", // 4.0.56 to 4.1.36
        "syscall:readAddress(..) failed: Connection reset by peer",
        "syscall:read(...)() failed: Connection reset by peer", // 4.0.26
        "",
        "Connection reset by peer",
        "something new(..) failed: Connection reset by peer"
      })
  void mayHoldEveryOther(String message) {
    assertThat(SharedExceptions.mayContain(new NativeIoException(message, -104))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"Connection reset", "Connection reset by peer"})
  void mayHoldASubclassOfTheJdks(String message) {
    assertThat(
            SharedExceptions.mayContain(
                new SocketException(message) {
                  private static final long serialVersionUID = 1L;
                }))
        .isTrue();
  }
}
