// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.observe;

/**
 * The agent's only thread.
 *
 * <p>Made before {@code main} and started, if ever, at the first reset: a thread inherits its
 * maker's context class loader and thread locals, and those of an event loop may belong to a web
 * application that must be collectable.
 */
public final class AgentThread extends Thread {
  private Runnable task;

  public AgentThread() {
    super("rst-agent");
    setDaemon(true);
    setContextClassLoader(null);
  }

  /** Starts the thread, once. */
  synchronized void start(Runnable todo) {
    if (task == null) {
      task = todo;
      start();
    }
  }

  @Override
  public void run() {
    Runnable todo;
    synchronized (this) {
      todo = task;
    }
    todo.run();
  }
}
