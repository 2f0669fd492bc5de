// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * Reads a capture, as a file or as the text that tcpdump prints, and hands on its connections, in
 * bounded memory, however long it is. For one thread.
 */
public final class Capture {
  /** Connections under way at a time; beyond them the oldest are no longer followed. */
  private static final int CONNECTIONS = 65_536;

  /** Connections that are over, of which late segments are known. */
  private static final int OVER = 4_096;

  private static final int BUFFER = 1 << 16;
  private static final int GZIP = 0x1F8B;

  private static final String WHOLE =
      " accepted: whole connections, as of tcpdump -nn -i any tcp port 443";

  private final Consumer<Connection> ended;
  private final int limit;
  private final Remarks remarks = new Remarks();
  private final Map<EndpointPair, Connection> open = new LinkedHashMap<>();
  private final Map<EndpointPair, Connection> over = new LinkedHashMap<>();
  private long segments;
  private long resets;
  private long ends; // resets and FINs
  private long plain; // neither these nor SYNs
  private long begun;
  private long midway;
  private long dropped;

  /**
   * @param ended takes every connection that began in the capture, when it is over or the capture
   *     is
   */
  public Capture(Consumer<Connection> ended) {
    this(ended, CONNECTIONS);
  }

  Capture(Consumer<Connection> ended, int limit) {
    this.ended = ended;
    this.limit = limit;
  }

  /**
   * Reads to the end of the stream, and takes what is still open then as it is.
   *
   * @throws IOException where reading fails; what was read until then counts
   */
  public void read(InputStream in) throws IOException {
    try {
      InputStream plain = new BufferedInputStream(in, BUFFER);
      if (first(plain) >>> 16 == GZIP) {
        plain = new BufferedInputStream(new GZIPInputStream(patient(plain), BUFFER), BUFFER);
      }
      if (CaptureFile.begins(first(plain))) {
        new CaptureFile(plain, this::take, remarks).read();
      } else {
        Charset charset = charset(first(plain));
        new TcpdumpText(this::take, remarks)
            .read(new BoundedLines(new InputStreamReader(plain, charset)));
      }
    } finally {
      open.values().forEach(ended);
      open.clear();
    }
  }

  /** To a GZIPInputStream, a pipe that has nothing yet would be over at the end of a member. */
  private static InputStream patient(InputStream pipe) {
    return new FilterInputStream(pipe) {
      @Override
      public int available() throws IOException {
        return first(in) == -1 ? 0 : 1;
      }
    };
  }

  /** The first four bytes as a number, those that are missing as ones. */
  private static int first(InputStream in) throws IOException {
    in.mark(4);
    int number = 0;
    for (int i = 0; i < 4; i++) {
      number = (number << 8) | (in.read() & 0xFF);
    }
    in.reset();
    return number;
  }

  /** UTF-16, as PowerShell writes it, else one in which every byte is a character. */
  private static Charset charset(int first) {
    if (first >>> 16 == 0xFFFE || first >>> 16 == 0xFEFF) {
      return UTF_16;
    }
    return (first & 0x00FF00FF) == 0 ? UTF_16LE : (first & 0xFF00FF00) == 0 ? UTF_16BE : ISO_8859_1;
  }

  private void take(Segment segment) {
    segments++;
    resets += segment.has(Segment.RST) ? 1 : 0;
    ends += segment.has(Segment.RST | Segment.FIN) ? 1 : 0;
    plain += segment.has(Segment.SYN | Segment.RST | Segment.FIN) ? 0 : 1;
    EndpointPair pair = new EndpointPair(segment);
    Connection connection = open.get(pair);
    Connection known = connection == null ? over.get(pair) : connection;
    boolean opens = segment.opens() && (known == null || !known.beganWith(segment));
    if (opens && connection != null && connection.isAccepted()) {
      end(pair); // its end was missed, and the port is used again
      connection = null;
    }
    if (connection != null) {
      if (connection.take(segment)) {
        end(pair);
      }
    } else if (opens) {
      begin(pair, segment);
    } else if (known == null) {
      midway++;
    }
  }

  private void begin(EndpointPair ends, Segment segment) {
    begun++;
    over.remove(ends);
    if (open.size() >= limit) {
      Iterator<Connection> oldest = open.values().iterator();
      ended.accept(oldest.next());
      oldest.remove();
      dropped++;
    }
    open.put(ends, new Connection(segment));
  }

  private void end(EndpointPair ends) {
    Connection connection = open.remove(ends);
    ended.accept(connection);
    over.put(ends, connection);
    if (over.size() > OVER) {
      Iterator<Connection> oldest = over.values().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** TCP segments that were read. */
  public long segments() {
    return segments;
  }

  /** What there is to know about the reading itself, a line each; empty where all went well. */
  public List<String> remarks() {
    List<String> all = new ArrayList<>(remarks.all());
    if (segments == 0) {
      String accepted = "; accepted: a capture (pcap, pcapng), or the text of 'tcpdump -nn'";
      all.add("no TCP in it that can be read" + (all.isEmpty() ? accepted : ""));
    } else if (resets == segments) {
      all.add(
          "only resets: a filter left out the handshakes, which tell who connects, and when;"
              + WHOLE);
    } else if (plain == 0 && ends > 0) {
      all.add(
          "only SYNs, FINs and resets: where a filter left out the rest, connections look as if"
              + " their handshake was not completed;"
              + WHOLE);
    } else if (midway > 0) {
      all.add(
          Remarks.count(midway, "segment")
              + " skipped of connections whose beginning was not seen");
    }
    if (dropped > 0) {
      all.add(
          Remarks.count(dropped, "connection")
              + " not followed to the end: more than "
              + limit
              + " at a time");
    }
    return all;
  }

  /** {@code 8 segments of 2 connections}. */
  public String size() {
    return Remarks.count(segments, "segment") + " of " + Remarks.count(begun, "connection");
  }
}
