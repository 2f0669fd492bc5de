// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.servers;

import io.github.rstagent.it.harness.AgentJar;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.JvmCommand;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** One server three times: without the agent, and with each scope of a rule. */
record ServerRuns(ServerRun withoutAgent, ServerRun scopeReset, ServerRun scopeConnection) {
  private static final String RULE = "vip=127.0.0.9,summary=off,advise=off,scope=";

  private static final Map<RealServer, CompletableFuture<ServerRuns>> RUNS =
      new ConcurrentHashMap<>();

  /** Runs a server once, however many tests look at it. One that cannot be had is skipped. */
  static ServerRuns of(RealServer server) {
    ServerCommand.jars(server);
    return RUNS.computeIfAbsent(server, ServerRuns::tryRun).join();
  }

  private static CompletableFuture<ServerRuns> tryRun(RealServer server) {
    ForkedJvms jvms = new ForkedJvms();
    try (jvms) {
      return CompletableFuture.completedFuture(
          new ServerRuns(
              ServerRun.of(server, List.of(), jvms),
              ServerRun.of(server, agent("reset"), jvms),
              // Whoever shares the address with the checker is a client: all of theirs is shown.
              ServerRun.of(server, agent("connection,only=silent"), jvms)));
    } catch (AssertionError | RuntimeException e) {
      jvms.explain(e);
      return CompletableFuture.failedFuture(e);
    }
  }

  private static List<String> agent(String scope) {
    return List.of(JvmCommand.agentFlag(AgentJar.path(), RULE + scope));
  }
}
