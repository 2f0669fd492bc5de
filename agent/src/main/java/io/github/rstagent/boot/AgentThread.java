// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.boot;

/**
 * The agent's only thread, apart from the hook that runs at exit.
 *
 * <p>Made before {@code main} and started, if ever, at the first reset: a thread inherits its
 * maker's context class loader and thread locals, and those of an event loop may belong to a web
 * application that must be collectable.
 */
public final class AgentThread extends Thread implements Thread.UncaughtExceptionHandler {
  private volatile Runnable task;

  public AgentThread() {
    super("rst-agent");
    setDaemon(true);
    setContextClassLoader(null);
    setUncaughtExceptionHandler(this);
  }

  /**
   * Starts the thread. Where that fails, it may be tried again.
   *
   * @throws Error where the system has no thread to give
   */
  void start(Runnable todo) {
    task = todo;
    start();
  }

  @Override
  public void run() {
    task.run();
  }

  /** Out of memory or stack, even for saying so. The application's own handler might exit. */
  @Override
  public void uncaughtException(Thread thread, Throwable failure) {}
}
