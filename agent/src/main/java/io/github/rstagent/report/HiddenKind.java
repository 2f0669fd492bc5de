// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

/** What a hidden log event spoke of. */
public enum HiddenKind {
  /** A reset, whatever else of a connection's end came with it. */
  RESET("reset"),
  /** A TLS handshake that the peer's close cut off. */
  HANDSHAKE("handshake"),
  /** A closed channel and nothing else. */
  FIN("fin"),
  /** No exception at all: accepted, active, inactive. */
  LIFECYCLE("lifecycle");

  private final String text;

  HiddenKind(String text) {
    this.text = text;
  }

  /** As it is counted and recorded. */
  public String text() {
    return text;
  }
}
