// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import com.grack.nanojson.JsonObject;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what the agent in a JVM does, as it does it. */
@Command(
    name = "top",
    description = {
      "As status, new every second, until it is interrupted, the JVM ends, or nothing reads"
          + " its output.",
      "The agent is told once a minute that it is being watched.",
    })
final class TopCommand extends JvmCommand {
  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);

  @Option(
      names = {"-n", "--count"},
      paramLabel = "TIMES",
      description = "Stop after so many times.")
  private long times = Long.MAX_VALUE;

  @Override
  int call(AgentInJvm agent) throws UnreachableException {
    JsonObject state = agent.required().ask("status", null);
    Screen screen = new Screen(out());
    for (long shown = 1; ; shown++) {
      screen.begin();
      new StatusText(state, pid()).printTo(out(), screen.width());
      screen.end();
      if (shown >= times || System.out.checkError()) { // what is below out() swallows errors
        return 0;
      }
      LockSupport.parkNanos(INTERVAL);
      try {
        state = next(agent);
      } catch (EndedException e) {
        out().println("the JVM " + pid() + " has ended");
        return 0;
      }
    }
  }

  private static JsonObject next(AgentInJvm agent) throws UnreachableException {
    JsonObject shown = agent.shown();
    return shown == null ? agent.ask("status", null) : shown; // the lease is over: another
  }
}
