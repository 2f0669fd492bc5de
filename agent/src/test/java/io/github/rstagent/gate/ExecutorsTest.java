// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.report.AgentLines;
import io.github.rstagent.report.Counters;
import io.github.rstagent.report.Lists;
import io.github.rstagent.report.Reporter;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.NonStickyEventExecutorGroup;
import io.netty.util.concurrent.UnorderedThreadPoolEventExecutor;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers that a service has given executors of their own. Real Netty, real sockets. */
class ExecutorsTest {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);
  private static final String LISTED = "127.0.0.9";
  private static final String STRANGER = "127.0.0.8";

  private final AgentLines lines = new AgentLines();
  private final ConnectionGate gate =
      new ConnectionGate(new Reporter(new Counters(), lines.console()), lines.console());
  private final CountedProbes probes = new CountedProbes();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final List<Channel> accepted = new CopyOnWriteArrayList<>();
  private final EventLoopGroup loop =
      new NioEventLoopGroup(1, new DefaultThreadFactory("loop", true));
  private final List<EventExecutor> executors = new ArrayList<>();
  private final EventExecutor one = executor("one");
  private final EventExecutor two = executor("two");
  private final List<Consumer<ChannelPipeline>> initializers = new ArrayList<>();
  private InetSocketAddress address;

  private EventExecutor executor(String name) {
    return remembered(new DefaultEventExecutor(null, new DefaultThreadFactory(name, true)));
  }

  private EventExecutor unordered() {
    return remembered(
        new UnorderedThreadPoolEventExecutor(1, new DefaultThreadFactory("pool", true)));
  }

  private EventExecutor remembered(EventExecutor executor) {
    executors.add(executor);
    return executor;
  }

  @BeforeEach
  void serve() throws Exception {
    gate.listener(probes);
    Channel server =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .handler(new AsksTheGate(gate))
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    initializers.forEach(initializer -> initializer.accept(channel.pipeline()));
                    accepted.add(channel);
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    address = (InetSocketAddress) server.localAddress();
    list(LISTED + " - scope=connection");
  }

  @AfterEach
  void end() throws Exception {
    for (EventExecutor executor : executors) {
      executor.shutdownGracefully(0, 10, TimeUnit.SECONDS).sync();
    }
    loop.shutdownGracefully(0, 10, TimeUnit.SECONDS).sync();
  }

  private void list(String rules) {
    gate.enforce(Lists.of(rules));
  }

  /** A handler of the service's, on that executor. */
  private void handler(EventExecutor executor, String name) {
    initializers.add(pipeline -> pipeline.addLast(executor, name, new Says(name)));
  }

  private void handler(EventExecutor executor, ChannelHandler handler) {
    initializers.add(pipeline -> pipeline.addLast(executor, handler));
  }

  @Test
  void whatAHandlerDoesOnItsExecutorIsInScopeAndSoIsWhatFollowsOnTheLoop() {
    handler(null, "a");
    handler(one, "b");
    handler(one, "c");
    handler(two, "d");
    handler(null, "e");

    probe();

    assertThat(of("a")).containsExactlyElementsOf(life("a", "loop", true));
    assertThat(of("b")).containsExactlyElementsOf(life("b", "one", true));
    assertThat(of("c")).containsExactlyElementsOf(life("c", "one", true));
    assertThat(of("d")).containsExactlyElementsOf(life("d", "two", true));
    assertThat(of("e")).containsExactlyElementsOf(life("e", "loop", true));
    awaitEnd();
    assertThat(gate.silentEnds(ConnectionEnd.RESET)).isEqualTo(1);
  }

  @Test
  void anOrderedExecutorNeedsNoThreadOfItsOwn() {
    EventExecutor pool = new NonStickyEventExecutorGroup(unordered()).next();
    handler(pool, "a");

    probe();

    assertThat(of("a")).containsExactlyElementsOf(life("a", "pool", true));
    awaitEnd();
  }

  @Test
  void whereThereIsNoExecutorThereIsNoCrossing() {
    handler(null, "a");
    handler(null, new ChannelOutboundHandlerAdapter());

    PeerSocket peer = connect(LISTED);
    await(() -> of("a").size() == 2);

    assertThat(observers()).containsExactly("rst-agent-observer");
    peer.reset();
    awaitEnd();
  }

  /** An encoder, to which no event comes. */
  @Test
  void whatIsForWritesAloneIsNoChange() {
    handler(null, "a");
    handler(one, new ChannelOutboundHandlerAdapter());
    handler(null, "b");

    PeerSocket peer = connect(LISTED);
    await(() -> of("b").size() == 2);

    assertThat(observers()).containsExactly("rst-agent-observer");
    peer.reset();
    awaitEnd();
    assertThat(of("b")).containsExactlyElementsOf(life("b", "loop", true));
  }

  @Test
  void noCrossingIsThereWithoutScopeConnection() {
    list(LISTED + " - only=silent");
    handler(one, "a");

    PeerSocket peer = connect(LISTED);
    await(() -> of("a").size() == 2);

    assertThat(observers()).containsExactly("rst-agent-observer");
    peer.reset();
    await(() -> of("a").size() == 5);
    assertThat(of("a")).containsExactlyElementsOf(life("a", "one", false));
  }

  @Test
  void leavesBeforeTheFirstByte() throws Exception {
    List<String> atTheFirstByte = new CopyOnWriteArrayList<>();
    handler(
        null,
        new ChannelInboundHandlerAdapter() {
          @Override
          public void channelRead(ChannelHandlerContext context, Object message) {
            atTheFirstByte.addAll(context.pipeline().names());
            context.fireChannelRead(message);
          }
        });
    handler(one, "a");
    handler(null, "b");

    PeerSocket peer = connect(LISTED);
    await(() -> of("b").size() == 2);
    assertThat(observers())
        .containsExactly("rst-agent-observer", "rst-agent-observer-2", "rst-agent-observer-3");
    peer.send("x");
    await(() -> of("b").size() == 3);
    peer.reset();
    await(() -> of("b").size() == 6);

    assertThat(atTheFirstByte).noneMatch(name -> name.startsWith("rst-agent"));
    assertThat(of("a"))
        .containsExactly(
            "a registered one scope",
            "a active one scope",
            "a read x one",
            "a exception one",
            "a inactive one",
            "a unregistered one");
    await(() -> probes.open.get() == 0);
  }

  @Test
  void handlersThatAreAddedLaterAreFollowedFromTheNextEventOn() {
    handler(null, "a");
    PeerSocket peer = connect(LISTED);
    await(() -> of("a").size() == 2);
    Channel channel = accepted.get(0);

    channel.pipeline().addLast(one, "b", new Says("b"));
    channel.pipeline().fireUserEventTriggered("news");
    await(() -> of("b").size() == 1);
    peer.reset();
    awaitEnd();

    assertThat(of("b"))
        .containsExactly(
            "b news one scope",
            "b exception one scope",
            "b inactive one scope",
            "b unregistered one scope");
  }

  @Test
  void aHandlerThatAddsItselfToAnotherPlaceIsFollowedThere() {
    handler(null, "a");
    handler(
        one,
        new ChannelInboundHandlerAdapter() {
          @Override
          public void channelActive(ChannelHandlerContext context) {
            context.pipeline().remove(this).addLast(two, "moved", new Says("moved"));
            context.fireChannelActive();
          }
        });
    handler(one, "b");

    PeerSocket peer = connect(LISTED);
    await(() -> of("moved").size() == 1);
    peer.reset();
    awaitEnd();

    assertThat(of("b")).containsExactlyElementsOf(life("b", "one", true));
    assertThat(of("moved"))
        .containsExactly(
            "moved active two scope",
            "moved exception two scope",
            "moved inactive two scope",
            "moved unregistered two scope");
  }

  @Test
  void whatRunsBesidesEventsIsNotInScope() {
    Says handler =
        new Says("a") {
          @Override
          public void handlerAdded(ChannelHandlerContext context) {
            say("added");
            context.executor().execute(() -> say("task"));
          }

          @Override
          public void handlerRemoved(ChannelHandlerContext context) {
            say("removed");
          }
        };
    handler(one, handler);

    probe();
    await(() -> of("a").contains("a removed one"));

    assertThat(of("a"))
        .contains("a added one", "a task one", "a active one scope", "a inactive one scope");
    awaitEnd();
  }

  /**
   * Another connection's events are handled on the loop, and so are this one's before the executor.
   */
  @Test
  void anExecutorThatIsBlockedHoldsUpNothingButItsOwnHandlers() throws Exception {
    handler(null, "a");
    handler(one, "b");
    CountDownLatch goOn = block(one);

    PeerSocket peer = connect(LISTED);
    await(() -> of("a").size() == 2);
    peer.reset();
    await(() -> of("a").size() == 5);
    PeerSocket other = connect(STRANGER);
    await(() -> of("a").size() == 7);

    assertThat(of("b")).isEmpty();
    assertThat(probes.open).as("waits for its last event").hasValue(1);
    assertThat(gate.silentEnds(ConnectionEnd.RESET)).isZero();
    goOn.countDown();
    await(() -> of("b").size() == 7);
    assertThat(of("b").subList(0, 2))
        .containsExactly("b registered one scope", "b active one scope");
    assertThat(of("b"))
        .as("of the listed peer")
        .contains("b exception one scope", "b inactive one scope", "b unregistered one scope");
    assertThat(of("b")).as("of the stranger").contains("b registered one", "b active one");
    awaitEnd();
    assertThat(gate.silentEnds(ConnectionEnd.RESET)).isEqualTo(1);
    other.reset();
  }

  @Test
  void whatWaitsBehindTheFirstByteIsShown() throws Exception {
    handler(one, "a");
    CountDownLatch goOn = block(one);

    PeerSocket peer = connect(LISTED).send("x");
    await(() -> probes.open.get() == 0 && !accepted.isEmpty());
    goOn.countDown();
    await(() -> of("a").size() == 3);

    assertThat(of("a")).containsExactly("a registered one", "a active one", "a read x one");
    peer.reset();
  }

  @Test
  void aStrangersEventsOnTheSameThreadAreNotInScope() {
    handler(one, "a");

    PeerSocket stranger = connect(STRANGER);
    await(() -> of("a").size() == 2);
    PeerSocket listed = connect(LISTED);
    await(() -> of("a").size() == 4);
    stranger.reset();
    await(() -> of("a").size() == 7);
    listed.reset();
    awaitEnd();

    List<String> events = of("a");
    assertThat(events.subList(0, 2)).containsExactly("a registered one", "a active one");
    assertThat(events.subList(2, 4))
        .containsExactly("a registered one scope", "a active one scope");
    assertThat(events.subList(4, 7)).noneMatch(line -> line.endsWith("scope"));
    assertThat(events.subList(7, 10)).allMatch(line -> line.endsWith("scope"));
  }

  /** The stranger's event waits on the same thread, right behind the one whose handler throws. */
  @ParameterizedTest
  @CsvSource({"false", "true"})
  void aStrangersEventRightAfterAProbesHandlerThrewIsNotInScope(boolean error) throws Exception {
    handler(
        one,
        new Says("a") {
          @Override
          public void channelActive(ChannelHandlerContext context) {
            super.channelActive(context);
            boolean listed = remote(context).equals(LISTED);
            if (listed && error) {
              throw new StackOverflowError("thrown by the test");
            } else if (listed) {
              throw new IllegalStateException("thrown by the test");
            }
          }
        });
    CountDownLatch goOn = block(one);
    PeerSocket listed = connect(LISTED);
    await(() -> accepted.size() == 1 && accepted.get(0).isActive());
    PeerSocket stranger = connect(STRANGER);
    await(() -> accepted.size() == 2 && accepted.get(1).isActive());
    loop.submit(() -> {}).sync();
    goOn.countDown();
    await(() -> of("a").size() == 5);

    assertThat(of("a"))
        .containsExactly(
            "a registered one scope",
            "a active one scope",
            "a exception one scope",
            "a registered one",
            "a active one");
    listed.reset();
    stranger.reset();
    awaitEnd();
  }

  /**
   * The crossing itself tells a handler that is taken out what waited for it, and meets the rest.
   */
  @Test
  void norIsItAfterAHandlerThrewThatWasTakenOut() throws Exception {
    Says throwing =
        new Says("b") {
          @Override
          public void channelActive(ChannelHandlerContext context) {
            super.channelActive(context);
            if (remote(context).equals(LISTED)) {
              throw new StackOverflowError("thrown by the test");
            }
          }
        };
    handler(null, "a");
    handler(one, throwing);
    handler(one, "c");
    CountDownLatch goOn = block(one);
    PeerSocket listed = connect(LISTED);
    await(() -> of("a").size() == 2);
    loop.submit(() -> {}).sync();
    accepted.get(0).pipeline().remove(throwing);
    PeerSocket stranger = connect(STRANGER);
    await(() -> of("a").size() == 4);
    goOn.countDown();
    await(() -> of("c").size() == 5);

    assertThat(of("b"))
        .containsExactly(
            "b registered one scope", "b active one scope", "b registered one", "b active one");
    assertThat(of("c"))
        .containsExactly(
            "c registered one scope",
            "c active one scope",
            "c exception one scope",
            "c registered one",
            "c active one");
    listed.reset();
    stranger.reset();
    awaitEnd();
  }

  @Test
  void withAnExecutorThatKeepsNoOrderNothingIsFollowed() {
    handler(null, "a");
    handler(unordered(), "b");
    handler(one, "c");

    PeerSocket peer = connect(LISTED);
    await(() -> of("c").size() == 2);
    assertThat(observers()).containsExactly("rst-agent-observer");
    peer.reset();
    await(() -> of("c").size() == 5);

    assertThat(of("a")).containsExactlyElementsOf(life("a", "loop", true));
    assertThat(of("b")).hasSize(5).noneMatch(line -> line.endsWith("scope"));
    assertThat(of("c")).hasSize(5).noneMatch(line -> line.endsWith("scope"));
    awaitEnd();
  }

  /** Put between a crossing and the handler that it stood before. */
  @Test
  void norIsAHandlerOfSuchAnExecutorThatComesLater() {
    handler(null, "a");
    handler(one, "b");
    PeerSocket peer = connect(LISTED);
    await(() -> of("b").size() == 2);

    accepted.get(0).pipeline().addBefore(unordered(), "b", "new", new Says("new"));
    quiet();
    peer.reset();
    await(() -> of("b").size() == 5);

    assertThat(of("new")).hasSize(3).noneMatch(line -> line.endsWith("scope"));
    awaitEnd();
  }

  @Test
  void handlersThatRunOnAnyThreadRunOnTheSameAsBefore() {
    handler(ImmediateEventExecutor.INSTANCE, "a");

    probe();

    assertThat(of("a")).containsExactlyElementsOf(life("a", "loop", true));
    awaitEnd();
  }

  @Test
  void moreThanFourChangesAreNotFollowedAndThisIsSaidOnce() {
    for (String name : Arrays.asList("a", "c", "e")) {
      handler(one, name);
      handler(two, name + name);
    }

    probe();
    probe();

    assertThat(of("c")).hasSize(10).allMatch(line -> line.endsWith("scope"));
    assertThat(of("cc")).hasSize(10).allMatch(line -> line.endsWith("scope"));
    assertThat(of("e")).hasSize(10).noneMatch(line -> line.endsWith("scope"));
    assertThat(of("ee")).hasSize(10).noneMatch(line -> line.endsWith("scope"));
    awaitEnd();
    assertThat(lines.lines())
        .singleElement()
        .asString()
        .contains("change executors more than 4 times");
  }

  /** The one before it is told, as without the agent. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anExecutorThatRefusesLeavesWhatItLeavesWithoutTheAgent(boolean last) throws Exception {
    EventExecutor refuses = new DefaultEventExecutor();
    refuses.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
    handler(null, "a");
    initializers.add(
        pipeline -> {
          try {
            pipeline.addLast(refuses, "b", new Says("b"));
          } catch (RejectedExecutionException e) {
            seen.add("a refused");
          }
        });
    if (!last) {
      handler(null, "c");
    }

    end(STRANGER);
    List<String> without = new ArrayList<>(seen);
    seen.clear();
    end(LISTED);

    assertThat(seen.stream().map(line -> line.replace(" scope", "")).toList()).isEqualTo(without);
    assertThat(without).contains("a active loop", "a exception refused loop");
    assertThat(seen).contains("a active loop scope", "a exception refused loop scope");
    awaitEnd();
  }

  /** It is never run, and there is no telling that from an executor that is blocked. */
  @Test
  void whatAnExecutorDropsLeavesTheConnectionCountedAndNothingElse() {
    AtomicBoolean drops = new AtomicBoolean();
    EventExecutor sieve =
        remembered(
            new DefaultEventLoop(new DefaultThreadFactory("sieve", true)) {
              @Override
              public void execute(Runnable task) {
                if (!drops.get()) {
                  super.execute(task);
                }
              }
            });
    handler(null, "a");
    handler(sieve, "b");

    PeerSocket peer = connect(LISTED);
    await(() -> of("b").size() == 2);
    drops.set(true);
    peer.reset();
    await(() -> of("a").size() == 5);
    quiet(one, two);
    drops.set(false);

    assertThat(of("b")).hasSize(2);
    assertThat(accepted.get(0).isOpen()).as("is open").isFalse();
    assertThat(probes.open).as("counted").hasValue(1);
    assertThat(gate.silentEnds(ConnectionEnd.RESET)).isZero();
    seen.clear();
    end(STRANGER);
    await(() -> seen.size() == 10);
    assertThat(seen).noneMatch(line -> line.endsWith("scope"));
    seen.clear();
    end(LISTED);
    await(() -> seen.size() == 10);
    assertThat(seen).allMatch(line -> line.endsWith("scope"));
    await(() -> probes.open.get() == 1);
  }

  /** It is taken out, and cannot be put in again: a name, say, that is there twice. */
  @ParameterizedTest
  @ValueSource(classes = {IllegalArgumentException.class, IllegalStateException.class})
  void anObserverThatFailsOnItsWayToTheFrontLeavesNoCrossing(
      Class<? extends RuntimeException> failure) throws Exception {
    handler(null, "a");
    handler(one, "b");
    PeerSocket peer = connect(LISTED);
    await(() -> of("b").size() == 2);
    ChannelPipeline pipeline = accepted.get(0).pipeline();
    ChannelHandlerContext observer = pipeline.context("rst-agent-observer");
    assertThat(observers())
        .containsExactly("rst-agent-observer", "rst-agent-observer-2", "rst-agent-observer-3");

    pipeline.addFirst(new ChannelInboundHandlerAdapter());
    loop.submit(
            () -> {
              ChannelPipeline full = refusing("addFirst", ChannelPipeline.class, pipeline, failure);
              ((ChannelInboundHandler) observer.handler())
                  .channelActive(
                      answering("pipeline", full, ChannelHandlerContext.class, observer));
              return null;
            })
        .sync();

    assertThat(observers()).isEmpty();
    assertThat(probes.open).hasValue(0);
    assertThat(lines.lines())
        .hasSize(failure == IllegalArgumentException.class ? 0 : 1)
        .allMatch(line -> line.contains("could not be watched"));
    quiet();
    seen.clear();
    peer.reset();
    await(() -> of("b").size() == 3);
    assertThat(seen).hasSize(6).noneMatch(line -> line.endsWith("scope"));
  }

  private static <T> T refusing(
      String method, Class<T> type, T real, Class<? extends RuntimeException> failure) {
    return proxy(
        type,
        real,
        method,
        () -> {
          throw failure.getConstructor(String.class).newInstance("thrown by the test");
        });
  }

  private static <T> T answering(String method, Object answer, Class<T> type, T real) {
    return proxy(type, real, method, () -> answer);
  }

  private static <T> T proxy(Class<T> type, T real, String method, Callable<Object> instead) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, arguments) ->
                called.getName().equals(method) ? instead.call() : called.invoke(real, arguments)));
  }

  private void end(String host) {
    int before = accepted.size();
    PeerSocket peer = connect(host);
    await(() -> accepted.size() > before && of("a").contains("a active loop" + scope(host)));
    peer.reset();
    await(() -> !accepted.get(before).isOpen());
    loop.submit(() -> {}).syncUninterruptibly();
    loop.submit(() -> {}).syncUninterruptibly();
  }

  private static String scope(String host) {
    return host.equals(LISTED) ? " scope" : "";
  }

  /**
   * Handlers change the pipeline while events wait for their executor. Every handler sees the same,
   * on the same thread, in the same order, as without the agent.
   */
  @ParameterizedTest(name = "{0} at {1}, blocked: {2}")
  @CsvSource({
    "loop before, registered, true",
    "loop before, active, true",
    "loop before, active, false",
    "one before, active, true",
    "two before, active, true",
    "two before, registered, false",
    "loop after, active, true",
    "one last, active, true",
    "loop last, active, true",
    "two last, registered, true",
    "two last, active, false",
    "remove, registered, true",
    "remove, active, true",
    "remove, active, false",
    "replace, active, true",
    "first, active, true"
  })
  void changesUnderWayLeaveTheOrderAsItIs(String change, String when, boolean blocked)
      throws Exception {
    handler(
        null,
        new Says("a") {
          @Override
          public void channelRegistered(ChannelHandlerContext context) {
            changeAt(context, "registered");
            super.channelRegistered(context);
          }

          @Override
          public void channelActive(ChannelHandlerContext context) {
            changeAt(context, "active");
            super.channelActive(context);
          }

          private void changeAt(ChannelHandlerContext context, String now) {
            if (now.equals(when)) {
              change(context.pipeline(), change);
            }
          }
        });
    handler(one, "b");
    handler(one, "c");
    handler(null, "d");

    List<List<String>> runs = new ArrayList<>();
    for (String sent : Arrays.asList("", "x")) {
      for (String host : Arrays.asList(STRANGER, LISTED)) {
        CountDownLatch goOn = blocked ? block(one) : new CountDownLatch(0);
        PeerSocket peer = connect(host);
        await(() -> of("a").size() == 2);
        if (!sent.isEmpty()) {
          peer.send(sent);
          await(() -> of("a").size() == 3);
        }
        loop.submit(() -> {}).sync();
        peer.reset();
        await(() -> of("a").size() == 5 + sent.length());
        goOn.countDown();
        await(() -> of("d").size() == 5 + sent.length());
        quiet();
        List<String> run = new ArrayList<>();
        for (String name : Arrays.asList("a", "b", "c", "d", "new")) {
          of(name).forEach(line -> run.add(line.replace(" scope", "")));
        }
        runs.add(run);
        seen.clear();
      }
    }

    assertThat(runs.get(1)).isEqualTo(runs.get(0));
    assertThat(runs.get(3)).isEqualTo(runs.get(2));
    awaitEnd();
    assertThat(lines.lines()).isEmpty();
  }

  private void change(ChannelPipeline pipeline, String change) {
    Says added = new Says("new");
    switch (change) {
      case "loop before" -> pipeline.addBefore("b", "new", added);
      case "one before" -> pipeline.addBefore(one, "b", "new", added);
      case "two before" -> pipeline.addBefore(two, "b", "new", added);
      case "loop after" -> pipeline.addAfter("b", "new", added);
      case "one last" -> pipeline.addLast(one, "new", added);
      case "two last" -> pipeline.addLast(two, "new", added);
      case "loop last" -> pipeline.addLast("new", added);
      case "remove" -> pipeline.remove("b");
      case "replace" -> pipeline.replace("b", "new", added);
      case "first" -> pipeline.addFirst("new", added);
      default -> throw new IllegalArgumentException(change);
    }
  }

  /** All that was handed from one thread to another is done. */
  private void quiet() {
    quiet(executors.toArray(new EventExecutor[0]));
  }

  private void quiet(EventExecutor... all) {
    for (int i = 0; i < 6; i++) {
      for (EventExecutor executor : all) {
        executor.submit(() -> {}).syncUninterruptibly();
      }
      loop.submit(() -> {}).syncUninterruptibly();
    }
  }

  /** What goes out passes the same handlers on the same threads, and a crossing is none of them. */
  @Test
  void writesPassNoCrossing() {
    List<String> written = new CopyOnWriteArrayList<>();
    class Greets extends ChannelDuplexHandler {
      @Override
      @SuppressWarnings("FutureReturnValueIgnored")
      public void channelActive(ChannelHandlerContext context) {
        context
            .writeAndFlush(Unpooled.copiedBuffer("hello", StandardCharsets.US_ASCII))
            .addListener(
                (ChannelFutureListener)
                    future -> written.add("written " + future.isSuccess() + thread()));
        context.fireChannelActive();
      }
    }

    handler(
        null,
        new ChannelOutboundHandlerAdapter() {
          @Override
          @SuppressWarnings("FutureReturnValueIgnored")
          public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            written.add("write" + thread());
            context.write(message, promise);
          }
        });
    handler(one, new Greets());
    handler(two, "a");

    PeerSocket peer = connect(LISTED);
    await(() -> written.size() == 2);
    peer.reset();
    awaitEnd();

    assertThat(written).containsExactly("write loop", "written true one");
  }

  private void probe() {
    int before = accepted.size();
    PeerSocket peer = connect(LISTED);
    await(() -> accepted.size() > before && accepted.get(before).isActive());
    quiet();
    peer.reset();
    await(() -> !accepted.get(before).isOpen());
    quiet();
  }

  private void awaitEnd() {
    await(() -> probes.open.get() == 0);
    assertThat(lines.lines()).noneMatch(line -> line.contains("could not be watched"));
  }

  private static List<String> life(String name, String thread, boolean covered) {
    List<String> life = new ArrayList<>();
    for (String event :
        Arrays.asList("registered", "active", "exception", "inactive", "unregistered")) {
      life.add(name + " " + event + " " + thread + (covered ? " scope" : ""));
    }
    return life;
  }

  private List<String> of(String handler) {
    return seen.stream().filter(line -> line.startsWith(handler + " ")).toList();
  }

  private List<String> observers() {
    return accepted.get(0).pipeline().names().stream()
        .filter(name -> name.startsWith("rst-agent"))
        .toList();
  }

  private static CountDownLatch block(EventExecutor executor) {
    CountDownLatch goOn = new CountDownLatch(1);
    executor.execute(
        () -> {
          try {
            goOn.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
    return goOn;
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("waited for in vain").isNegative();
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static String remote(ChannelHandlerContext context) {
    return ((InetSocketAddress) context.channel().remoteAddress()).getAddress().getHostAddress();
  }

  private static String thread() {
    return " " + Thread.currentThread().getName().split("-", 2)[0];
  }

  private PeerSocket connect(String host) {
    return new PeerSocket(host, address);
  }

  private static final class PeerSocket {
    private final Socket socket = new Socket();

    PeerSocket(String host, InetSocketAddress server) {
      try {
        socket.bind(new InetSocketAddress(host, 0));
        socket.connect(server);
        socket.setSoLinger(true, 0); // close with a RST
      } catch (java.io.IOException e) {
        throw new AssertionError(e);
      }
    }

    PeerSocket send(String text) throws java.io.IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      return this;
    }

    void reset() {
      try {
        socket.close();
      } catch (java.io.IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Says what comes, on which thread, and whether what it logged would be covered. */
  @ChannelHandler.Sharable
  private class Says extends ChannelInboundHandlerAdapter {
    private final String name;

    Says(String name) {
      this.name = name;
    }

    final void say(String event) {
      seen.add(name + " " + event + thread() + (ProbeScope.current() == null ? "" : " scope"));
    }

    @Override
    public void channelRegistered(ChannelHandlerContext context) {
      say("registered");
      context.fireChannelRegistered();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      say("active");
      context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      say("read " + ((ByteBuf) message).toString(StandardCharsets.US_ASCII));
      context.fireChannelRead(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      say(event.toString());
      context.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      say("exception" + (cause instanceof RejectedExecutionException ? " refused" : ""));
      context.fireExceptionCaught(cause);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      say("inactive");
      context.fireChannelInactive();
    }

    @Override
    public void channelUnregistered(ChannelHandlerContext context) {
      say("unregistered");
      context.fireChannelUnregistered();
    }
  }
}
