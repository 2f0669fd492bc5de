// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.stranger;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One connection: who it is from, which handlers it meets, and what comes through it.
 *
 * @param remote {@code null}: not known to Netty
 * @param local {@code null}: not known to Netty
 */
public record Connection(
    Transport transport,
    Origin origin,
    SocketAddress remote,
    SocketAddress local,
    boolean halfClosure,
    boolean autoRead,
    List<Handler> handlers,
    List<Read> reads) {
  private static final SocketAddress[] UNKNOWN = {
    null, InetSocketAddress.createUnresolved("lvs-a", 5745), new OtherAddress("/run/service.sock")
  };

  private static final int[] PORTS = {443, 80, 9, 1, 65535};

  /** Whose read method runs. */
  public enum Transport {
    NIO,
    OIO
  }

  /** Where a channel comes from. */
  public enum Origin {
    ACCEPTED,
    OUTBOUND,
    /** Has a parent that is no server, as streams of HTTP/2 have. */
    CHILD
  }

  /** A handler, which always records what it sees. */
  public record Handler(
      OnException onException,
      OnRead onRead,
      Place place,
      GoesFirst goesFirst,
      Change change,
      GoesFirst changesAt) {
    static Handler from(Choices choices) {
      return new Handler(
          choices.of(OnException.values()),
          choices.once(3) ? choices.of(OnRead.values()) : OnRead.FORWARD,
          choices.once(3) ? choices.of(Place.values()) : Place.LOOP,
          choices.once(5) ? choices.of(GoesFirst.values()) : GoesFirst.NEVER,
          choices.of(Change.values()),
          choices.once(5) ? choices.of(GoesFirst.values()) : GoesFirst.NEVER);
    }

    /** One that passes everything on. */
    public static Handler at(Place place) {
      return new Handler(
          OnException.FORWARD,
          OnRead.FORWARD,
          place,
          GoesFirst.NEVER,
          Change.REMOVE_LAST,
          GoesFirst.NEVER);
    }

    /** Whether it adds another at the end of the pipeline. */
    public boolean addsAtEnd() {
      return changesAt != GoesFirst.NEVER
          && (change == Change.AT_END_ON_LOOP || change == Change.AT_END_ELSEWHERE);
    }
  }

  /** On which executor a handler runs. */
  public enum Place {
    LOOP,
    ONE,
    /** Runs what has come only now and then. */
    LAZY,
    /** Promises no order. */
    UNORDERED,
    /** Takes a few tasks, and then no more. */
    REFUSING
  }

  /** What a handler does to the pipeline while events may be under way. */
  public enum Change {
    BEFORE_LAST_ON_LOOP,
    BEFORE_LAST_ELSEWHERE,
    AT_END_ON_LOOP,
    AT_END_ELSEWHERE,
    REMOVE_LAST
  }

  /** What a handler does with an exception. */
  public enum OnException {
    FORWARD,
    SWALLOW,
    RETHROW,
    CLOSE,
    FORWARD_ANOTHER
  }

  /** What a handler does with bytes. */
  public enum OnRead {
    FORWARD,
    RELEASE,
    THROW
  }

  /** When a handler puts another in front of everybody. */
  public enum GoesFirst {
    NEVER,
    REGISTERED,
    ACTIVE,
    READ
  }

  /** What a peer may send. */
  public enum Bytes {
    NOTHING(""),
    DATA("x"),
    HEADER_OF_CHECK("PROXY UNKNOWN\r\n"),
    HEADER_2_OF_CHECK("\r\n\r\n\0\r\nQUIT\n \0\0\0"),
    HEADER_OF_CLIENT("PROXY TCP4 192.0.2.1 192.0.2.2 5745 443\r\n"),
    HEADER_AND_DATA("PROXY UNKNOWN\r\nx");

    private final String content;

    Bytes(String content) {
      this.content = content;
    }

    /** As they are sent. */
    public byte[] content() {
      return content.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether a health check may send it and still count as silent. */
    public boolean isOfCheck() {
      return this == HEADER_OF_CHECK || this == HEADER_2_OF_CHECK;
    }
  }

  /**
   * One look of the event loop at the channel: bytes, and then perhaps a failure or the end.
   *
   * @param failure {@code null}: none
   */
  public record Read(Bytes bytes, Failure failure, boolean end) {
    static Read failing(Choices choices) {
      return new Read(
          choices.once(5) ? choices.of(Bytes.values()) : Bytes.NOTHING,
          Failure.from(choices),
          false);
    }

    static Read other(Choices choices) {
      boolean end = choices.once(8);
      return new Read(end ? Bytes.NOTHING : choices.of(Bytes.values()), null, end);
    }
  }

  static Connection from(List<Listed> rules, Choices choices) {
    Transport transport = choices.once(4) ? Transport.OIO : Transport.NIO;
    Origin origin = choices.once(6) ? choices.of(Origin.values()) : Origin.ACCEPTED;
    List<Handler> handlers = new ArrayList<>();
    int count = 1 + choices.below(3);
    for (int i = 0; i < count; i++) {
      Handler handler = Handler.from(choices);
      // Before the first stands only the one that does what the contract says.
      boolean behindNone = i == 0 && handler.place() == Place.REFUSING;
      handlers.add(behindNone ? Handler.at(Place.LOOP) : handler);
    }
    List<Read> reads = new ArrayList<>();
    for (int i = choices.once(2) ? choices.below(3) : 0; i > 0; i--) {
      reads.add(choices.once(3) ? Read.failing(choices) : Read.other(choices));
    }
    reads.add(Read.failing(choices));
    return new Connection(
        transport,
        origin,
        remote(rules, choices),
        local(choices),
        choices.once(6),
        !choices.once(6),
        handlers,
        reads);
  }

  private static SocketAddress remote(List<Listed> rules, Choices choices) {
    if (choices.once(12)) {
      return choices.of(UNKNOWN);
    }
    InetAddress peer =
        rules.isEmpty() || choices.once(8)
            ? Listed.elsewhere(choices)
            : choices.of(rules).nearby(choices);
    return new InetSocketAddress(peer, 5745 + choices.below(3));
  }

  private static SocketAddress local(Choices choices) {
    return choices.once(12)
        ? null
        : new InetSocketAddress(
            InetAddress.getLoopbackAddress(), PORTS[choices.below(PORTS.length)]);
  }

  /** With nothing of what a handler on an executor would do otherwise if there were one more. */
  Connection withoutChanges() {
    List<Handler> same = new ArrayList<>();
    for (Handler h : handlers) {
      same.add(
          new Handler(
              h.onException,
              h.onRead,
              h.place == Place.REFUSING ? Place.ONE : h.place,
              h.goesFirst,
              h.change,
              GoesFirst.NEVER));
    }
    return new Connection(transport, origin, remote, local, halfClosure, autoRead, same, reads);
  }

  /** The peer's address, or {@code null} where nobody knows it. */
  InetAddress peer() {
    return remote instanceof InetSocketAddress internet ? internet.getAddress() : null;
  }

  int localPort() {
    return local instanceof InetSocketAddress internet ? internet.getPort() : -1;
  }

  /** Of a socket that is not of the Internet. */
  private static final class OtherAddress extends SocketAddress {
    private static final long serialVersionUID = 1L;

    private final String path;

    OtherAddress(String path) {
      this.path = path;
    }

    @Override
    public String toString() {
      return path;
    }
  }
}
