// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

/** What the advisor takes a peer for, by its resets on one local port. */
public enum PeerVerdict {
  /** Too few resets to say anything. */
  TOO_FEW("too few resets"),
  /** As clients do, or many of them behind one address. */
  IRREGULAR("irregular"),
  /** More often than any health check. */
  TOO_OFTEN("too often for a check"),
  /** Regular, and its next connections are being watched. */
  SUSPECT("suspect"),
  /** Regular, but nobody sees its connections: no advice. */
  NOT_WATCHED("regular, not watched"),
  /** Says nothing, resets at once, regularly. */
  HEALTH_CHECK("health check"),
  /** The same, and other connections besides. */
  CHECK_AND_TRAFFIC("health check and traffic"),
  /** Regular, but what it resets are connections that it has used, or has waited on. */
  CLIENT("client that resets"),
  /** Many connections were watched, and too few of them were reset. */
  UNDECIDED("undecided");

  private final String text;

  PeerVerdict(String text) {
    this.text = text;
  }

  /** As people read it. */
  public String text() {
    return text;
  }

  boolean isHealthCheck() {
    return this == HEALTH_CHECK || this == CHECK_AND_TRAFFIC;
  }

  /** Whether an operator is told: of a health check, and that nobody can tell. */
  boolean isWorthSaying() {
    return isHealthCheck() || this == NOT_WATCHED;
  }
}
