// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

import java.util.Arrays;

/** What the watched connections of one peer to one port did. For one thread at a time. */
final class WatchedConnections {
  private static final int LIFETIMES = 15;
  private static final double NANOS_PER_MILLI = 1e6;

  private long[] probeNanos; // a ring of the last ones; most peers never have one
  private long probes;
  private long probeBytes;
  private long dataResets;
  private long data;
  private long bytesIn;
  private long bytesOut;
  private long total;
  private long endedByReset;
  private long endedByFin;

  void add(boolean silent, long in, long out, long nanos, Ending ending) {
    total++;
    endedByReset += ending == Ending.RESET ? 1 : 0;
    endedByFin += ending == Ending.FIN ? 1 : 0;
    bytesIn += in;
    bytesOut += out;
    if (!silent) {
      data++;
      dataResets += ending == Ending.RESET ? 1 : 0;
    } else if (ending == Ending.RESET) {
      if (probeNanos == null) {
        probeNanos = new long[LIFETIMES];
      }
      probeNanos[(int) (probes % LIFETIMES)] = nanos;
      probes++;
      probeBytes = Math.max(probeBytes, in);
    }
  }

  /** Silent until the peer's reset, as a probe is. */
  long probes() {
    return probes;
  }

  /** The most bytes that a probe has sent: those of a PROXY header. */
  long probeBytes() {
    return probeBytes;
  }

  /** Reset by the peer after it had sent something. */
  long dataResets() {
    return dataResets;
  }

  /** On which the peer has sent something, however they ended. */
  long data() {
    return data;
  }

  long bytesIn() {
    return bytesIn;
  }

  long bytesOut() {
    return bytesOut;
  }

  long endedByReset() {
    return endedByReset;
  }

  long endedByFin() {
    return endedByFin;
  }

  long total() {
    return total;
  }

  /** The median of the last probes, in milliseconds; not a number where there is none. */
  double probeMillis() {
    int known = (int) Math.min(probes, LIFETIMES);
    if (known == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(probeNanos, known);
    Arrays.sort(sorted);
    return (sorted[(known - 1) / 2] + sorted[known / 2]) / 2.0 / NANOS_PER_MILLI;
  }
}
