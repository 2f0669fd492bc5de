// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

import io.github.rstagent.advise.Ending;

/** One connection, from its SYN on. The client is who sent that. */
final class Connection {
  private final String client;
  private final String server;
  private final long begun;
  private boolean answered;
  private boolean accepted;
  private Ending ending;
  private final Sent byClient = new Sent();
  private final Sent byServer = new Sent();
  private long last;

  Connection(String client, String server, long begun) {
    this.client = client;
    this.server = server;
    this.begun = begun;
    last = begun;
  }

  String client() {
    return client;
  }

  String server() {
    return server;
  }

  long begun() {
    return begun;
  }

  long last() {
    return last;
  }

  long bytesIn() {
    return byClient.bytes;
  }

  long bytesOut() {
    return byServer.bytes;
  }

  /** Whether the server's system has told the service: the handshake was completed. */
  boolean isAccepted() {
    return accepted;
  }

  /** Whether the server has answered the SYN with one of its own. */
  boolean isAnswered() {
    return answered;
  }

  /** How it ended, where it has. */
  Ending ending() {
    return ending == null ? Ending.OPEN : ending;
  }

  /**
   * Takes a segment of this connection.
   *
   * @return whether nothing more is to come
   */
  boolean take(Segment segment, boolean fromClient) {
    last = Math.max(last, segment.time());
    Sent sent = fromClient ? byClient : byServer;
    if (segment.isRst()) {
      end(fromClient ? Ending.RESET : Ending.LOCAL);
      return true;
    }
    if (segment.isSyn()) {
      answered |= !fromClient && segment.isAck();
      return false;
    }
    accepted |= fromClient && answered && segment.isAck();
    sent.take(segment);
    if (segment.isFin()) {
      end(fromClient ? Ending.FIN : Ending.LOCAL);
      sent.fin = true;
    }
    return byClient.fin && byServer.fin;
  }

  /** The first to close decides. */
  private void end(Ending how) {
    ending = ending == null ? how : ending;
  }

  /** What one side has sent. */
  private static final class Sent {
    private long bytes;
    private boolean any;
    private long upTo;
    private boolean fin;

    /** What was sent twice, or seen on two interfaces, counts once. */
    void take(Segment segment) {
      if (!segment.hasData()) {
        return;
      }
      int ahead = (int) (segment.dataEnd() - upTo); // the sequence begins again at 2^32
      if (!any || ahead > 0) {
        bytes += any ? Math.min(ahead, segment.length()) : segment.length();
        upTo = segment.dataEnd();
        any = true;
      }
    }
  }
}
