// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.stranger.world;

import io.github.rstagent.stranger.Connection;
import io.github.rstagent.stranger.Contract;
import io.github.rstagent.stranger.Twin;
import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import org.slf4j.MDC;
import org.slf4j.event.Level;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.impl.StaticLoggerBinder;

/**
 * Plays connections on one event loop and one executor, two real threads that take turns: so the
 * same scenario gives the same record each time.
 */
public final class World implements Twin {
  /** Tasks that make tasks, as a close does that handlers hear of later, are so deep at most. */
  private static final int SETTLING_STEPS = 4;

  private final EventLoop loop =
      new NioEventLoopGroup(1, new DefaultThreadFactory("world", true)).next();
  private final Queue<Runnable> steps = new ArrayDeque<>();
  private final Semaphore loopRests = new Semaphore(0);
  private final Semaphore loopMayGoOn = new Semaphore(0);
  private int settling; // steps that are left, once there is nothing else to do
  private volatile boolean over;
  private volatile Throwable failure;

  @Override
  public List<String> play(List<Connection> connections, Contract contract) {
    StaticLoggerBinder.events().clear();
    Executors elsewhere = new Executors();
    Seen seen = new Seen();
    MDC.clear();
    steps.add(MDC::clear); // what an earlier scenario has left there, it has said
    for (int i = 0; i < connections.size(); i++) {
      elsewhere.nextConnection();
      Player player = new Player(i, connections.get(i), contract, elsewhere, seen);
      steps.add(() -> player.begin(loop));
      settle();
      for (Connection.Read read : connections.get(i).reads()) {
        steps.add(() -> player.read(read));
        settle();
      }
      steps.add(player::end);
      settle();
    }
    over = false;
    settling = SETTLING_STEPS;
    failure = null;
    loop.execute(() -> advance(elsewhere));
    takeTurns(elsewhere);
    addLog(seen);
    return seen.lines();
  }

  private void settle() {
    for (int i = 0; i < SETTLING_STEPS; i++) {
      steps.add(() -> {});
    }
  }

  /** On the loop; queues itself again, behind all that the step has queued. */
  private void advance(Executors elsewhere) {
    try {
      boolean busy = elsewhere.haveTasks();
      if (busy) {
        loopRests.release();
        loopMayGoOn.acquireUninterruptibly();
      }
      if (steps.isEmpty() && busy) {
        settling = SETTLING_STEPS;
      }
      Runnable step = steps.isEmpty() && settling-- > 0 ? () -> {} : steps.poll();
      if (step == null) {
        over = true;
        loopRests.release();
        return;
      }
      step.run();
    } catch (Throwable t) {
      failure = t;
      steps.clear();
    }
    loop.execute(() -> advance(elsewhere));
  }

  /** On the thread that plays the executor, while the loop rests. */
  private void takeTurns(Executors elsewhere) {
    while (true) {
      loopRests.acquireUninterruptibly();
      if (over) {
        break;
      }
      elsewhere.takeTurns();
      loopMayGoOn.release();
    }
    if (failure != null) {
      throw new AssertionError("the test itself fails", failure);
    }
  }

  private static void addLog(Seen seen) {
    for (SubstituteLoggingEvent event; (event = StaticLoggerBinder.events().poll()) != null; ) {
      if (event.getLoggerName().startsWith("io.netty.channel.")
          && (event.getLevel() == Level.WARN || event.getLevel() == Level.ERROR)) {
        seen.log(event);
      }
    }
  }
}
