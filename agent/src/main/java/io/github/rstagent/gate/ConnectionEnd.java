// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

/** How a watched connection ended, as far as its pipeline shows. */
public enum ConnectionEnd {
  /** A read failed because of a RST. */
  RESET("reset"),
  /** A write failed because the peer was gone: the service spoke first. */
  FAILED_WRITE("failed-write"),
  /** The peer closed in good order. */
  FIN("fin"),
  /** The service closed. */
  LOCAL("local"),
  /** A read failed for another reason. */
  FAILED_READ("failed-read");

  private final String text;

  ConnectionEnd(String text) {
    this.text = text;
  }

  /** As it is counted. */
  public String text() {
    return text;
  }
}
