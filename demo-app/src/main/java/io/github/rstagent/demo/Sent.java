// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.demo;

/** One connection that was made to a service. */
final class Sent {
  final Kind kind;

  /** The client's end, as the service's log names it: {@code 127.0.0.9:53416}. */
  final String peer;

  Sent(Kind kind, String peer) {
    this.kind = kind;
    this.peer = peer;
  }
}
