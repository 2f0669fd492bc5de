// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.stranger.world;

import io.netty.util.concurrent.AbstractEventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.OrderedEventExecutor;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** An executor for handlers, which runs what has come when it is told to. */
class OtherExecutor extends AbstractEventExecutor {
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final int accepts;
  private volatile Thread running;
  private int accepted;

  /**
   * @param accepts so many tasks, and no more
   */
  OtherExecutor(int accepts) {
    this.accepts = accepts;
  }

  boolean hasTasks() {
    return !tasks.isEmpty();
  }

  void runTasks() {
    running = Thread.currentThread();
    for (Runnable task; (task = tasks.poll()) != null; ) {
      safeExecute(task);
    }
    running = null;
  }

  @Override
  public void execute(Runnable task) {
    if (accepted == accepts) {
      throw new RejectedExecutionException("by the test");
    }
    accepted++;
    tasks.add(task);
  }

  @Override
  public boolean inEventLoop(Thread asked) {
    return asked == running;
  }

  @Override
  public boolean isShuttingDown() {
    return false;
  }

  @Override
  public Future<?> shutdownGracefully(long quiet, long timeout, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<?> terminationFuture() {
    throw new UnsupportedOperationException();
  }

  @Override
  @Deprecated
  public void shutdown() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  /** One that keeps the order, and says so. */
  static final class Ordered extends OtherExecutor implements OrderedEventExecutor {
    Ordered(int accepts) {
      super(accepts);
    }
  }
}
