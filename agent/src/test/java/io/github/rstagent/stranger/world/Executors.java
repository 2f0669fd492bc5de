// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.stranger.world;

import io.github.rstagent.stranger.Connection.Place;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;

/** The executors that handlers of one scenario run on, which one thread plays in turn. */
final class Executors {
  private static final int LAZINESS = 3;
  private static final int FEW = 3;

  private final OtherExecutor one = new OtherExecutor.Ordered(Integer.MAX_VALUE);
  private final OtherExecutor lazy = new OtherExecutor.Ordered(Integer.MAX_VALUE);
  private final OtherExecutor unordered = new OtherExecutor(Integer.MAX_VALUE);
  private final List<OtherExecutor> refusing = new ArrayList<>(); // one for each connection
  private int turns;

  void nextConnection() {
    refusing.add(new OtherExecutor.Ordered(FEW));
  }

  /** Returns {@code null} for the event loop. */
  EventExecutor at(Place place) {
    return switch (place) {
      case LOOP -> null;
      case ONE -> one;
      case LAZY -> lazy;
      case UNORDERED -> unordered;
      case REFUSING -> refusing.get(refusing.size() - 1);
    };
  }

  boolean haveTasks() {
    return one.hasTasks()
        || lazy.hasTasks()
        || unordered.hasTasks()
        || refusing.stream().anyMatch(OtherExecutor::hasTasks);
  }

  void takeTurns() {
    one.runTasks();
    unordered.runTasks();
    refusing.forEach(OtherExecutor::runTasks);
    if (++turns % LAZINESS == 0) {
      lazy.runTasks();
    }
  }
}
