// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.report.HiddenKind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.CharBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

class EvidenceTest {
  @Test
  void goesInCirclesOnce() {
    Throwable first = new SocketException("Connection reset");
    Throwable second = new IOException("Connection reset by peer");
    first.addSuppressed(second);
    second.addSuppressed(first);
    second.initCause(first);

    assertThat(kindOf(first)).isEqualTo(HiddenKind.RESET);
  }

  @Test
  void namesTheKindThatSaysMost() {
    Throwable closed = new ClosedChannelException();
    assertThat(kindOf(null)).isEqualTo(HiddenKind.LIFECYCLE);
    assertThat(kindOf(closed)).isEqualTo(HiddenKind.FIN);
    closed.addSuppressed(new SSLException("engine closed"));
    assertThat(kindOf(closed)).isEqualTo(HiddenKind.HANDSHAKE);
    closed.addSuppressed(new SocketException("Connection reset"));
    assertThat(kindOf(closed)).isEqualTo(HiddenKind.RESET);
    closed.addSuppressed(new SSLException("engine closed too early"));
    assertThat(kindOf(closed)).isNull();
  }

  /** The text alone proves nothing. */
  @Test
  void wantsTheClassOfATlsFailureToo() {
    assertThat(kindOf(new IOException("engine closed"))).isNull();
    assertThat(kindOf(new SSLException("engine closed") {})).isNull();
  }

  @Test
  void givesUpOnAnEndlessChain() {
    assertThat(kindOf(new Endless())).isNull();
  }

  @Test
  void wantsEvidenceForAnError() {
    assertThat(kindOfError("connection pool closed, channel inactive, disconnected")).isNull();
    assertThat(kindOfError("storage engine closed")).isNull();
    assertThat(kindOfError(null, 5745, new Object[] {"closed"})).isNull();

    assertThat(kindOfError("failed", new ClosedChannelException())).isEqualTo(HiddenKind.FIN);
    assertThat(kindOfError("failed: {}", "Connection reset by peer"))
        .isEqualTo(HiddenKind.LIFECYCLE);
    assertThat(kindOfError("caught java.nio.channels.ClosedChannelException"))
        .isEqualTo(HiddenKind.LIFECYCLE);
    assertThat(kindOfError("javax.net.ssl.SSLException: engine closed"))
        .isEqualTo(HiddenKind.LIFECYCLE);
    assertThat(kindOfError("Connection reset", new Object[] {"java.lang.OutOfMemoryError"}))
        .isNull();
  }

  @Test
  void doesNotLookIntoArraysOfArrays() {
    Object[] itself = new Object[1];
    itself[0] = itself;
    Evidence evidence = new Evidence();
    evidence.addPart(itself);
    assertThat(evidence.kind(false, true)).isNull();
  }

  /** While the probe's connection is open, a cut connection is another one. */
  @Test
  void whatTellsOfACutConnectionBeforeTheEndIsShown() {
    assertThat(kindBeforeTheEnd(new ClosedChannelException())).isNull();
    assertThat(kindBeforeTheEnd("caught java.io.IOException: Connection reset by peer")).isNull();
    assertThat(kindBeforeTheEnd("channel active")).isEqualTo(HiddenKind.LIFECYCLE);
  }

  /** Each may hold what a stranger's connection ended with: a failed write's future does. */
  @Test
  void whatMayHoldAnythingIsShown() {
    assertThat(kindOfPart(new CompletableFuture<>())).isNull();
    assertThat(kindOfPart(List.of(new IllegalStateException()))).isNull();
    assertThat(kindOfPart(Map.of("cause", "none"))).isNull();
    assertThat(kindOfPart(CharBuffer.wrap("out of memory"))).isNull();
    assertThat(kindOfPart(new InetSocketAddress(80))).isEqualTo(HiddenKind.LIFECYCLE);
  }

  private static HiddenKind kindOfPart(Object part) {
    return kind(false, true, part);
  }

  private static HiddenKind kindBeforeTheEnd(Object part) {
    return kind(false, false, part);
  }

  private static HiddenKind kindOfError(Object... parts) {
    return kind(true, true, parts);
  }

  private static HiddenKind kind(boolean error, boolean ending, Object... parts) {
    Evidence evidence = new Evidence();
    for (Object part : parts) {
      evidence.addPart(part);
    }
    return evidence.kind(error, ending);
  }

  private static HiddenKind kindOf(Throwable throwable) {
    Evidence evidence = new Evidence();
    evidence.add(throwable);
    return evidence.kind(false, true);
  }

  /** Another cause each time it is asked. */
  private static final class Endless extends ClosedChannelException {
    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable getCause() {
      return new Endless();
    }
  }
}
