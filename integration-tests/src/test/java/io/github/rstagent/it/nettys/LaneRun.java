// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.nettys;

import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.Lane;
import io.github.rstagent.it.harness.Left;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import io.github.rstagent.it.harness.StrictVerification;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One service gets 100 resets from a listed peer and then 100 from a stranger. Another, without the
 * agent, gets the stranger's only.
 */
record LaneRun(Left withoutAgent, Left withAgent, List<String> wrongStackMaps) {
  static final int RESETS = 100;

  /**
   * Every buffer watched for leaks: a sample of them would put other lines into some of the stack
   * traces. The two names are Netty's older and newer.
   */
  private static final String[] WATCHED_BUFFERS = {
    "-Dio.netty.leakDetectionLevel=paranoid", "-Dio.netty.leakDetection.level=paranoid"
  };

  /** Else io_uring does not know who has reset: see {@link UringPeersIT}. */
  private static final String KNOWN_PEERS = "-Dio.netty.iouring.acceptMultiShotEnabled=false";

  private static final Map<Lane, CompletableFuture<LaneRun>> RUNS = new ConcurrentHashMap<>();

  /** Runs a lane once, however many tests look at it. */
  static LaneRun of(Lane lane) {
    return RUNS.computeIfAbsent(lane, LaneRun::tryRun).join();
  }

  private static CompletableFuture<LaneRun> tryRun(Lane lane) {
    ForkedJvms jvms = new ForkedJvms();
    try (jvms) {
      return CompletableFuture.completedFuture(run(lane, jvms));
    } catch (AssertionError | RuntimeException e) {
      jvms.explain(e);
      return CompletableFuture.failedFuture(e);
    }
  }

  private static LaneRun run(Lane lane, ForkedJvms jvms) {
    Service plain = jvms.start(service(lane));
    Peers.STRANGER.probe(plain.address(), RESETS);
    plain.awaitClosed(RESETS);
    Left withoutAgent = Left.by(plain);

    StrictVerification verification = new StrictVerification(lane.home());
    Service service =
        jvms.start(
            service(lane)
                .jvm(verification.jvmArguments())
                // Without JMX, whose set-up has Java 8 keep one end of a socket pair for good
                // (BufferPoolMXBean -> FileChannelImpl -> FileDispatcherImpl.init).
                .agent("vip=127.0.0.9,summary=off,advise=off,jmx=off"));
    Peers.LISTED.probe(service.address(), RESETS);
    service.awaitClosed(RESETS);
    Peers.STRANGER.probe(service.address(), RESETS);
    service.awaitClosed(2 * RESETS);
    Left withAgent = Left.by(service);
    return new LaneRun(withoutAgent, withAgent, verification.forgiven());
  }

  private static ServiceCommand service(Lane lane) {
    return ServiceCommand.on(lane, Logging.LOGBACK)
        .jvm(WATCHED_BUFFERS)
        .jvm(KNOWN_PEERS)
        .with("transport=" + lane.transport());
  }
}
