// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.stranger;

import java.util.List;

/** A Netty in a class loader of its own, and all that is written against it. */
public interface Twin {
  /**
   * Plays a scenario's connections, one after the other.
   *
   * @param contract what a handler in front of all others is to do, as the agent would; {@code
   *     null}: there is none
   * @return what the handlers saw, and Netty logged
   */
  List<String> play(List<Connection> connections, Contract contract);
}
