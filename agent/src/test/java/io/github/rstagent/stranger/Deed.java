// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.stranger;

/** What the contract says is to become of one failed read. */
public sealed interface Deed {
  /**
   * Nothing: as if the agent were not there.
   *
   * @param storm whether the connection is to be seen whole from now on
   */
  record Pass(boolean storm) implements Deed {}

  /** No handler sees it, and the channel closes. */
  record Suppress() implements Deed {}

  /**
   * Handlers see it with these keys in the diagnostic context.
   *
   * @param note put on the exception, or {@code null}: it is shared
   */
  record Tag(String vip, String peer, String note) implements Deed {}
}
