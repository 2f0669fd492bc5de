// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.harness.Allowlist;
import io.github.rstagent.it.harness.Await;
import io.github.rstagent.it.harness.Descriptors;
import io.github.rstagent.it.harness.FinishedJvm;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.JavaHome;
import io.github.rstagent.it.harness.JvmCommand;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.NettyRelease;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.TwinRun;
import io.github.rstagent.it.service.LoadService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** One service under load, from its start to its end, and what was seen of it. */
final class LoadRun {
  /** A figure, after every peer has reset once, and at the end. */
  record Change(long before, long after) {}

  private static final int BACKLOG = 4096;
  private static final int SENDERS = 2;
  private static final long RELOAD_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final String LEAK = "LEAK: ";

  private final Service service;
  private final ResetSenders senders;
  private final AtomicInteger reloads = new AtomicInteger();
  private volatile boolean ending;
  private volatile Throwable failure; // of reloads
  private EchoLatency latency;
  private Map<String, Long> before;
  private Map<String, Long> after;
  private Change descriptors;
  private FinishedJvm finished;
  private Duration took;

  private LoadRun(JvmCommand command, ForkedJvms jvms) {
    service =
        TwinRun.start(
            command
                .classPath(NettyRelease.jars(NettyVersions.CURRENT, "nio"))
                .jvm("-Dio.netty.leakDetection.level=paranoid")
                .jvm(Logging.JUL.jvmArguments())
                .arguments(List.of("backlog=" + BACKLOG)),
            jvms);
    senders = new ResetSenders(service.address(), SENDERS);
  }

  static LoadRun withoutAgent(Duration time, ForkedJvms jvms) {
    LoadRun run = new LoadRun(command(), jvms);
    run.run(time, () -> {});
    return run;
  }

  static LoadRun withAgent(Duration time, Path folder, ForkedJvms jvms) {
    Allowlist list = Allowlist.in(folder, LoadPeers.list(0));
    LoadRun run =
        new LoadRun(command().agent(list.option() + ",summary=10s,summary-to=stderr"), jvms);
    AtomicInteger version = new AtomicInteger();
    run.run(time, () -> run.reload(list, version.incrementAndGet()));
    return run;
  }

  private static JvmCommand command() {
    return JvmCommand.main(JavaHome.ofTheBuild(), LoadService.class);
  }

  private void run(Duration time, Runnable reload) {
    senders.sendOnceFromEach();
    before = settled();
    long descriptorsBefore = countDescriptors();
    Thread reloader = new Thread(() -> reloadAgainAndAgain(reload), "reloader");
    reloader.setDaemon(true);
    long start = System.nanoTime();
    try (EchoLatency echoes = new EchoLatency(service.address())) {
      latency = echoes;
      reloader.start();
      senders.sendFor(time);
      ending = true;
      Await.until(() -> !reloader.isAlive(), "the last reload", () -> "");
    }
    took = Duration.ofNanos(System.nanoTime() - start);
    assertThat(failure).as("failure of reloads, after %s", reloads).isNull();
    settled();
    senders.echo(); // buffers that were lost are reported when others are allocated
    after = settled();
    descriptors = new Change(descriptorsBefore, countDescriptors());
    finished = service.quit();
  }

  private void reloadAgainAndAgain(Runnable reload) {
    try {
      while (!ending) {
        long start = System.nanoTime();
        reload.run();
        LockSupport.parkNanos(RELOAD_NANOS - (System.nanoTime() - start));
      }
    } catch (Throwable t) {
      failure = t;
    }
  }

  private void reload(Allowlist list, int version) {
    list.replaceWith(LoadPeers.list(version));
    if (service.ask("reload", "reloaded").startsWith(list.path().toString())) {
      reloads.incrementAndGet();
    }
  }

  /** Once nothing is open any more, and all that was sent has been counted. */
  private Map<String, Long> settled() {
    Await.until(
        () -> {
          Map<String, Long> now = figures("figures");
          return now.get("open") == 0
              && now.getOrDefault("Resets", senders.sent()) >= senders.sent();
        },
        "all connections to be closed and counted",
        () -> "sent " + senders.sent() + ", " + figures("figures"));
    return figures("settled-figures");
  }

  private Map<String, Long> figures(String command) {
    Map<String, Long> figures = new HashMap<>();
    for (String word : service.ask(command, command).split(" ", -1)) {
      int equals = word.indexOf('=');
      figures.put(word.substring(0, equals), Long.valueOf(word.substring(equals + 1)));
    }
    return figures;
  }

  private long countDescriptors() {
    return Descriptors.targets(service.jvm()).size();
  }

  long sent() {
    return senders.sent();
  }

  long sent(int kind) {
    return senders.sent(kind);
  }

  long exceptions(int kind) {
    return after.get("exceptions" + kind);
  }

  long notes(int kind) {
    return after.get("notes" + kind);
  }

  long oddities(int kind) {
    return after.get("oddities" + kind);
  }

  long counter(String name) {
    return after.get(name);
  }

  long open() {
    return after.get("open");
  }

  int reloads() {
    return reloads.get();
  }

  long echoes() {
    return latency.count() + senders.echoes();
  }

  Change descriptors() {
    return descriptors;
  }

  Change threads() {
    return new Change(before.get("threads"), after.get("threads"));
  }

  Change heap() {
    return new Change(before.get("heap"), after.get("heap"));
  }

  int exitCode() {
    return finished.exitCode();
  }

  List<String> leakReports() {
    List<String> reports = new ArrayList<>();
    for (List<String> lines : List.of(finished.stdout(), finished.stderr())) {
      lines.stream().filter(line -> line.contains(LEAK)).forEach(reports::add);
    }
    return reports;
  }

  /** For people. */
  static String sideBySide(LoadRun without, LoadRun with) {
    StringBuilder table = new StringBuilder();
    row(table, "", "without agent", "with agent");
    row(table, "seconds", without.took.toSeconds(), with.took.toSeconds());
    row(table, "resets sent", without.sent(), with.sent());
    row(table, "  a second", without.rate(), with.rate());
    row(table, "suppressed", "", with.counter("Suppressed"));
    row(table, "tagged", "", with.counter("Tagged"));
    row(table, "observed", "", with.counter("Observed"));
    row(table, "passed", "", with.counter("Passed"));
    row(table, "reloads taken", "", with.reloads());
    row(table, "echoes, none lost", without.echoes(), with.echoes());
    row(table, "echo p50 in us", without.latency.micros(0.5), with.latency.micros(0.5));
    row(table, "echo p99 in us", without.latency.micros(0.99), with.latency.micros(0.99));
    row(table, "echo max in us", without.latency.micros(1), with.latency.micros(1));
    row(table, "live heap before, kB", without.heap().before() >> 10, with.heap().before() >> 10);
    row(table, "live heap after, kB", without.heap().after() >> 10, with.heap().after() >> 10);
    row(table, "threads before", without.threads().before(), with.threads().before());
    row(table, "threads after", without.threads().after(), with.threads().after());
    row(table, "descriptors before", without.descriptors().before(), with.descriptors().before());
    row(table, "descriptors after", without.descriptors().after(), with.descriptors().after());
    row(table, "leak reports", without.leakReports().size(), with.leakReports().size());
    return table.toString();
  }

  private long rate() {
    return (senders.sent() - LoadPeers.COUNT) / Math.max(1, took.toSeconds());
  }

  private static void row(StringBuilder table, String what, Object without, Object with) {
    table.append(String.format(Locale.ROOT, "%-22s %15s %15s%n", what, without, with));
  }
}
