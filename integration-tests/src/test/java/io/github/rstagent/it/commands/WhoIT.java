// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.rstagent.it.harness.AgentJar;
import io.github.rstagent.it.harness.Await;
import io.github.rstagent.it.harness.FinishedJvm;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.JavaHome;
import io.github.rstagent.it.harness.JvmCommand;
import io.github.rstagent.it.harness.Tcpdump;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The command that finds health checkers in captures. */
@IntegrationTest
final class WhoIT {
  private static final Path DEMO = Path.of("../demo-app/target/demo-app.jar");
  private static final int CHECKS = 20;
  private static final Pattern SEGMENT =
      Pattern.compile(".* IP (\\S+) > (\\S+): Flags \\[(\\S+)], .*");

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS");

  private static final Pattern PORT = Pattern.compile("listening on port (\\d+)");

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  /** As the packets that this project started from: SYN, SYN-ACK, ACK, RST. */
  @Test
  void theDemosProberIsFoundInALiveCapture() throws IOException {
    assumeTrue(Files.isRegularFile(DEMO), "the demo is not built: " + DEMO);
    Path text;
    List<String> ports;
    try (Tcpdump tcpdump = new Tcpdump(folder, "tcp and host 127.0.0.9")) {
      FinishedJvm demo =
          jvms.run(
              JvmCommand.tool(
                  JavaHome.ofTheBuild(), "java", "-jar", DEMO.toString(), "--checks", "" + CHECKS));
      assertThat(demo.exitCode()).as("%s", demo.stderr()).isZero();
      ports =
          PORT.matcher(String.join("\n", demo.stdout()))
              .results()
              .map(port -> port.group(1))
              .toList();
      assertThat(ports).as("ports of the demo's services").hasSize(2);
      for (String port : ports) {
        Await.until(
            () ->
                exchanges(tcpdump.lines(), port).stream()
                        .filter(all -> all.contains("> R."))
                        .count()
                    == CHECKS,
            "the last check of the service on port " + port,
            () -> String.join("\n", tcpdump.lines()));
        assertThat(exchanges(tcpdump.lines(), port))
            .as("exchanges with port %s", port)
            .allSatisfy(
                exchange -> assertThat(exchange).containsExactly("> S", "< S.", "> .", "> R."));
      }
      text = atEvenTimes(tcpdump.lines());
    }

    FinishedJvm who = who(text.toString());

    assertThat(who.exitCode()).as("%s", who.stderr()).isZero();
    for (String port : ports) {
      assertThat(who.stdout())
          .filteredOn(line -> line.startsWith("127.0.0.9 -> :" + port + " "))
          .hasSize(1)
          .first()
          .asString()
          .matches(
              ".* resets every 0\\.30 s without sending anything \\(20 of 20 connections\\):"
                  + " looks like a health check.*");
    }
    assertThat(who.stdout())
        .filteredOn(
            line ->
                line.endsWith(
                    ". To silence its connections without data: vip=127.0.0.9,only=silent"))
        .as("advice, once for the address: %s", who.stdout())
        .hasSize(1);
  }

  @Test
  void whatCannotBeReadIsSaid() throws IOException {
    Path text = folder.resolve("text");
    Files.writeString(
        text,
        "16:18:41.553460 IP 192.0.2.110.5745 > 198.51.100.40.443: Flags [S], seq 1, length 0\n12");
    FinishedJvm who = who(text.toString());
    assertThat(who.exitCode()).isZero();
    assertThat(who.stdout()).containsExactly("1 segment of 1 connection");
    assertThat(who.stderr()).containsExactly("no connection in it with a complete handshake");

    Files.writeString(
        text, "16:18:41.553460 IP localhost.5745 > localhost.https: Flags [S], seq 1, win 2");
    who = who(text.toString());
    assertThat(who.exitCode()).isEqualTo(1);
    assertThat(who.stdout()).isEmpty();
    assertThat(who.stderr())
        .first()
        .asString()
        .startsWith(text + ": 1 line with names for addresses or ports; accepted: tcpdump -nn; ");

    Files.write(text, new byte[] {(byte) 0xD4, (byte) 0xC3, (byte) 0xB2, (byte) 0xA1, 2, 0, 4, 0});
    who = who(text.toString());
    assertThat(who.exitCode()).isEqualTo(1);
    assertThat(who.stderr())
        .containsExactly(
            text + ": ends in the middle of a packet", text + ": no TCP in it that can be read");

    who = who(folder.resolve("missing").toString());
    assertThat(who.exitCode()).isEqualTo(1);
    assertThat(who.stderr()).hasSize(1).first().asString().contains("missing: cannot be read: ");

    assertThat(who("one", "two").exitCode()).isEqualTo(2);
  }

  private FinishedJvm who(String... arguments) {
    List<String> command = new ArrayList<>(List.of("-jar", AgentJar.path().toString(), "who"));
    command.addAll(List.of(arguments));
    return jvms.run(JvmCommand.tool(JavaHome.ofTheBuild(), "java", command.toArray(new String[0])));
  }

  /** The same segments, a check of each service every 300 ms: a busy machine's come as they may. */
  private Path atEvenTimes(List<String> lines) throws IOException {
    Map<String, Integer> checks = new HashMap<>(); // of each service
    Map<String, LocalTime> connections = new HashMap<>();
    List<String> even = new ArrayList<>();
    for (String line : lines) {
      Matcher segment = SEGMENT.matcher(line);
      assertThat(segment.matches()).as(line).isTrue();
      if (segment.group(3).equals("S")) {
        int check = checks.merge(segment.group(2), 1, Integer::sum);
        connections.put(
            segment.group(1) + segment.group(2), LocalTime.NOON.plusNanos(check * 300_000_000L));
      }
      LocalTime time =
          connections.getOrDefault(
              segment.group(1) + segment.group(2),
              connections.get(segment.group(2) + segment.group(1)));
      even.add(TIME.format(time) + line.substring(line.indexOf(" IP ")));
    }
    return Files.write(folder.resolve("even.txt"), even);
  }

  /** What the checker sent on each connection to a port ({@code >}), and what was sent to it. */
  /** By connection: the checker may use a port of its own twice. */
  private static List<List<String>> exchanges(List<String> lines, String port) {
    List<List<String>> exchanges = new ArrayList<>();
    Map<String, List<String>> latest = new HashMap<>();
    for (String line : lines) {
      Matcher segment = SEGMENT.matcher(line);
      if (segment.matches()) {
        boolean byChecker = segment.group(1).startsWith("127.0.0.9.");
        if (segment.group(byChecker ? 2 : 1).endsWith("." + port)) {
          String checker = segment.group(byChecker ? 1 : 2);
          String what = (byChecker ? "> " : "< ") + segment.group(3);
          if (what.equals("> S")) {
            latest.put(checker, new ArrayList<>());
            exchanges.add(latest.get(checker));
          }
          latest.get(checker).add(what);
        }
      }
    }
    return exchanges;
  }
}
