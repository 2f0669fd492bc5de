// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The Nettys that were met, and what became of their transports. Any thread; nothing of theirs is
 * kept but text.
 */
public final class Nettys {
  /** The state of a transport whose resets come to the agent. */
  public static final String HOOKED = "hooked";

  /** A container that is deployed to for years meets the same ones again and again. */
  private static final int MOST = 256;

  /** By Netty, the state of each transport of which anything is known. */
  private final Map<String, Map<String, String>> transports = new LinkedHashMap<>();

  private final Map<String, String> unwatched = new LinkedHashMap<>();
  private boolean restored;

  /** A Netty was met. */
  public synchronized void met(String netty) {
    if (transports.size() < MOST && !transports.containsKey(netty)) {
      transports.put(netty, new LinkedHashMap<>());
    }
  }

  /**
   * Something became of a transport.
   *
   * @param state {@link #HOOKED}, or why it is not
   */
  public synchronized void transport(String netty, String transport, String state) {
    met(netty);
    Map<String, String> known = transports.get(netty);
    if (known != null) {
      known.put(transport, state);
    }
  }

  /**
   * Connections of a Netty cannot be watched, and so none is known to be silent.
   *
   * @param reason why
   */
  public synchronized void unwatched(String netty, String reason) {
    if (unwatched.size() < MOST) {
      unwatched.put(netty, reason);
    }
  }

  /** Whether the original bytecode is back in all of them. */
  public synchronized void restored(boolean all) {
    restored = all;
  }

  /** Names of those that were met. */
  public synchronized List<String> names() {
    return new ArrayList<>(transports.keySet());
  }

  /**
   * One line for each transport, for each Netty of which none is known yet, and for each whose
   * connections cannot be watched.
   */
  public synchronized List<String> hooks() {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, Map<String, String>> netty : transports.entrySet()) {
      for (Map.Entry<String, String> transport : netty.getValue().entrySet()) {
        boolean was = restored && transport.getValue().equals(HOOKED);
        lines.add(
            transport.getKey()
                + " of Netty "
                + netty.getKey()
                + ": "
                + (was ? "original bytecode" : transport.getValue()));
      }
      if (netty.getValue().isEmpty()) {
        lines.add("Netty " + netty.getKey() + ": seen, hooked with its first accepted connection");
      }
    }
    for (Map.Entry<String, String> netty : unwatched.entrySet()) {
      lines.add("connections of Netty " + netty.getKey() + ": not watched, " + netty.getValue());
    }
    return lines;
  }
}
