// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A stderr that is never read: a parent that does not care, a log shipper that is stuck. */
@IntegrationTest
final class FullStderrIT {
  private static final int CLIENTS = 20;
  private static final int PEERS = 1_000;
  private static final int RESETS_EACH = 3;
  private static final String STORMS = "vip=127.0.0.0/8,max=1/min,summary=1s,summary-to=stderr";

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  @Test
  void laterOn() {
    Service service =
        jvms.start(ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK).agent(STORMS));
    service.jvm().fillStderr();
    for (int i = 0; i < PEERS; i++) {
      new Peer("127.7." + i / 250 + "." + (1 + i % 250)).probe(service.address(), RESETS_EACH);
    }

    assertThat(Clients.served(service.address(), CLIENTS)).as("clients served").isEqualTo(CLIENTS);
  }

  @Test
  void aThousandPeersInAStorm() {
    Service service =
        jvms.start(
            ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK).fullStderr().agent(STORMS));
    for (int i = 0; i < PEERS; i++) {
      new Peer("127.7." + i / 250 + "." + (1 + i % 250)).probe(service.address(), RESETS_EACH);
    }

    assertThat(Clients.served(service.address(), CLIENTS)).as("clients served").isEqualTo(CLIENTS);
  }
}
