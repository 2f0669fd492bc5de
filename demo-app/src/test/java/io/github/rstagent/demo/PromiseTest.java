// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromiseTest {
  private static final List<Sent> SENT =
      Arrays.asList(
          new Sent(Kind.ECHO, "127.0.0.1:40001"),
          new Sent(Kind.CHECK, "127.0.0.9:4000"),
          new Sent(Kind.CHECK, "127.0.0.9:40002"),
          new Sent(Kind.FAILURE, "127.0.0.77:40003"));
  private static final List<String> SUMMARY =
      Arrays.asList(
          "[rst-agent] suppressed 1 reset in 1 s", "[rst-agent] suppressed 1 reset in 1 s");
  private static final String RESET = "java.net.SocketException: Connection reset";
  private static final String NOTE =
      "\tSuppressed: java.lang.Throwable: rst-agent: peer 127.0.0.9:4000 is listed as 127.0.0.9";

  private final Side without =
      side(
          Collections.emptyList(),
          entry("127.0.0.9:4000", RESET),
          entry("127.0.0.9:40002", RESET),
          entry("127.0.0.77:40003", RESET));

  @Test
  void keptWhereOnlyTheStrangerIsLeft() {
    assertThat(broken("suppress", "reset", side(SUMMARY, entry("127.0.0.77:40003", RESET))))
        .isEmpty();
  }

  @Test
  void brokenByOneListedResetThatLeftALine() {
    Side with = side(SUMMARY, entry("127.0.0.9:4000", RESET), entry("127.0.0.77:40003", RESET));
    assertThat(broken("suppress", "reset", with))
        .containsExactly("the reset from 127.0.0.9:4000, which is listed, left a line");
  }

  @Test
  void brokenByAMissingStranger() {
    assertThat(broken("suppress", "reset", side(SUMMARY)))
        .containsExactly(
            "the log says something else about 127.0.0.77:40003 than without the agent");
  }

  @Test
  void brokenByAStrangerWhoseTraceIsAnother() {
    Side with = side(SUMMARY, entry("127.0.0.77:40003", "java.io.IOException: Broken pipe"));
    assertThat(broken("suppress", "reset", with)).hasSize(1);
  }

  @Test
  void brokenByResetsThatNobodyCounted() {
    Side with = side(Collections.emptyList(), entry("127.0.0.77:40003", RESET));
    assertThat(broken("suppress", "reset", with))
        .containsExactly("the agent's summary accounts for 0 of 2 resets");
  }

  @Test
  void anotherLineAboutAListedPeerBreaksOnlyScopeConnection() {
    Side with =
        side(
            SUMMARY,
            entry("127.0.0.9:4000", "java.nio.channels.ClosedChannelException: null"),
            entry("127.0.0.77:40003", RESET));
    assertThat(broken("suppress", "reset", with)).isEmpty();
    assertThat(broken("suppress", "connection", with)).hasSize(1);
  }

  @Test
  void whatComesBeforeTheCheckerIsFoundMustBeThere() {
    List<Sent> sent =
        Arrays.asList(
            new Sent(Kind.LEARNING, "127.0.0.9:1"),
            new Sent(Kind.LEARNING, "127.0.0.9:2"),
            new Sent(Kind.CHECK, "127.0.0.9:3"));
    List<String> summary = SUMMARY.subList(0, 1);
    Side all =
        sideOf(
            sent,
            Collections.emptyList(),
            entry("127.0.0.9:1", RESET),
            entry("127.0.0.9:2", RESET),
            entry("127.0.0.9:3", RESET));
    Promise promise = new Promise("suppress", "reset");

    assertThat(promise.check(all, sideOf(sent, summary, entry("127.0.0.9:1", RESET)))).isEmpty();
    assertThat(promise.check(all, sideOf(sent, summary, entry("127.0.0.9:2", RESET)))).hasSize(1);
  }

  @Test
  void tagNeedsNoteAndContext() {
    List<String> summary = Arrays.asList("[rst-agent] tagged 2 resets in 1 s");
    Side with =
        side(
            summary,
            entry("127.0.0.9:4000 {rst.vip=127.0.0.9}", RESET, NOTE),
            entry("127.0.0.9:40002", RESET),
            entry("127.0.0.77:40003", RESET));
    assertThat(broken("tag", "reset", with))
        .containsExactly(
            "the reset from 127.0.0.9:40002, which is listed, carries no note",
            "the reset from 127.0.0.9:40002, which is listed, has no rst.vip in its MDC");
  }

  private List<String> broken(String mode, String scope, Side with) {
    return new Promise(mode, scope).check(without, with);
  }

  private static Side side(List<String> stderr, List<?>... entries) {
    return sideOf(SENT, stderr, entries);
  }

  private static Side sideOf(List<Sent> sent, List<String> stderr, List<?>... entries) {
    List<String> log = new ArrayList<>();
    log.add("10:00:00.000 INFO  EchoService - listening on port 40000");
    for (List<?> entry : entries) {
      entry.forEach(line -> log.add(line.toString()));
    }
    return new Side(sent, log, stderr);
  }

  private static List<String> entry(String peer, String exception, String... more) {
    List<String> lines = new ArrayList<>();
    lines.add("10:00:00.001 WARN  EchoHandler - closing /" + peer);
    lines.add(exception);
    lines.add("\tat io.netty.buffer.PooledByteBuf.setBytes(PooledByteBuf.java:255)");
    lines.addAll(Arrays.asList(more));
    return lines;
  }
}
