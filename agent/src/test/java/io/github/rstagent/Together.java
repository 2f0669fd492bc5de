// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several threads that do the same at the same time. */
public final class Together {
  private Together() {}

  /** A thread's work. */
  public interface Work {
    void run() throws Exception;
  }

  /** Returns when all are done; throws what one of them has thrown. */
  public static void run(int threads, Work work) throws Exception {
    CyclicBarrier start = new CyclicBarrier(threads);
    Callable<Void> started =
        () -> {
          start.await();
          work.run();
          return null;
        };
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Void>> done = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        done.add(pool.submit(started));
      }
      for (Future<Void> one : done) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
