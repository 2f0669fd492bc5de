// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.management.ThreadMXBean;
import io.github.rstagent.advise.PresetRanges;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaptureTest {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS");

  private final List<Connection> connections = new ArrayList<>();
  private final Capture capture = new Capture(connections::add);
  private final List<String> lines = new ArrayList<>();

  /** The exchanges that this project started from. */
  @Test
  void readsTheChecksOfAnLvs() throws IOException {
    try (InputStream text = CaptureTest.class.getResourceAsStream("lvs.txt")) {
      capture.read(text);
    }

    assertThat(capture.remarks()).isEmpty();
    assertThat(capture.size()).isEqualTo("8 segments of 2 connections");
    assertThat(connections)
        .extracting(connection -> connection.peer().getHostAddress())
        .containsExactlyInAnyOrder("192.0.2.110", "192.0.2.2");
    for (Connection connection : connections) {
      assertThat(connection.port()).isEqualTo(443);
      assertThat(connection.isAccepted()).isTrue();
      assertThat(connection.ending()).isEqualTo(Connection.Ending.RESET);
      assertThat(connection.bytesIn()).isZero();
      assertThat(connection.bytesOut()).isZero();
      assertThat(connection.lifetime()).isBetween(216_000L, 237_000L);
    }
  }

  @Test
  void countsTheBytesOfBothSides() {
    request("10.0.8.3", 5_000, 0, "F", 100, 900);
    read();

    assertThat(connections).hasSize(1);
    assertThat(connections.get(0).bytesIn()).isEqualTo(100);
    assertThat(connections.get(0).bytesOut()).isEqualTo(900);
  }

  @Test
  void tellsHalfHandshakesFromRefusedConnections() {
    syn("10.0.8.3", 5_000, 0);
    line("10.0.8.3.5000", "10.0.0.1.443", 0, "[R.], seq 1, ack 1, win 0");
    line("10.0.8.4.5000", "10.0.0.1.443", 0, "[S], seq 806033, win 14600");
    line("10.0.0.1.443", "10.0.8.4.5000", 0, "[R.], seq 0, ack 806034, win 0");
    read();

    assertThat(connections).extracting(Connection::isHalfHandshake).containsExactly(true, false);
    assertThat(connections).noneMatch(Connection::isAccepted);
  }

  @Test
  void countsRepeatedDataOnce() {
    syn("10.0.8.3", 5_000, 0);
    for (int i = 0; i < 3; i++) { // retransmitted, or seen on two interfaces
      line("10.0.8.3.5000", "10.0.0.1.443", 1, "[P.], seq 1:101, ack 1, win 58");
    }
    line("10.0.8.3.5000", "10.0.0.1.443", 1, "[P.], seq 51:151, ack 1, win 58");
    line("10.0.8.3.5000", "10.0.0.1.443", 2, "[R.], seq 151, ack 1, win 58");
    read();

    assertThat(connections.get(0).bytesIn()).isEqualTo(150);
  }

  /** Of what a filter or a busy machine has left out, the numbers of the others tell. */
  @Test
  void countsBytesThatTheCaptureHasNot() {
    syn("10.0.8.3", 5_000, 0);
    line("10.0.8.3.5000", "10.0.0.1.443", 1, "[F.], seq 101, ack 901, win 58");
    line("10.0.0.1.443", "10.0.8.3.5000", 1, "[F.], seq 901, ack 102, win 58");
    syn("10.0.8.3", 5_001, 0);
    line("10.0.8.3.5001", "10.0.0.1.443", 1, "[R], seq 806084, win 0"); // tcpdump shows it in full
    read();

    assertThat(connections)
        .extracting(Connection::bytesIn, Connection::bytesOut)
        .containsExactlyInAnyOrder(tuple(100L, 900L), tuple(50L, 0L));
    assertThat(capture.remarks())
        .singleElement()
        .asString()
        .startsWith("only SYNs, FINs and resets: where a filter left out the rest, ");
  }

  @Test
  void countsNoByteOfProbesNorOfWhatFollowsAFin() {
    syn("10.0.8.3", 5_000, 0);
    line("10.0.8.3.5000", "10.0.0.1.443", 1, "[.], ack 1, win 58");
    line("10.0.8.3.5000", "10.0.0.1.443", 2, "[.], seq 0:1, ack 1, win 58"); // keep-alive
    line("10.0.8.3.5000", "10.0.0.1.443", 3, "[F.], seq 1, ack 1, win 58");
    line("10.0.0.1.443", "10.0.8.3.5000", 3, "[P.], seq 1:7, ack 2, win 58");
    line("10.0.8.3.5000", "10.0.0.1.443", 3, "[R.], seq 2, ack 7, win 58");
    read();

    assertThat(connections).extracting(Connection::bytesIn).containsExactly(0L);
    assertThat(connections).extracting(Connection::bytesOut).containsExactly(6L);
  }

  /** TCP Fast Open. */
  @Test
  void countsWhatCameWithTheSyn() {
    line("10.0.8.3.5000", "10.0.0.1.443", 0, "[S], seq 806033:806038, win 14600");
    line("10.0.0.1.443", "10.0.8.3.5000", 0, "[S.], seq 172072, ack 806039, win 14480");
    line("10.0.8.3.5000", "10.0.0.1.443", 1, "[F.], seq 1, ack 1, win 58");
    read();

    assertThat(connections).extracting(Connection::bytesIn).containsExactly(5L);
  }

  /** As where LVS answers past the machine that captures. */
  @Test
  void readsOneDirectionAlone() {
    line("10.0.8.3.5000", "10.0.0.1.443", 0, "[S], seq 806033, win 14600");
    line("10.0.8.3.5000", "10.0.0.1.443", 0, "[.], ack 172073, win 58");
    line("10.0.8.3.5000", "10.0.0.1.443", 0, "[R.], seq 0, ack 1, win 58");
    line("10.0.8.4.5000", "10.0.0.1.443", 0, "[S], seq 806033, win 14600");
    line("10.0.8.4.5000", "10.0.0.1.443", 0, "[.], ack 172073, win 58");
    line("10.0.8.4.5000", "10.0.0.1.443", 0, "[P.], seq 0:100, ack 1, win 58");
    line("10.0.8.4.5000", "10.0.0.1.443", 0, "[R.], seq 100, ack 1, win 58");
    read();

    assertThat(connections).allMatch(Connection::isAccepted);
    assertThat(connections).extracting(Connection::bytesIn).containsExactly(0L, 100L);
  }

  /** One interface after the other, each with all that the other has seen. */
  @Test
  void countsAConnectionOnceThatTwoInterfacesHaveSeen() {
    for (int i = 0; i < 3; i++) {
      check("10.0.8.3", 5_000 + i, i * 1_000);
      check("10.0.8.3", 5_000 + i, i * 1_000 + 2);
    }
    syn("10.0.8.4", 5_000, 0);
    line("10.0.8.4.5000", "10.0.0.1.443", 0, "[.], ack 1, win 58");
    line("10.0.8.4.5000", "10.0.0.1.443", 1, "[P.], seq 1:5, ack 1, win 58");
    syn("10.0.8.4", 5_000, 2);
    read();

    assertThat(connections).hasSize(4);
    assertThat(capture.size()).isEqualTo("30 segments of 4 connections");
  }

  @Test
  void knowsWhoClosedFirst() {
    request("10.0.8.3", 5_000, 0, "F", 10, 10);
    syn("10.0.8.4", 5_001, 100);
    line("10.0.8.4.5001", "10.0.0.1.443", 100, "[.], ack 1, win 58");
    line("10.0.0.1.443", "10.0.8.4.5001", 101, "[F.], seq 1, ack 1, win 58");
    line("10.0.8.4.5001", "10.0.0.1.443", 102, "[R.], seq 1, ack 2, win 58");
    read();

    assertThat(connections)
        .extracting(Connection::ending)
        .containsExactly(Connection.Ending.FIN, Connection.Ending.LOCAL);
  }

  /** The last ACK, and what comes after a reset, is no connection whose beginning was missed. */
  @Test
  void knowsTheSegmentsAfterTheEnd() {
    request("10.0.8.3", 5_000, 0, "F", 10, 10);
    line("10.0.8.3.5000", "10.0.0.1.443", 2, "[.], ack 12, win 58");
    check("10.0.8.3", 5_001, 100);
    line("10.0.0.1.443", "10.0.8.3.5001", 101, "[.], ack 1, win 58");
    read();

    assertThat(capture.remarks()).isEmpty();
    assertThat(connections).hasSize(2);
    assertThat(connections.get(1).lifetime()).isEqualTo(300_000);
  }

  @Test
  void keepsConnectionsThatUseAPortAgainApart() {
    for (int i = 0; i < 3; i++) {
      check("10.0.8.3", 5_000, i * 1_000);
    }
    syn("10.0.8.3", 5_000, 10_000);
    line("10.0.8.3.5000", "10.0.0.1.443", 10_001, "[P.], seq 1:5, ack 1, win 58");
    check("10.0.8.3", 5_000, 20_000); // the end of the one before was missed
    read();

    assertThat(connections)
        .extracting(Connection::ending, Connection::bytesIn)
        .containsExactly(
            tuple(Connection.Ending.RESET, 0L),
            tuple(Connection.Ending.RESET, 0L),
            tuple(Connection.Ending.RESET, 0L),
            tuple(Connection.Ending.OPEN, 4L),
            tuple(Connection.Ending.RESET, 0L));
  }

  @Test
  void saysWhatItCouldNotRead() {
    check("10.0.8.3", 5_000, 0);
    lines.add("12:00:00.001000 IP 10.0.8.3.57");
    lines.add("12:00:00.001000 IP 10.0.8.3.53 > 10.0.0.1.443: UDP, length 40");
    line("10.0.8.3.7000", "10.0.0.1.443", 3, "[.], ack 1, win 58");
    read();

    assertThat(capture.remarks())
        .containsExactly(
            "1 line cut off or damaged; accepted: whole lines, as 'tcpdump -nn' prints them; the"
                + " first is line 5: '12:00:00.001000 IP 10.0.8.3.57'",
            "skipped: 1 of other protocols",
            "1 segment skipped of connections whose beginning was not seen");
  }

  @Test
  void saysThatAFilterLeftOutTheHandshakes() {
    for (int i = 0; i < 20; i++) {
      line("10.0.8.3." + (5_000 + i), "10.0.0.1.443", i * 1_000, "[R.], seq 1, ack 1, win 58");
    }
    read();

    assertThat(capture.remarks()).hasSize(1).first().asString().startsWith("only resets: a filter");
  }

  /** A capture holds what strangers have sent, and a terminal shows what is said of it. */
  @Test
  void quotesWhatItCouldNotRead() {
    lines.add("16:18:41.553460 IP evil\u001b[2J\u0007 > 10.0.0.1.443: Flags [S]");
    lines.add("16:18:41.553460 IP 10.0.8.3\u001b[2J.5 > 10.0.0.1.443: Flags [S], seq 1, length 0");
    read();

    assertThat(capture.remarks().get(0))
        .contains("line 1: '16:18:41.553460 IP evil\\u001b[2J\\u0007 > ")
        .doesNotContain("\u001b", "\u0007");
    assertThat(capture.segments()).isZero();
  }

  @Test
  void followsSoManyConnectionsAtATime() {
    Capture small = new Capture(connections::add, 10);
    for (int i = 0; i < 25; i++) {
      syn("10.0.8.3", 5_000 + i, i);
    }
    read(small);

    assertThat(small.remarks())
        .containsExactly("15 connections not followed to the end: more than 10 at a time");
  }

  /** A gigabyte comes to the same: nothing but the table is kept. */
  @Test
  void keepsNothingOfWhatIsOver() throws IOException {
    Endless endless = new Endless(150_000);
    long before = bytesInUse();
    Clients clients = new Clients(PresetRanges.NONE);
    Capture reading = new Capture(clients::add);
    reading.read(endless);

    assertThat(endless.length).isGreaterThan(50_000_000L);
    assertThat(bytesInUse() - before)
        .as("bytes kept, of more than 50 million that were read")
        .isLessThan(5_000_000L);
    assertThat(reading.remarks()).isEmpty();
    assertThat(clients.rows().size() + clients.forgotten()).isEqualTo(150_000);
  }

  private static long bytesInUse() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void keepsTheBeginningOfAnEndlessLine() throws IOException {
    ThreadMXBean threads = (ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    byte[] block = new byte[1 << 20];
    long before = threads.getCurrentThreadAllocatedBytes();
    capture.read(
        new InputStream() {
          private int blocks = 64;

          @Override
          public int read() {
            throw new AssertionError("slow");
          }

          @Override
          public int read(byte[] into, int from, int length) {
            if (blocks == 0) {
              return -1;
            }
            blocks--;
            int count = Math.min(length, block.length);
            System.arraycopy(block, 0, into, from, count);
            return count;
          }
        });

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000_000L);
  }

  /** Checks of ever new peers, as text. */
  private static final class Endless extends InputStream {
    private final int checks;
    private final String oneCheck;
    private int check;
    private byte[] chunk = {};
    private int at;
    long length;

    Endless(int checks) {
      this.checks = checks;
      CaptureTest test = new CaptureTest();
      test.check("PEER", 5_000, 0);
      oneCheck = String.join("\n", test.lines) + "\n";
    }

    @Override
    public int read() {
      throw new AssertionError("slow");
    }

    @Override
    public int read(byte[] into, int from, int most) {
      if (at == chunk.length) {
        if (check == checks) {
          return -1;
        }
        String peer = "10." + check / 62_500 + "." + check / 250 % 250 + "." + check % 250;
        chunk = oneCheck.replace("PEER", peer).getBytes(US_ASCII);
        at = 0;
        check++;
      }
      int count = Math.min(most, chunk.length - at);
      System.arraycopy(chunk, at, into, from, count);
      at += count;
      length += count;
      return count;
    }
  }

  private void check(String peer, int port, int millis) {
    syn(peer, port, millis);
    line(peer + "." + port, "10.0.0.1.443", millis, "[.], ack 1, win 58");
    lines.add(
        time(millis, 300)
            + " IP "
            + peer
            + "."
            + port
            + " > 10.0.0.1.443: Flags [R.], seq 1, ack 1, win 58, length 0");
  }

  private void request(String peer, int port, int millis, String end, int in, int out) {
    String client = peer + "." + port;
    String server = "10.0.0.1.443";
    syn(peer, port, millis);
    line(client, server, millis, "[.], ack 1, win 58");
    line(client, server, millis, "[P.], seq 1:" + (1 + in) + ", ack 1, win 58");
    if (out > 0) {
      line(server, client, millis, "[P.], seq 1:" + (1 + out) + ", ack 1, win 58");
    }
    line(client, server, millis + 1, "[" + end + ".], seq " + (1 + in) + ", ack 1, win 58");
    if (end.equals("F")) {
      line(server, client, millis + 1, "[F.], seq " + (1 + out) + ", ack 2, win 58");
    }
  }

  private void syn(String peer, int port, int millis) {
    line(peer + "." + port, "10.0.0.1.443", millis, "[S], seq 806033, win 14600");
    line("10.0.0.1.443", peer + "." + port, millis, "[S.], seq 172072, ack 806034, win 14480");
  }

  private void line(String from, String to, int millis, String flags) {
    lines.add(time(millis, 0) + " IP " + from + " > " + to + ": Flags " + flags + ", length 0");
  }

  private static String time(int millis, int micros) {
    return TIME.format(LocalTime.NOON.plusNanos(millis * 1_000_000L + micros * 1_000L));
  }

  private void read() {
    read(capture);
  }

  private void read(Capture reading) {
    try {
      reading.read(new ByteArrayInputStream(String.join("\n", lines).getBytes(US_ASCII)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
