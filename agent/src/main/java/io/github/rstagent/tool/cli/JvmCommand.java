// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import com.grack.nanojson.JsonObject;
import io.github.rstagent.report.Lease;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command to another JVM. */
abstract class JvmCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "PID", description = "Process id of the service's JVM.")
  private String pid;

  @Override
  public final Integer call() {
    if (pid.isEmpty() || !pid.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new ParameterException(
          spec.commandLine(), "'" + pid + "' is no process id; accepted: a number");
    }
    try (AgentInJvm agent = AgentInJvm.in(pid)) {
      return call(agent);
    } catch (UnreachableException e) {
      spec.commandLine().getErr().println(spec.name() + ": " + e.getMessage());
      return RstAgentCommand.FAILED;
    }
  }

  abstract int call(AgentInJvm agent) throws UnreachableException;

  final String pid() {
    return pid;
  }

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Repeats what the agent has said on the service's stderr meanwhile. */
  final void printSaid(JsonObject state, PrintWriter to) {
    for (Object line : state.getArray(Lease.SAID)) {
      to.println(line);
    }
  }
}
