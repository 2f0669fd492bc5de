// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The Nettys that were met, and what became of their transports. Any thread; nothing of theirs is
 * kept but text.
 */
public final class Nettys {
  /** The state of a transport whose resets come to the agent. */
  public static final String HOOKED = "hooked";

  /** A container that is deployed to for years meets the same ones again and again. */
  private static final int MOST = 256;

  private final Set<String> met = new LinkedHashSet<String>();
  private final Map<String, String> transports = new LinkedHashMap<String, String>();
  private final Map<String, String> unwatched = new LinkedHashMap<String, String>();
  private boolean restored;

  /** A Netty was met. */
  public synchronized void met(String netty) {
    if (met.size() < MOST) {
      met.add(netty);
    }
  }

  /**
   * Something became of a transport.
   *
   * @param state {@link #HOOKED}, or why it is not
   */
  public synchronized void transport(String netty, String transport, String state) {
    String key = transport + " of Netty " + netty;
    if (transports.size() < MOST || transports.containsKey(key)) {
      transports.put(key, state);
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
    return new ArrayList<String>(met);
  }

  /** One line for each transport, and for each Netty whose connections cannot be watched. */
  public synchronized List<String> hooks() {
    List<String> lines = new ArrayList<String>();
    for (Map.Entry<String, String> transport : transports.entrySet()) {
      boolean was = restored && transport.getValue().equals(HOOKED);
      lines.add(transport.getKey() + ": " + (was ? "original bytecode" : transport.getValue()));
    }
    for (Map.Entry<String, String> netty : unwatched.entrySet()) {
      lines.add("connections of Netty " + netty.getKey() + ": not watched, " + netty.getValue());
    }
    return lines;
  }
}
