// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

/** Who is who in the tests. */
public final class Peers {
  /** Matched by the rule of the test, where it has one. */
  public static final Peer LISTED = new Peer("127.0.0.9");

  /** Matched by no rule. */
  public static final Peer STRANGER = new Peer("127.0.0.8");

  private Peers() {}
}
