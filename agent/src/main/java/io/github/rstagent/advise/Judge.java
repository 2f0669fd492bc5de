// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

import io.github.rstagent.advise.PeerEntry.Evidence;

/** From evidence to a verdict and its reason. When in doubt, it is no health check. */
final class Judge {
  /** Ten a second is where the summary begins to warn of a storm. */
  private static final double SHORTEST_PERIOD_SECONDS = 0.1;

  /** A checker resets at once; a client that gives up has waited first. */
  private static final double LONGEST_PROBE_MILLIS = 3_000;

  private static final int RESETS_OF_CANDIDATE = 5;

  private static final int WATCHED_NEEDED = 5;

  /** So many of one peer's connections are watched at most. */
  private static final int WATCHED_AT_MOST = 200;

  /** After so many resets that nobody could watch, nobody will. */
  private static final int RESETS_IN_VAIN = 30;

  private Judge() {}

  static PeerVerdict of(Evidence e) {
    if (!e.suspect) {
      if (e.run < Regularity.RESETS_NEEDED) {
        return e.resets < Regularity.RESETS_NEEDED ? PeerVerdict.TOO_FEW : PeerVerdict.IRREGULAR;
      }
      if (e.period < SHORTEST_PERIOD_SECONDS) {
        return PeerVerdict.TOO_OFTEN;
      }
      if (!(e.variation < Regularity.VARIATION)) {
        return PeerVerdict.IRREGULAR;
      }
    }
    if (e.probes >= WATCHED_NEEDED || e.dataResets >= WATCHED_NEEDED) {
      if (e.dataResets > e.probes || e.probeMillis > LONGEST_PROBE_MILLIS) {
        return PeerVerdict.CLIENT;
      }
      return e.data > 0 || others(e) > 0 ? PeerVerdict.CHECK_AND_TRAFFIC : PeerVerdict.HEALTH_CHECK;
    }
    if (e.watched >= WATCHED_AT_MOST) {
      return PeerVerdict.UNDECIDED;
    }
    boolean inVain = e.resetsSinceSuspected >= RESETS_IN_VAIN && (e.accepted == 0 || e.granted > 0);
    return e.watched == 0 && inVain ? PeerVerdict.NOT_WATCHED : PeerVerdict.SUSPECT;
  }

  /** Whether the resets alone make the peer one whose connections are worth a look. */
  static boolean isSuspicious(PeerVerdict verdict) {
    return verdict.compareTo(PeerVerdict.SUSPECT) >= 0;
  }

  /**
   * Whether the peer may become a suspect, so that what it does besides is to be known by then. Of
   * peers that reset at random one in twenty looks so by chance at five resets, at three one in
   * three.
   */
  static boolean isCandidate(Evidence e) {
    return e.suspect
        || (e.run >= RESETS_OF_CANDIDATE
            && e.period >= SHORTEST_PERIOD_SECONDS
            && e.variation < Regularity.VARIATION);
  }

  /** How many more connections of the peer are wanted for now. */
  static int wanted(PeerVerdict verdict, Evidence e) {
    if (e.watched >= WATCHED_AT_MOST) {
      return 0;
    }
    switch (verdict) {
      case SUSPECT:
      case NOT_WATCHED:
        return WATCHED_NEEDED;
      case HEALTH_CHECK:
        return 1; // traffic may come later
      default:
        return 0;
    }
  }

  /**
   * Connections that nobody watched in full and that were not reset. A few are allowed for: those
   * that are under way, and checks that happen to close otherwise.
   */
  static long others(Evidence e) {
    long unwatched = e.accepted - e.resetsOfAccepted;
    long silent = e.watched - e.data - e.probes;
    long others = e.lingering;
    if (unwatched > 3 + e.resetsOfAccepted / 4) {
      others = Math.max(others, unwatched);
    }
    if (silent > 3 + e.probes / 4) {
      others = Math.max(others, silent);
    }
    return others;
  }

  static String reason(PeerVerdict verdict, Evidence e) {
    switch (verdict) {
      case TOO_FEW:
        return e.resets
            + (e.resets == 1 ? " reset" : " resets")
            + "; it takes "
            + Regularity.RESETS_NEEDED;
      case IRREGULAR:
        return e.run < Regularity.RESETS_NEEDED
            ? "never " + Regularity.RESETS_NEEDED + " resets without a pause"
            : "cv "
                + Figures.variation(e.variation)
                + "; a check has less than "
                + Regularity.VARIATION;
      case TOO_OFTEN:
        return "every "
            + Figures.millis(e.period * 1_000)
            + "; a check comes every "
            + Figures.millis(SHORTEST_PERIOD_SECONDS * 1_000)
            + " at most";
      case SUSPECT:
        return "regular; " + e.watched + " connections watched so far";
      case NOT_WATCHED:
        return "regular, but its connections cannot be watched";
      case HEALTH_CHECK:
        return "regular; " + probes(e);
      case CHECK_AND_TRAFFIC:
        return "regular; "
            + probes(e)
            + "; "
            + (e.data > 0 ? e.data + " carried data" : others(e) + " others were not reset");
      case CLIENT:
        return e.dataResets > e.probes
            ? e.dataResets + " of " + (e.dataResets + e.probes) + " reset after the peer sent data"
            : "waits " + Figures.millis(e.probeMillis) + " before it resets";
      case UNDECIDED:
        return "regular, but of " + e.watched + " connections watched few were reset";
    }
    throw new AssertionError(verdict);
  }

  private static String probes(Evidence e) {
    return e.probes + " of " + e.watched + " watched sent nothing and were reset";
  }
}
