// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.grack.nanojson.JsonObject;
import io.github.rstagent.it.harness.AgentCommand;
import io.github.rstagent.it.harness.AgentSays;
import io.github.rstagent.it.harness.AgentTicks;
import io.github.rstagent.it.harness.Allowlist;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.Peer;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import io.github.rstagent.it.harness.SystemCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The machine fails, and the agent does its work. */
@IntegrationTest
final class TroubledMachineIT {
  private static final int RESETS = 3;

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  /** Where stderr goes to a file, every line that the agent writes fails. */
  @Test
  void aFullDisk() {
    Service service =
        jvms.start(
            ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK)
                .agent("vip=" + Peers.LISTED.address() + ",summary=1s,summary-to=stderr,debug=on")
                .under("sh", "-c", "exec \"$0\" \"$@\" 2> /dev/full"));

    assertHidden(service, Peers.LISTED);
    assertShown(service, Peers.STRANGER);
    AgentTicks.await(service, 2);
    assertHidden(service, Peers.LISTED);
    JsonObject state = new AgentCommand(jvms).status(service);
    assertThat(state.getLong("suppressed")).as("suppressed").isEqualTo(2 * RESETS);
    assertThat(service.quit().exitCode()).as("exit code of the service").isZero();
  }

  /** The agent's intervals are not measured with the clock that shows the time of day. */
  @ParameterizedTest(name = "by {0} s")
  @ValueSource(ints = {-86_400, 86_400})
  void aClockThatJumps(int seconds) throws IOException, InterruptedException {
    Path jump = folder.resolve("jump");
    Allowlist list = Allowlist.in(folder, Peers.LISTED.address() + " lvs-a");
    Service service =
        jvms.start(
            ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK)
                .agent(list.option() + ",advise=off,summary=1s,summary-to=stderr")
                .environment("LD_PRELOAD", clockThatJumps().toString())
                .environment("CLOCK_JUMP_IF", jump.toString())
                .environment("CLOCK_JUMP_BY", String.valueOf(seconds)));
    AgentCommand command = new AgentCommand(jvms);
    assertHidden(service, Peers.LISTED);
    awaitSaid(service, "suppressed 3 resets in ");
    long before = command.status(service).getLong("time");

    Files.createFile(jump);
    long after = command.status(service).getLong("time");
    assertThat((after - before) / 1000.0)
        .as("seconds by which the service's time of day has changed")
        .isBetween(seconds - 60.0, seconds + 60.0);
    list.replaceWith(Peers.STRANGER.address() + " lvs-b");
    awaitSaid(service, "+1 -1 rules");
    assertHidden(service, Peers.STRANGER);
    awaitSaid(service, ": lvs-b 3 (");
    assertShown(service, Peers.LISTED);
  }

  /** A library that stands before the system's: {@code man 8 ld.so}. */
  private Path clockThatJumps() throws IOException, InterruptedException {
    Path source =
        Files.writeString(
            folder.resolve("clock.c"),
            """
            #define _GNU_SOURCE
            #include <dlfcn.h>
            #include <stdlib.h>
            #include <time.h>
            #include <unistd.h>

            int clock_gettime(clockid_t clock, struct timespec *now) {
              static int (*real)(clockid_t, struct timespec *);
              if (!real) {
                real = dlsym(RTLD_NEXT, "clock_gettime");
              }
              int result = real(clock, now);
              const char *file = getenv("CLOCK_JUMP_IF");
              if (clock == CLOCK_REALTIME && file && access(file, F_OK) == 0) {
                now->tv_sec += atol(getenv("CLOCK_JUMP_BY"));
              }
              return result;
            }
            """);
    Path library = folder.resolve("clock.so");
    assumeTrue(SystemCalls.isInstalled("cc"), "there is no C compiler");
    Process cc =
        new ProcessBuilder("cc", "-shared", "-fPIC", "-o", library.toString(), source.toString())
            .inheritIO()
            .start();
    assertThat(cc.waitFor()).as("exit code of the C compiler").isZero();
    return library;
  }

  private static void assertHidden(Service service, Peer peer) {
    assertThat(service.shownOf(peer, RESETS)).as("exceptions of %s", peer).isZero();
  }

  private static void assertShown(Service service, Peer peer) {
    assertThat(service.shownOf(peer, RESETS)).as("exceptions of %s", peer).isEqualTo(RESETS);
  }

  private static void awaitSaid(Service service, String text) {
    service
        .jvm()
        .awaitLine(
            service.jvm().stderr(),
            line -> AgentSays.isOwnLine(line) && line.contains(text),
            "a line with '" + text + "'");
  }
}
