// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.github.rstagent.advise.Advisor;
import io.github.rstagent.advise.PresetRanges;
import io.github.rstagent.boot.AgentThread;
import io.github.rstagent.boot.Chores;
import io.github.rstagent.boot.FreshLoader;
import io.github.rstagent.gate.channel.unix.Errors.NativeIoException;
import io.github.rstagent.report.AgentLines;
import io.github.rstagent.report.Console;
import io.github.rstagent.report.Counters;
import io.github.rstagent.report.Lists;
import io.github.rstagent.report.Reporter;
import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.Verdict;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.MDC;

/** {@code mode=tag}. */
class ReadExceptionGateTagTest {
  private static final SocketAddress PEER = new InetSocketAddress("10.0.8.3", 5745);

  /** Of Netty's native transports up to 4.1.36: one object for all connections. */
  private final Throwable shared =
      new NativeIoException("syscall:read(..) failed: Connection reset by peer", -104);

  private final AgentLines stderr = new AgentLines();
  private final Counters counters = new Counters();
  private final Console console = stderr.console();
  private final ReadExceptionGate gate =
      new ReadExceptionGate(
          counters,
          new ResetListeners(
              new Advisor(PresetRanges.NONE),
              new Reporter(counters, console),
              Unrecorded.RESETS,
              new Chores(new AgentThread("rst-agent"), console)),
          console);
  private final Seen seen = new Seen();

  @AfterEach
  void restore() {
    MDC.clear();
  }

  @Test
  void firesTheSameExceptionOnceItselfWithTheContext() {
    gate.enforce(Lists.of("10.0.8.0/24 lvs-a mode=tag"));
    Throwable reset = new SocketException("Connection reset");

    assertThat(gate.test(new AcceptedChannel(PEER, seen).pipeline(), reset))
        .as("the caller must not fire it again")
        .isTrue();

    assertThat(seen.causes).hasSize(1);
    assertThat(seen.causes.get(0)).isSameAs(reset);
    assertThat(seen.contexts).containsExactly("lvs-a, 10.0.8.3:5745, tag");
    assertThat(counters.of(Verdict.TAG)).isEqualTo(1);
    assertThat(counters.of(Verdict.SUPPRESS) + counters.passed()).isZero();
    assertThat(stderr.lines()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.8.0/24 - mode=tag,      10.0.8.3,      10.0.8.0/24,     10.0.8.3:5745",
    "2001:db8::/32 v6 mode=tag,   2001:db8::3,   v6,              [2001:db8::3]:5745"
  })
  void namesRuleAndPeer(String rule, String peer, String vip, String text) {
    gate.enforce(Lists.of(rule));
    SocketAddress address = new InetSocketAddress(Lists.address(peer), 5745);

    gate.test(new AcceptedChannel(address, seen).pipeline(), new IOException("Connection reset"));

    assertThat(seen.contexts).containsExactly(vip + ", " + text + ", tag");
  }

  @Test
  void leavesNothingInTheContext() {
    gate.enforce(Lists.of("10.0.8.3 lvs-a mode=tag"));
    MDC.put("request", "7");

    gate.test(new AcceptedChannel(PEER, seen).pipeline(), new SocketException("Connection reset"));

    assertThat(MDC.getCopyOfContextMap()).containsOnlyKeys("request");
  }

  @Test
  void restoresWhatTheContextHeldUnderTheSameKeys() {
    gate.enforce(Lists.of("10.0.8.3 lvs-a mode=tag"));
    MDC.put("rst.vip", "mine");
    MDC.put("rst.action", "");

    gate.test(new AcceptedChannel(PEER, seen).pipeline(), new SocketException("Connection reset"));

    assertThat(seen.contexts).containsExactly("lvs-a, 10.0.8.3:5745, tag");
    assertThat(MDC.getCopyOfContextMap())
        .containsOnly(entry("rst.vip", "mine"), entry("rst.action", ""));
  }

  @Test
  void leavesOneNoteWithoutStackTraceOnTheException() {
    Allowlist list = Lists.of("# lvs", "10.0.8.3 lvs-a mode=tag");
    gate.enforce(list);
    Throwable reset = new SocketException("Connection reset");
    Throwable before = new IllegalStateException("the application's own");
    reset.addSuppressed(before);

    gate.test(new AcceptedChannel(PEER, seen).pipeline(), reset);

    String origin = list.rules().get(0).origin();
    assertThat(origin).endsWith(".list:2");
    assertThat(reset.getSuppressed()).hasSize(2).startsWith(before);
    Throwable note = reset.getSuppressed()[1];
    assertThat(note).isExactlyInstanceOf(Throwable.class);
    assertThat(note.getMessage())
        .isEqualTo("rst-agent: peer 10.0.8.3:5745 is listed as lvs-a (" + origin + ")");
    assertThat(note.getStackTrace()).isEmpty();
    assertThat(reset).hasMessage("Connection reset").hasNoCause();
  }

  @Test
  void leavesSharedExceptionsAsTheyAre() {
    gate.enforce(Lists.of("10.0.8.3 lvs-a mode=tag"));

    assertThat(gate.test(new AcceptedChannel(PEER, seen).pipeline(), shared)).isTrue();

    assertThat(shared.getSuppressed()).isEmpty();
    assertThat(seen.causes).containsExactly(shared);
    assertThat(seen.contexts).containsExactly("lvs-a, 10.0.8.3:5745, tag");
    assertThat(counters.of(Verdict.TAG)).isEqualTo(1);
  }

  @Test
  void tagsByTheNoteAloneWhereThereIsNoContext() {
    gate.enforce(Lists.of("10.0.8.3 lvs-a mode=tag"));
    Throwable reset = new IOException("Connection reset by peer");

    assertThat(gate.test(pipelineWithoutLogging(), reset)).isTrue();

    assertThat(reset.getSuppressed()).hasSize(1);
    assertThat(counters.of(Verdict.TAG)).isEqualTo(1);
  }

  @Test
  void passesWhatCannotBeTaggedAndSaysSoOnce() {
    gate.enforce(Lists.of("10.0.8.3 lvs-a mode=tag"));
    Object pipeline = pipelineWithoutLogging();

    assertThat(gate.test(pipeline, shared)).isFalse();
    assertThat(gate.test(pipeline, shared)).isFalse();

    assertThat(shared.getSuppressed()).isEmpty();
    assertThat(counters.of(Verdict.UNTAGGABLE)).isEqualTo(2);
    assertThat(counters.passed()).isEqualTo(2);
    assertThat(counters.of(Verdict.TAG)).isZero();
    assertThat(stderr.lines()).hasSize(1);
    assertThat(stderr.lines().get(0))
        .startsWith("[rst-agent] resets for lvs-a (")
        .endsWith(".list:1) cannot be tagged: no MDC, and the exception is shared");
  }

  @Test
  void passesOnWhatThePipelineThrows() {
    gate.enforce(Lists.of("10.0.8.3 lvs-a mode=tag"));
    RuntimeException thrown = new IllegalStateException("channel not registered to an event loop");
    AcceptedChannel channel =
        new AcceptedChannel(PEER) {
          @Override
          public EventLoop eventLoop() {
            if (Arrays.stream(new Throwable().getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("fireExceptionCaught"))) {
              throw thrown;
            }
            return super.eventLoop();
          }
        };
    MDC.put("rst.vip", "mine");

    assertThatThrownBy(() -> gate.test(channel.pipeline(), new SocketException("Connection reset")))
        .isSameAs(thrown);

    assertThat(MDC.getCopyOfContextMap()).containsOnlyKeys("rst.vip").containsValue("mine");
    assertThat(counters.of(Verdict.TAG)).isEqualTo(1);
    assertThat(counters.of(Verdict.FAILED)).isZero();
    assertThat(stderr.lines()).isEmpty();
  }

  /** Of a Netty beside which neither SLF4J nor Log4j 2 can be loaded. */
  private static Object pipelineWithoutLogging() {
    byte[] broken = {};
    return new FreshLoader("io.netty.", "org.slf4j.MDC", "org.apache.logging.log4j.ThreadContext")
        .with("org.slf4j.MDC", broken)
        .with("org.apache.logging.log4j.ThreadContext", broken)
        .own(AcceptedChannel.class)
        .make(Supplier.class, AcceptedChannel.class)
        .get();
  }

  private static final class Seen extends ChannelInboundHandlerAdapter {
    final List<Throwable> causes = new ArrayList<>();
    final List<String> contexts = new ArrayList<>();

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      causes.add(cause);
      contexts.add(MDC.get("rst.vip") + ", " + MDC.get("rst.peer") + ", " + MDC.get("rst.action"));
    }
  }
}
