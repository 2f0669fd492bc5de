// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rstagent.boot.FreshLoader;
import io.github.rstagent.report.CapturedStderr;
import java.net.SocketAddress;
import org.junit.jupiter.api.Test;

class BridgeLoaderTest {
  private static final String NETTY = "io.netty";
  private static final String SHADED = "com.example.shaded.netty";
  private static final ClassLoader TESTS = BridgeLoaderTest.class.getClassLoader();

  @Test
  void makesABridgeOfItsOwn() {
    NettyChannels bridge = new BridgeLoader(TESTS, NETTY, NETTY).make(channels(), "Netty4Channels");

    assertThat(bridge.getClass().getClassLoader()).isInstanceOf(BridgeLoader.class);
    assertThat(bridge.getClass().getName())
        .isEqualTo("io.github.rstagent.netty.bridge.Netty4Channels");
  }

  @Test
  void isParallelCapable() {
    assertThat(new BridgeLoader(TESTS, NETTY, NETTY).isRegisteredAsParallelCapable()).isTrue();
  }

  @Test
  void doesNotTouchBridgesToANettyThatIsNotRelocated() {
    BridgeLoader loader = new BridgeLoader(TESTS, NETTY, NETTY);
    byte[] classFile = bridgeClassFile();

    assertThat(loader.adapt(classFile)).isSameAs(classFile);
  }

  /** Nothing of io.netty is there: a reference that is not relocated would not link. */
  @Test
  void linksARelocatedBridgeAgainstTheRelocatedNettyAlone() throws Exception {
    FreshLoader relocated = new FreshLoader().relocating(NETTY, SHADED).without("io.netty.");
    NettyChannels bridge =
        new BridgeLoader(relocated, NETTY, SHADED).make(channels(), "Netty4Channels");
    Object channel =
        relocated
            .loadClass(SHADED + ".channel.local.LocalServerChannel")
            .getConstructor()
            .newInstance();
    Object pipeline = channel.getClass().getMethod("pipeline").invoke(channel);

    assertThat(bridge.channel(pipeline)).isSameAs(channel);
    assertThat(bridge.isAccepted(channel)).isFalse();
    SocketAddress nowhere = bridge.localAddress(channel);
    assertThat(nowhere).isNull();
    assertThat(bridge.outlivesReset(channel)).isFalse();
  }

  @Test
  void relocatesNetty3() throws Exception {
    FreshLoader relocated =
        new FreshLoader().relocating("org.jboss.netty", SHADED).without("org.jboss.");
    NettyChannels bridge =
        new BridgeLoader(relocated, "org.jboss.netty", SHADED).make(channels(), "Netty3Channels");

    assertThatThrownBy(() -> bridge.isAccepted("a string"))
        .isInstanceOf(ClassCastException.class)
        .hasMessageContaining(SHADED + ".channel.Channel");
  }

  @Test
  void leavesWhatOnlyLooksLikeThePackageAsItIs() {
    byte[] adapted = new BridgeLoader(TESTS, "io.net", SHADED).adapt(bridgeClassFile());

    assertThat(new String(adapted, ISO_8859_1))
        .contains("io/netty/channel/Channel")
        .doesNotContain("com/example");
  }

  @Test
  void namesTheBridgeThatIsNotThere() {
    assertThatThrownBy(
            () -> new BridgeLoader(TESTS, NETTY, NETTY).make(channels(), "Netty9Channels"))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("io.github.rstagent.netty.bridge.Netty9Channels: ")
        .hasCauseInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void namesTheBridgeThatRefuses() {
    FreshLoader slf4j = new FreshLoader("org.slf4j.").without("org.slf4j.impl.");
    BridgeLoader loader = new BridgeLoader(slf4j, NETTY, NETTY);
    try (CapturedStderr quiet = new CapturedStderr()) {
      assertThatThrownBy(() -> loader.make(DiagnosticContext.class, "Slf4jContext"))
          .isExactlyInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("io.github.rstagent.netty.bridge.Slf4jContext: ")
          .hasRootCauseMessage("this SLF4J binding has no MDC");
      assertThatThrownBy(() -> loader.make(ServiceLogger.class, "Slf4jLogger"))
          .isExactlyInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("io.github.rstagent.netty.bridge.Slf4jLogger: ")
          .hasRootCauseMessage("SLF4J has no binding");
      assertThat(quiet.lines()).isNotEmpty().allMatch(line -> line.startsWith("SLF4J: "));
    }
  }

  private static byte[] bridgeClassFile() {
    return new FreshLoader().classFile("io.github.rstagent.netty.bridge.Netty4Channels");
  }

  private static Class<NettyChannels> channels() {
    return NettyChannels.class;
  }
}
