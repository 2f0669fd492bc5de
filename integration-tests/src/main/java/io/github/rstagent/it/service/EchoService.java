// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.LogManager;

/**
 * The service under test, written against what all Nettys from 4.0.0 on have in common.
 *
 * <p>Arguments: {@code control=PORT} where the test listens, {@code bind=HOST:PORT} (repeatable),
 * {@code transport}, {@code reply=echo|http|fail|none}, {@code exceptions=tail|slf4j|jul|log4j2},
 * {@code front} a handler of {@link Front}, {@code front-executor=on} for it to run elsewhere than
 * on the event loop, {@code keystore} of its certificate, {@code half-closure}, {@code auto-read},
 * {@code own-mdc}, {@code pipelines}, each {@code on} or {@code off}, {@code stderr-is-logged},
 * {@code security-manager}, {@code loop-mdc=slf4j|log4j2} for a diagnostic context that its event
 * loops always have.
 *
 * <p>Events: {@code port PORT} for each address, {@code ready}, {@code active|inactive ID HOST
 * PORT}, {@code pipeline HOST EVENT HANDLERS}, {@code read ID BYTES}, {@code unwritten ID TEXT},
 * {@code event ID CLASS}, {@code unended} when Netty's threads go on after {@code quit}, {@code
 * exception ID IDENTITY THREAD TEXT}, and an answer to each command.
 */
public final class EchoService {
  private final ServiceOptions options;
  private final ControlLine control;
  private final Reply reply;
  private final ExceptionReport exceptions;
  private final boolean ownMdc;
  private final Transport transport;
  private final EventLoopGroup boss;
  private final EventLoopGroup worker;
  private final EventExecutorGroup frontExecutor; // null: the event loop
  private final Accepted accepted = new Accepted();
  private final AtomicInteger ids = new AtomicInteger();
  private final CountDownLatch bossMayGoOn = new CountDownLatch(1);

  private EchoService(ServiceOptions options) throws IOException, ReflectiveOperationException {
    this.options = options;
    control = new ControlLine(Integer.parseInt(options.get("control", "")));
    reply = Reply.valueOf(options.get("reply", "echo").toUpperCase(Locale.ROOT));
    exceptions = ExceptionReport.named(options.get("exceptions", "tail"));
    ownMdc = options.isOn("own-mdc", false);
    transport = Transport.valueOf(options.get("transport", "nio").toUpperCase(Locale.ROOT));
    boss = transport.newGroup(transport == Transport.OIO ? 0 : 1);
    worker = transport.newGroup(transport == Transport.OIO ? 0 : 1);
    frontExecutor = options.isOn("front-executor", false) ? new DefaultEventExecutorGroup(1) : null;
    setLoopContext(options.get("loop-mdc", ""));
  }

  private void setLoopContext(String library) {
    if (library.equals("slf4j")) {
      worker.next().execute(() -> Mdc.put("rst.vip", "the loop's own"));
    } else if (library.equals("log4j2")) {
      worker.next().execute(() -> Log4jMdc.put("rst.vip", "the loop's own"));
    }
  }

  public static void main(String[] arguments) throws Exception {
    System.out.println("service starts");
    ServiceOptions options = new ServiceOptions(arguments);
    if (options.isOn("stderr-is-logged", false)) {
      System.setErr(new PrintStream(new LoggedStderr(), true));
    }
    if (options.isOn("security-manager", false)) {
      OwnSecurityManager.set();
    }
    boolean ended = new EchoService(options).run();
    System.out.println("service ends");
    if (!ended) {
      System.exit(0);
    }
  }

  ControlLine control() {
    return control;
  }

  Reply reply() {
    return reply;
  }

  ExceptionReport exceptions() {
    return exceptions;
  }

  boolean ownMdc() {
    return ownMdc;
  }

  /** Returns whether Netty's threads have ended. */
  private boolean run() throws Exception {
    try {
      for (String address : addresses()) {
        control.say("port " + listen(socketAddress(address)));
      }
      control.say("ready");
      for (String command = control.nextCommand();
          command != null && !command.equals("quit");
          command = control.nextCommand()) {
        obey(command);
      }
      bossMayGoOn.countDown();
      boolean bossEnded = stop(boss);
      boolean workerEnded = stop(worker);
      boolean frontEnded = frontExecutor == null || stop(frontExecutor);
      if (bossEnded && workerEnded && frontEnded) {
        return true;
      }
      // Seen with Netty 4.0.0 without any agent, once in about 60 runs.
      control.say("unended");
      return false;
    } finally {
      control.close();
    }
  }

  private List<String> addresses() {
    List<String> addresses = options.all("bind");
    return addresses.isEmpty() ? Collections.singletonList("127.0.0.1:0") : addresses;
  }

  private int listen(InetSocketAddress address) throws Exception {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(boss, worker)
            .channel(transport.serverChannel())
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, options.isOn("half-closure", false))
            .childOption(ChannelOption.AUTO_READ, options.isOn("auto-read", true))
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    accepted.add(channel);
                    addFront(channel);
                    if (options.isOn("pipelines", false)) {
                      channel.pipeline().addLast(new PipelineReport(control));
                    }
                    channel.pipeline().addLast(new EchoHandler(nextId(), EchoService.this));
                  }
                });
    Channel server = bootstrap.bind(address).sync().channel();
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  /** What needs more of Netty than its transport is linked by the services that ask for it. */
  private void addFront(Channel channel) {
    String handlers = options.get("front", "");
    if (!handlers.isEmpty()) {
      Front.addTo(channel.pipeline(), frontExecutor, handlers, options.get("keystore", ""));
    }
  }

  private void obey(String command) throws Exception {
    String[] words = command.split(" ", -1);
    switch (words[0]) {
      case "channels?":
        control.say("channels " + accepted.open());
        break;
      case "read":
        accepted.readAll();
        control.say("reading");
        break;
      case "block":
        block();
        control.say("blocked");
        break;
      case "unblock":
        bossMayGoOn.countDown();
        control.say("unblocked");
        break;
      case "connect":
        connect(socketAddress(words[1]));
        control.say("connected");
        break;
      case "log-manager":
        control.say("log-manager " + LogManager.getLogManager().getClass().getName());
        break;
      case "load":
        load(words);
        control.say("loaded");
        break;
      case "management":
        ManagementFactory.getPlatformMBeanServer();
        control.say("managed");
        break;
      case "hold-flight-recorder":
        HeldFlightRecorder.hold();
        control.say("held");
        break;
      case "exit":
        System.exit(0);
        break;
      case "threads":
        control.say("threads " + threadNames());
        break;
      default:
        control.say("unknown " + command);
    }
  }

  /** Loads a class from jars of its own: {@code load CLASS JAR...}. */
  private static void load(String[] words) throws Exception {
    List<String> jars = Arrays.asList(words).subList(2, words.length);
    ClassLoader platform = ClassLoader.getSystemClassLoader().getParent();
    Class.forName(words[1], true, new URLClassLoader(Jars.urls(jars), platform));
  }

  /** Stops accepting: peers queue up in the kernel until {@code unblock}. */
  private void block() throws InterruptedException {
    CountDownLatch blocked = new CountDownLatch(1);
    boss.execute(
        () -> {
          blocked.countDown();
          try {
            bossMayGoOn.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    blocked.await();
  }

  private void connect(InetSocketAddress address) throws Exception {
    new Bootstrap()
        .group(worker)
        .channel(transport.clientChannel())
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new EchoHandler("outbound", EchoService.this));
              }
            })
        .connect(address)
        .sync();
  }

  private String nextId() {
    return String.valueOf(ids.incrementAndGet());
  }

  private static String threadNames() {
    List<String> names = new ArrayList<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      names.add(thread.getName().replace(' ', '_'));
    }
    return String.join(" ", names);
  }

  private static boolean stop(EventExecutorGroup group) {
    return group
        .shutdownGracefully(0, 1, TimeUnit.SECONDS)
        .awaitUninterruptibly(5, TimeUnit.SECONDS);
  }

  private static InetSocketAddress socketAddress(String text) {
    int colon = text.lastIndexOf(':');
    return new InetSocketAddress(
        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }
}
