// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.boot.FreshLoader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real Netty, real sockets, real RST; only the gate is the test's. */
class RewrittenNettyTest {
  private static final String TARGET = "io.netty.channel.nio.AbstractNioByteChannel$NioByteUnsafe";

  private final List<Object> asked = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void letPass() throws Exception {
    Gates.pass();
  }

  @Test
  void firesNothingWhereTheGateHoldsAndClosesAllTheSame() throws Exception {
    answer(true);

    assertThat(service(rewrittenNetty()).call())
        .containsExactly("read", "inactive", "unregistered, open false");
    assertThat(asked).hasSize(1);
  }

  @Test
  void firesTheSameObjectWhereTheGateDoesNot() throws Exception {
    answer(false);

    List<Object> seen = service(rewrittenNetty()).call();

    assertThat(asked).hasSize(1).first().isInstanceOf(IOException.class);
    assertThat(seen).containsExactly("read", asked.get(0), "inactive", "unregistered, open false");
    assertThat(seen.get(1)).isSameAs(asked.get(0));
  }

  @Test
  void hooksWhatWasLoadedBeforeTheAgentCameAndGivesItBack() throws Exception {
    FreshLoader netty = new FreshLoader("io.netty.", ResetService.class.getName());
    Class.forName(TARGET, true, netty);
    answer(true);
    Instrumentation instrumentation = ByteBuddyAgent.install();
    Heard heard = new Heard();
    NettyTransformer transformer = new NettyTransformer(heard);

    assertThat(service(netty).call()).as("before").hasSize(4);
    instrumentation.addTransformer(transformer, true);
    try {
      transformer.retransformLoaded(instrumentation);

      assertThat(heard.lines).contains("hooked 4.1.137.Final (io.netty), nio");
      assertThat(service(netty).call())
          .containsExactly("read", "inactive", "unregistered, open false");
    } finally {
      instrumentation.removeTransformer(transformer);
      for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
        if (loaded.getName().equals(TARGET)) {
          instrumentation.retransformClasses(loaded);
        }
      }
    }
    asked.clear();

    assertThat(service(netty).call()).as("after").hasSize(4);
    assertThat(asked).isEmpty();
  }

  /** A service that is bound and has accepted nothing yet. */
  @Test
  void meetsWhatWasBoundBeforeTheAgentCameAndPreparesItsTarget() throws Exception {
    CountingNetty netty = new CountingNetty();
    Class.forName("io.netty.channel.socket.nio.NioServerSocketChannel", true, netty);
    Heard heard = new Heard();
    NettyTransformer transformer = new NettyTransformer(heard);
    Instrumentation instrumentation = ByteBuddyAgent.install();

    transformer.meetLoaded(loadedBy(netty, instrumentation));
    byte[] hooked =
        transformer.transform(netty, TARGET.replace('.', '/'), null, null, netty.classFile(TARGET));

    assertThat(hooked).isNotNull();
    assertThat(netty.targetsRead).as("class files of the target that were read").hasValue(1);
    assertThat(heard.lines)
        .containsExactly(
            "met 4.1.137.Final (io.netty), io.netty", "hooked 4.1.137.Final (io.netty), nio");
  }

  private static Instrumentation loadedBy(ClassLoader loader, Instrumentation instrumentation) {
    return (Instrumentation)
        Proxy.newProxyInstance(
            RewrittenNettyTest.class.getClassLoader(),
            new Class<?>[] {Instrumentation.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("getAllLoadedClasses");
              return Stream.of(instrumentation.getAllLoadedClasses())
                  .filter(type -> type.getClassLoader() == loader)
                  .toArray(Class<?>[]::new);
            });
  }

  private static final class CountingNetty extends FreshLoader {
    final AtomicInteger targetsRead = new AtomicInteger();

    CountingNetty() {
      super("io.netty.");
    }

    @Override
    public InputStream getResourceAsStream(String name) {
      if (name.equals(TARGET.replace('.', '/') + ".class")) {
        targetsRead.incrementAndGet();
      }
      return super.getResourceAsStream(name);
    }
  }

  @Test
  void hooksWhatIsLoadedAfterTheAgentCame() throws Exception {
    answer(true);
    Instrumentation instrumentation = ByteBuddyAgent.install();
    Heard heard = new Heard();
    NettyTransformer transformer = new NettyTransformer(heard);
    instrumentation.addTransformer(transformer, true);
    try {
      FreshLoader netty = new FreshLoader("io.netty.", ResetService.class.getName());

      assertThat(service(netty).call())
          .containsExactly("read", "inactive", "unregistered, open false");
      assertThat(heard.lines)
          .containsExactly(
              "met 4.1.137.Final (io.netty), io.netty", "hooked 4.1.137.Final (io.netty), nio");
    } finally {
      instrumentation.removeTransformer(transformer);
    }
  }

  /** Netty 3 fires the exception first: so the gate is told that there are bytes. */
  @Test
  void saysWhatNetty3HasReadBeforeTheException() throws Exception {
    answer(false);
    List<Object> told = Collections.synchronizedList(new ArrayList<>());
    Rendezvous.open(
        Rendezvous.CONNECTIONS,
        (channel, how) -> told.add(channel.getClass().getSimpleName() + " " + how),
        ByteBuddyAgent.install());
    FreshLoader netty = new FreshLoader("org.jboss.netty.", Netty3ResetService.class.getName());
    String worker = "org.jboss.netty.channel.socket.nio.NioWorker";
    HookPoint point =
        Stream.of(HookPoint.ALL)
            .filter(known -> worker.endsWith(known.target().replace('/', '.')))
            .findFirst()
            .orElseThrow();
    netty.with(worker, ReadExceptionRewrite.of(point, "org/jboss/netty/", netty.classFile(worker)));

    List<?> seen = (List<?>) netty.make(Callable.class, Netty3ResetService.class).call();

    assertThat(seen).hasSize(4).element(1).isSameAs(asked.get(0));
    assertThat(told).containsExactly("NioAcceptedSocketChannel 1");
  }

  private void answer(boolean held) throws Exception {
    Gates.open(
        (subject, cause) -> {
          asked.add(cause);
          return held;
        });
  }

  private static FreshLoader rewrittenNetty() throws UnexpectedShapeException {
    FreshLoader netty = new FreshLoader("io.netty.", ResetService.class.getName());
    return netty.with(
        TARGET, ReadExceptionRewrite.of(HookPoint.ALL[0], "io/netty/", netty.classFile(TARGET)));
  }

  @SuppressWarnings("unchecked")
  private static Callable<List<Object>> service(FreshLoader netty) {
    return netty.make(Callable.class, ResetService.class);
  }
}
