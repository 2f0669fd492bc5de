// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import java.util.Arrays;
import java.util.Locale;

/**
 * The pace of events that come as health checks do; where they do not, there is none.
 *
 * <p>Events are regular when the last 20 are evenly spaced: the standard deviation of the intervals
 * is below 0.3 of their mean. They are regular, too, when for some period at least a third of the
 * last 64 follow another one by that period, give or take 5 %, and that is far more than chance
 * gives among events as dense as these: checks that are missing, several checkers at once, and a
 * checker that restarts leave such pairs, clients do not. Events within 5 % of the period count as
 * one, so that a burst is no evidence.
 *
 * <p>What no function of time stamps can tell: a client that tries again on a timer, or backs off
 * to a cap, is as regular as a check.
 */
public final class Regularity {
  /** So many of the latest events are looked at. */
  public static final int MOST = 64;

  /** With fewer events nothing is regular. */
  public static final int NEEDED = 20;

  private static final double EVEN = 0.3;
  private static final double SHARE = 1 / 3.0;
  private static final double TOLERANCE = 0.05;

  /** Chance reaches the share that was seen less than once in e^20 times. */
  private static final double EVIDENCE = 20;

  /** An event is set against so many before it: as many checks may come in one period. */
  private static final int PHASES = 8;

  /** Periods that differ by less need not be tried one by one. */
  private static final double STEP = 1.03;

  private static final double NANOS_PER_SECOND = 1e9;
  private static final long SHORTEST_INTERVAL = 100_000_000;

  private final long periodNanos;
  private final int phases;

  private Regularity(long periodNanos, int phases) {
    this.periodNanos = periodNanos;
    this.phases = phases;
  }

  /**
   * Judges events by when they came.
   *
   * @param stamps in nanoseconds since whenever, in any order
   * @return {@code null} where they are not regular
   */
  public static Regularity of(long... stamps) {
    if (stamps.length < NEEDED) {
      return null;
    }
    long[] times = new long[stamps.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = stamps[i] - stamps[0]; // readings of a clock that may have passed its highest
    }
    Arrays.sort(times);
    Regularity even = even(Arrays.copyOfRange(times, times.length - NEEDED, times.length));
    return even != null
        ? even
        : recurring(Arrays.copyOfRange(times, Math.max(0, times.length - MOST), times.length));
  }

  private static Regularity even(long[] times) {
    int intervals = times.length - 1;
    double mean = (double) (times[intervals] - times[0]) / intervals;
    double squares = 0;
    for (int i = 0; i < intervals; i++) {
      double off = times[i + 1] - times[i] - mean;
      squares += off * off;
    }
    return Math.sqrt(squares / intervals) < EVEN * mean
        ? new Regularity(Math.round(mean), 1)
        : null;
  }

  private static Regularity recurring(long[] times) {
    long[] lags = lags(times);
    int fewest = (int) (0.75 * SHARE * times.length); // a window here is not quite the one there
    Recurrence best = null;
    long tried = 0;
    int end = 0;
    for (int i = 0; i < lags.length; i++) {
      if (lags[i] < STEP * tried) {
        continue;
      }
      while (end < lags.length && lags[end] <= (1 + 2 * TOLERANCE) * lags[i]) {
        end++;
      }
      if (end - i >= fewest) {
        tried = lags[i];
        Recurrence recurrence = new Recurrence(times, lags[(i + end) / 2]);
        best = best == null || recurrence.evidence > best.evidence ? recurrence : best;
      }
    }
    return best == null || best.evidence < EVIDENCE
        ? null
        : new Regularity(best.period, (int) Math.max(1, Math.round(best.perPeriod)));
  }

  /** From each event back to those before it, sorted. */
  private static long[] lags(long[] times) {
    long[] lags = new long[times.length * PHASES];
    int size = 0;
    for (int i = 0; i < times.length; i++) {
      for (int j = Math.max(0, i - PHASES); j < i; j++) {
        if (times[i] > times[j]) {
          lags[size++] = times[i] - times[j];
        }
      }
    }
    long[] sorted = Arrays.copyOf(lags, size);
    Arrays.sort(sorted);
    return sorted;
  }

  /** Mean time between two rounds, in nanoseconds. */
  public long periodNanos() {
    return periodNanos;
  }

  /** So many events come in one period. */
  public int phases() {
    return phases;
  }

  /** More often than any health check, ten times a second: as a load test is. */
  public boolean isTooOften() {
    return periodNanos < phases * SHORTEST_INTERVAL;
  }

  /** {@code every 1.00 s}, or {@code 2 times every 5.00 s}. */
  @Override
  public String toString() {
    double seconds = periodNanos / NANOS_PER_SECOND;
    return (phases == 1 ? "" : phases + " times ")
        + String.format(Locale.ROOT, seconds < 100 ? "every %.2f s" : "every %.0f s", seconds);
  }

  /** What speaks for one period. */
  private static final class Recurrence {
    final long period;
    final double perPeriod;
    final double evidence;

    Recurrence(long[] times, long period) {
      this.period = period;
      long tolerance = (long) (TOLERANCE * period);
      long[] events = apart(times, tolerance);
      long shortest = period / 2;
      long longest = period + shortest;
      int judged = 0;
      int pairs = 0;
      int followers = 0;
      for (int i = 1; i < events.length; i++) {
        if (events[i] - events[0] < period - tolerance) {
          continue; // what it may follow is not known
        }
        judged++;
        boolean follows = false;
        for (int j = i - 1; j >= 0 && events[i] - events[j] <= longest; j--) {
          long lag = events[i] - events[j];
          pairs += lag >= shortest ? 1 : 0;
          follows |= Math.abs(lag - period) <= tolerance;
        }
        followers += follows ? 1 : 0;
      }
      double apart = (double) pairs / Math.max(1, judged);
      perPeriod = apart * times.length / events.length;
      evidence = evidence(judged, (double) followers / Math.max(1, judged), apart);
    }

    private static double evidence(int events, double share, double perPeriod) {
      // One period's worth of events, half to one and a half periods before, and one tenth of it.
      double chance = 1 - Math.pow(1 - 2 * TOLERANCE, perPeriod);
      if (share < SHARE || share <= chance) {
        return 0;
      }
      // Chernoff: what n events of that chance reach a share with is below e^-evidence.
      double misses = share == 1 ? 0 : (1 - share) * Math.log((1 - share) / (1 - chance));
      return events * (share * Math.log(share / chance) + misses);
    }

    /** Without those that come together with an earlier one. */
    private static long[] apart(long[] times, long together) {
      long[] events = new long[times.length];
      int size = 0;
      for (long time : times) {
        if (size == 0 || time - events[size - 1] > together) {
          events[size++] = time;
        }
      }
      return Arrays.copyOf(events, size);
    }
  }
}
