// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.rstagent.advise.Advisor;
import io.github.rstagent.advise.PresetRanges;
import io.github.rstagent.boot.AgentThread;
import io.github.rstagent.boot.Chores;
import io.github.rstagent.gate.channel.unix.Errors.NativeIoException;
import io.github.rstagent.report.AgentLines;
import io.github.rstagent.report.Console;
import io.github.rstagent.report.Counters;
import io.github.rstagent.report.Lists;
import io.github.rstagent.report.Reporter;
import io.netty.channel.ChannelPipeline;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a suppressed reset costs the heap on the event loop: the copy that InetAddress.getAddress
 * makes, of 4 or 16 bytes behind an array header of 16.
 */
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int ROUNDS = 1_000;
  private static final int IPV4 = 24;
  private static final int IPV6 = 32;

  static Stream<Arguments> resets() {
    String list = "0.0.0.0/0 four\n::/0 six";
    Throwable jdk = new SocketException("Connection reset");
    return Stream.of(
        Arguments.of("JDK 13 and later", list, "10.0.8.3", jdk, IPV4),
        Arguments.of("JDK 8", list, "10.0.8.3", new IOException("Connection reset by peer"), IPV4),
        Arguments.of("IPv6", list, "2001:db8::3", jdk, IPV6),
        Arguments.of("rule with a port", "10.0.8.3 - port=443", "10.0.8.3", jdk, IPV4),
        Arguments.of("rule with a max", "10.0.8.3 - max=999999999/min", "10.0.8.3", jdk, IPV4),
        Arguments.of(
            "native",
            list,
            "10.0.8.3",
            new NativeIoException("recvAddress(..) failed: Connection reset by peer", -104),
            IPV4));
  }

  @ParameterizedTest(name = "{0}: {4} bytes")
  @MethodSource("resets")
  void allocatesNothingButTheAddress(
      String name, String list, String peer, Throwable reset, int bytes) {
    Counters counters = new Counters();
    Console console = AgentLines.unread();
    ReadExceptionGate gate =
        new ReadExceptionGate(
            counters,
            new Reporter(counters, console),
            new Advisor(PresetRanges.NONE),
            new Chores(new AgentThread("rst-agent"), console),
            console);
    gate.enforce(Lists.of(list.split("\n", -1)));
    ChannelPipeline pipeline =
        new AcceptedChannel(new InetSocketAddress(Lists.address(peer), 5745)).pipeline();
    boolean suppressed = true;
    long least = Long.MAX_VALUE;
    // The JVM's own one-time allocations fall into some batches, never into all.
    for (int batch = 0; batch < 50; batch++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < ROUNDS; i++) {
        suppressed &= gate.test(pipeline, reset);
      }
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }

    assertThat(suppressed).isTrue();
    assertThat(least).as(name).isLessThanOrEqualTo((long) bytes * ROUNDS);
  }
}
