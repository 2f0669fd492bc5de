// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.demo;

/** What a connection of the demo is for. */
enum Kind {
  /** A client that sends a line, gets it back and closes in good order. */
  ECHO,
  /** What a load balancer does: connect, then reset. */
  CHECK,
  /** The same, of a peer that {@code @auto} has not found yet. */
  LEARNING,
  /** A client that breaks off in the middle of its work: the reset that must stay visible. */
  FAILURE
}
