// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Keeps Flight Recorder from learning new types of events, for ever. */
final class HeldFlightRecorder {
  private HeldFlightRecorder() {}

  static void hold() throws ReflectiveOperationException, InterruptedException {
    Object repository =
        Class.forName("jdk.jfr.internal.MetadataRepository").getMethod("getInstance").invoke(null);
    CountDownLatch held = new CountDownLatch(1);
    Thread holder =
        new Thread(
            () -> {
              synchronized (repository) {
                held.countDown();
                while (true) {
                  LockSupport.park();
                }
              }
            },
            "holder");
    holder.setDaemon(true);
    holder.start();
    held.await();
  }
}
