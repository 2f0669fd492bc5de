// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The agent's events in a recording, as the JDK's own tool prints them. */
public record PrintedRecording(List<String> events) {

  public static PrintedRecording of(Path recording, ForkedJvms jvms) {
    JavaHome home = JavaHome.ofTheBuild();
    assumeTrue(home.hasTool("jfr"), home.path() + " has no jfr");
    FinishedJvm jfr =
        jvms.run(
            JvmCommand.tool(home, "jfr", "print", "--events", "rstagent.*", recording.toString()));
    assertThat(jfr.exitCode()).as("exit code of jfr print").isZero();
    return new PrintedRecording(
        Stream.of(String.join("\n", jfr.stdout()).split("\n\\s*\n", -1))
            .map(String::strip)
            .filter(event -> !event.isEmpty())
            .toList());
  }

  /**
   * Waits until the recording of a running service has so many resets: the first ones wait for the
   * agent's thread.
   */
  public static void awaitResets(int count, Service service, Path folder, ForkedJvms jvms) {
    Path copy = folder.resolve("copy.jfr");
    Await.until(
        () -> {
          jcmd(
              service,
              jvms,
              "JFR.dump",
              "name=" + nameOfRecording(service, jvms),
              "filename=" + copy);
          return of(copy, jvms).events("rstagent.PeerReset").size() >= count;
        },
        count + " resets in the recording",
        () -> "");
  }

  private static String nameOfRecording(Service service, ForkedJvms jvms) {
    return String.join("\n", jcmd(service, jvms, "JFR.check").stdout())
        .replaceFirst("(?s).*name=\"?([^\"\\s]+).*", "$1");
  }

  public static FinishedJvm jcmd(Service service, ForkedJvms jvms, String... command) {
    JavaHome home = JavaHome.ofTheBuild();
    assumeTrue(home.hasTool("jcmd"), home.path() + " has no jcmd");
    FinishedJvm jcmd =
        jvms.run(
            JvmCommand.tool(home, "jcmd", String.valueOf(service.jvm().pid()))
                .arguments(List.of(command)));
    assertThat(jcmd.exitCode()).as("exit code of jcmd: %s", jcmd.stdout()).isZero();
    return jcmd;
  }

  /** The events of one type, in the order of the file, each with the lines of its fields. */
  public List<String> events(String type) {
    return events.stream().filter(event -> event.startsWith(type + " {")).toList();
  }
}
