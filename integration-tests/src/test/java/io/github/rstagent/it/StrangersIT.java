// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The guarantee that nothing of anybody else's is hidden. */
@IntegrationTest
final class StrangersIT {
  private static final int RESETS = 20;
  private static final String LISTED_ONLY = "vip=127.0.0.9,summary=off,advise=off";

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  static Stream<String> oldestAndNewest() {
    return Stream.of(NettyVersions.OLDEST, NettyVersions.NEWEST);
  }

  @ParameterizedTest(name = "Netty {0}")
  @MethodSource("oldestAndNewest")
  void aStrangersExceptionIsTheSameObjectOnTheSameThread(String netty) {
    Service service =
        jvms.start(
            ServiceCommand.on(netty, Logging.LOGBACK)
                .agent(LISTED_ONLY)
                .with("transport=recording"));

    Peers.STRANGER.probe(service.address(), RESETS);
    service.awaitClosed(RESETS);

    assertThat(service.events("exception"))
        .as("exceptions that the handlers were given: object, thread")
        .hasSize(RESETS)
        .allMatch(event -> event.contains(" same on-loop "));
    assertThat(service.quit().stdout())
        .as("log")
        .noneMatch(line -> line.contains("Suppressed"))
        .noneMatch(line -> line.contains("rst-agent"));
  }

  @Test
  void aListedPeersOtherExceptionsAreShown() {
    Service service =
        jvms.start(
            ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK)
                .agent(LISTED_ONLY)
                .with("reply=fail"));

    PeerConnection connection = Peers.LISTED.connect(service.address()).send("x");
    service.awaitEvents("exception", 1);
    connection.reset();
    service.awaitClosed(1);

    assertThat(service.events("exception"))
        .as("exceptions of a listed peer whose request fails and who resets then")
        .singleElement()
        .asString()
        .contains("IllegalStateException: the service does not like this");
  }
}
