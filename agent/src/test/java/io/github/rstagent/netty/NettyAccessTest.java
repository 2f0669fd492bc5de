// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.rstagent.boot.FreshLoader;
import io.github.rstagent.gate.AcceptedChannel;
import io.github.rstagent.report.CapturedStderr;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.local.LocalServerChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.lang.ref.WeakReference;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.impl.StaticLoggerBinder;

class NettyAccessTest {
  private static final String SHADED = "com.example.shaded.netty";

  @AfterEach
  void clearContext() {
    MDC.clear();
  }

  @Test
  void isOnePerNettyWhateverThePipelinesClass() {
    NettyAccess access = NettyAccess.of(new EmbeddedChannel().pipeline());
    NioServerSocketChannel nio = new NioServerSocketChannel();
    nio.unsafe().closeForcibly();

    assertThat(new EmbeddedChannel().pipeline().getClass()).isNotSameAs(nio.pipeline().getClass());
    assertThat(NettyAccess.of(nio.pipeline())).isSameAs(access);
    assertThat(NettyAccess.of(new LocalServerChannel().pipeline())).isSameAs(access);
  }

  @Test
  void isAnotherForANettyInAnotherLoader() {
    Object foreign = pipeline(new FreshLoader("io.netty."));

    assertThat(NettyAccess.of(foreign))
        .isSameAs(NettyAccess.of(foreign))
        .isNotSameAs(NettyAccess.of(new EmbeddedChannel().pipeline()));
  }

  @Test
  void isNothingForOthersObjects() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> NettyAccess.of("a pipeline"))
          .isExactlyInstanceOf(IllegalStateException.class)
          .hasMessage("no bridge for java.lang.String");
    }
  }

  @Test
  void seesNetty4FromOutside() {
    assertSeen(new AcceptedChannel().pipeline());
  }

  @Test
  void seesANettyInAnotherLoader() {
    assertSeen(pipeline(new FreshLoader("io.netty.")));
  }

  @Test
  void seesARelocatedNetty() {
    Object pipeline = pipeline(new FreshLoader().relocating("io.netty", SHADED));
    assertThat(pipeline.getClass().getSuperclass().getName())
        .isEqualTo(SHADED + ".channel.DefaultChannelPipeline");

    assertSeen(pipeline);
  }

  private static void assertSeen(Object pipeline) {
    NettyChannels channels = NettyAccess.of(pipeline).channels();
    Object channel = channels.channel(pipeline);

    assertThat(channel.getClass().getName()).isEqualTo(AcceptedChannel.class.getName());
    assertThat(channels.isAccepted(channel)).isTrue();
    assertThat(channels.remoteAddress(channel)).isEqualTo(new InetSocketAddress("10.0.8.3", 5745));
    assertThat(channels.localAddress(channel)).isEqualTo(new InetSocketAddress("10.0.0.1", 443));
    assertThat(channels.outlivesReset(channel)).isFalse();
    Throwable cause = new IllegalStateException("fired");
    channels.fireExceptionCaught(pipeline, cause);
    assertThatThrownBy(() -> channel.getClass().getMethod("checkException").invoke(channel))
        .hasRootCause(cause);
    channels.close(channel);
    assertThat(channel).extracting("open").isEqualTo(false);
  }

  @Test
  void seesNetty3FromOutside() {
    Netty3Channel server = new Netty3Channel.Server();
    Netty3Channel accepted = new Netty3Channel(server);
    NettyChannels channels = NettyAccess.of(accepted).channels();

    assertThat(channels.channel(accepted)).isSameAs(accepted);
    assertThat(channels.isAccepted(accepted)).isTrue();
    assertThat(channels.isAccepted(server)).isFalse();
    assertThat(channels.isAccepted(new Netty3Channel(accepted))).isFalse();
    assertThat(channels.remoteAddress(accepted)).isEqualTo(Netty3Channel.REMOTE);
    assertThat(channels.localAddress(accepted)).isEqualTo(Netty3Channel.LOCAL);
    assertThat(channels.outlivesReset(accepted)).isFalse();
    Throwable cause = new IllegalStateException("fired");
    channels.fireExceptionCaught(accepted, cause);
    assertThat(accepted.caught).containsExactly(cause);
    assertThat(NettyAccess.of(server)).isSameAs(NettyAccess.of(accepted));
  }

  @Test
  void hasTheContextOfTheApplicationsSlf4j() {
    NettyAccess access = NettyAccess.of(new EmbeddedChannel().pipeline());
    DiagnosticContext context = access.diagnosticContext();
    assertThat(MDC.getCopyOfContextMap()).as("the probe's traces").isNullOrEmpty();

    context.put("key", "value");
    assertThat(MDC.get("key")).isEqualTo("value");
    assertThat(context.get("key")).isEqualTo("value");
    context.remove("key");
    assertThat(MDC.get("key")).isNull();
    assertThat(access.diagnosticContext()).isSameAs(context);
  }

  /** Log4j 2's API alone keeps a context where it is told that its simple logger shows it. */
  @Test
  void hasTheContextOfLog4jWhereThereIsNoSlf4j() throws Exception {
    String property = "org.apache.logging.log4j.simplelog.showContextMap";
    FreshLoader loader =
        new FreshLoader("io.netty.", "org.slf4j.", "org.apache.logging.log4j.")
            .with("org.slf4j.MDC", new byte[0]);
    System.setProperty(property, "true");
    try {
      DiagnosticContext context = NettyAccess.of(pipeline(loader)).diagnosticContext();
      context.put("key", "value");

      Object map =
          loader
              .loadClass("org.apache.logging.log4j.ThreadContext")
              .getMethod("getContext")
              .invoke(null);
      assertThat(map).isEqualTo(Map.of("key", "value"));
      assertThat(context.get("key")).isEqualTo("value");
      context.remove("key");
      assertThat(context.get("key")).isNull();
    } finally {
      System.clearProperty(property);
    }
  }

  @Test
  void hasNoContextWhereThereIsNoLoggingLibrary() {
    FreshLoader loader =
        new FreshLoader("io.netty.").without("org.slf4j.").without("org.apache.logging.");

    assertThat(NettyAccess.of(pipeline(loader)).diagnosticContext()).isNull();
  }

  /** As beside slf4j-simple: what is put into it is gone. */
  @Test
  void hasNoContextWhereLog4jKeepsNone() {
    FreshLoader loader = new FreshLoader("io.netty.", "org.apache.logging.").without("org.slf4j.");

    assertThat(NettyAccess.of(pipeline(loader)).diagnosticContext()).isNull();
  }

  @Test
  void hasTheApplicationsLogger() {
    NettyAccess access = NettyAccess.of(new EmbeddedChannel().pipeline());
    ServiceLogger logger = access.logger();
    logger.info("one");
    logger.warn("two");

    assertThat(StaticLoggerBinder.events().stream().map(LoggingEvent.class::cast))
        .filteredOn(event -> event.getLoggerName().equals("rst-agent"))
        .extracting(LoggingEvent::getLevel, LoggingEvent::getMessage)
        .contains(tuple(Level.INFO, "one"), tuple(Level.WARN, "two"));
    assertThat(access.logger()).isSameAs(logger);
  }

  @Test
  void hasNoLoggerWhereSlf4jHasNoBinding() {
    FreshLoader loader = new FreshLoader("io.netty.", "org.slf4j.").without("org.slf4j.impl.");
    try (CapturedStderr slf4j = new CapturedStderr()) {
      assertThat(NettyAccess.of(pipeline(loader)).logger()).isNull();
      assertThat(slf4j.lines()).anyMatch(line -> line.startsWith("SLF4J: Failed to load class"));
    }
  }

  @Test
  void hasNoLoggerWhereSlf4jCannotBeLoaded() {
    FreshLoader loader =
        new FreshLoader("io.netty.", "org.slf4j.").with("org.slf4j.LoggerFactory", new byte[0]);

    assertThat(NettyAccess.of(pipeline(loader)).logger()).isNull();
  }

  /** To touch it earlier than the application does would configure it without the application. */
  @Test
  void touchesNoLoggingUntilItIsAskedForIt() {
    FreshLoader loader = new FreshLoader("io.netty.", "org.slf4j.MDC");
    Object pipeline = pipeline(loader);

    NettyAccess access = NettyAccess.of(pipeline);
    access.channels().channel(pipeline);
    assertThat(loader.hasDefined("org.slf4j.MDC")).isFalse();

    assertThat(access.diagnosticContext()).isNotNull();
    assertThat(loader.hasDefined("org.slf4j.MDC")).isTrue();
  }

  /** Else a web application that brings its Netty could not be undeployed. */
  @Test
  void keepsNoNettyAlive() throws Exception {
    FutureTask<WeakReference<Object>> access =
        new FutureTask<>(NettyAccessTest::accessInALoaderOfItsOwn);
    Thread thread = new Thread(access); // Netty's thread locals go with it
    thread.start();
    WeakReference<Object> gone = access.get();
    thread.join();
    for (int i = 0; i < 100 && gone.get() != null; i++) {
      System.gc();
    }

    assertThat(gone.get()).isNull();
  }

  private static WeakReference<Object> accessInALoaderOfItsOwn() {
    FreshLoader loader = new FreshLoader("io.netty.", "org.slf4j.");
    NettyAccess access = NettyAccess.of(pipeline(loader));
    assertThat(access.channels()).isNotNull();
    assertThat(access.diagnosticContext()).isNotNull();
    assertThat(access.logger()).isNotNull();
    return new WeakReference<>(loader);
  }

  private static Object pipeline(FreshLoader loader) {
    return loader.own(AcceptedChannel.class).make(Supplier.class, AcceptedChannel.class).get();
  }
}
