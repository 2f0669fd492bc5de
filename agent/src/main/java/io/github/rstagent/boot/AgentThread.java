// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.boot;

/**
 * A thread of the agent's.
 *
 * <p>Made by the thread that starts the agent, and started later if ever: a thread inherits its
 * maker's context class loader and thread locals, and those of an event loop may belong to a web
 * application that must be collectable.
 */
public final class AgentThread extends Thread implements Thread.UncaughtExceptionHandler {
  private volatile Runnable task;

  public AgentThread(String name) {
    super(name);
    setDaemon(true);
    setContextClassLoader(null);
    setUncaughtExceptionHandler(this);
  }

  /** What it does when it is started. */
  public void task(Runnable todo) {
    task = todo;
  }

  @Override
  public void run() {
    task.run();
  }

  /** Out of memory or stack, even for saying so. The application's own handler might exit. */
  @Override
  public void uncaughtException(Thread thread, Throwable failure) {}
}
