// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

import java.net.InetAddress;

/** One connection, from its SYN on. The client is who sent that. */
public final class Connection {
  /** How a connection ended: the first to close decides. */
  public enum Ending {
    /** The client sent a RST. */
    RESET,
    /** The client sent a FIN. */
    FIN,
    /** The server closed it. */
    LOCAL,
    /** It did not, as far as the capture shows. */
    OPEN
  }

  /** A tenth of a second later the same port is used again. */
  private static final long LONGEST_DELAY = 100_000_000L;

  private final Endpoint client;
  private final Endpoint server;
  private final long begun;
  private long closed;
  private boolean answered;
  private boolean accepted;
  private Ending ending = Ending.OPEN;
  private final Sent byClient = new Sent();
  private final Sent byServer = new Sent();

  Connection(Segment first) {
    client = first.source;
    server = first.destination;
    begun = first.time;
    byClient.take(first, 0);
  }

  /** Whether a SYN is the first segment of this one, seen again: on another interface. */
  boolean beganWith(Segment syn) {
    return syn.begin() == byClient.first && Math.abs(syn.time - begun) < LONGEST_DELAY;
  }

  public InetAddress peer() {
    return client.address();
  }

  /** The server's port. */
  public int port() {
    return server.port();
  }

  /** The client's address and the server's port. */
  Endpoint peerOnPort() {
    return client.withPort(server.port());
  }

  /** The time of its first segment, in nanoseconds. */
  public long begun() {
    return begun;
  }

  /** From then until one side closed, in nanoseconds; 0 where none did. */
  public long lifetime() {
    return ending == Ending.OPEN ? 0 : Math.max(0, closed - begun);
  }

  public long bytesIn() {
    return byClient.bytes;
  }

  public long bytesOut() {
    return byServer.bytes;
  }

  public Ending ending() {
    return ending;
  }

  /** Whether the service hears of it: the handshake was completed. */
  public boolean isAccepted() {
    return accepted;
  }

  /** Whether the client reset it when the server had answered, before the handshake was over. */
  public boolean isHalfHandshake() {
    return !accepted && answered && ending == Ending.RESET;
  }

  /**
   * Takes a segment of this connection.
   *
   * @return whether both sides have closed
   */
  boolean take(Segment segment) {
    boolean fromClient = segment.source.equals(client);
    Sent sent = fromClient ? byClient : byServer;
    sent.take(segment, answered ? 1 : 0);
    if (segment.has(Segment.RST)) {
      end(fromClient ? Ending.RESET : Ending.LOCAL, segment);
      return true;
    }
    answered |= !fromClient && segment.has(Segment.SYN);
    // It has seen the server's answer, even where the capture has not.
    accepted |= fromClient && !segment.has(Segment.SYN) && segment.has(Segment.ACK);
    if (segment.has(Segment.FIN)) {
      end(fromClient ? Ending.FIN : Ending.LOCAL, segment);
      sent.fin = true;
    }
    return byClient.fin && byServer.fin;
  }

  private void end(Ending how, Segment segment) {
    if (ending == Ending.OPEN) {
      ending = how;
      closed = segment.time;
    }
  }

  /** What one side has sent, told by its sequence numbers: also where segments are missing. */
  private static final class Sent {
    private long first = -1; // its number
    private long bytes;
    private boolean fin;

    /**
     * @param counted the number of the first byte in a text that counts from the SYN: so tcpdump
     *     does, but not in every segment
     */
    void take(Segment segment, int counted) {
      long begin = segment.begin();
      if (begin < 0 || fin) {
        return; // what follows a FIN has its number
      }
      if (segment.has(Segment.SYN) || first < 0) {
        first = begin;
      }
      int ahead = (int) (begin - first - bytes); // the sequence begins again at 2^32
      int ofText = (int) (begin - counted - bytes);
      long nearer = Math.abs((long) ofText) < Math.abs((long) ahead) ? ofText : ahead;
      bytes += Math.max(0, nearer + segment.length);
    }
  }
}
