// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

/** What the advisor takes a peer for, by when it resets, or closes, on one local port. */
enum PeerVerdict {
  TOO_FEW("too few to tell"),
  /** As clients do, or many of them behind one address. */
  IRREGULAR("irregular"),
  /** Regular, and more often than any health check: a load test. */
  TOO_OFTEN("too often for a check"),
  /** Regular. A client that tries again on a timer is that, too. */
  HEALTH_CHECK("health check"),
  /** The same, by its connections without data. */
  LISTED("health check, listed by @auto");

  private final String text;

  PeerVerdict(String text) {
    this.text = text;
  }

  /** As people read it. */
  String text() {
    return text;
  }
}
