// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The command that finds health checkers in what tcpdump prints. */
@IntegrationTest
final class WhoIT {
  private static final Path DEMO = Path.of("../demo-app/target/demo-app.jar");
  private static final int CHECKS = 12;
  private static final Pattern SEGMENT =
      Pattern.compile(".* IP (\\S+) > (\\S+): Flags \\[(\\S+)], .*");

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  /** As the packets that this project started from: SYN, SYN-ACK, ACK, RST. */
  @Test
  void theDemosProberIsFoundInALiveCapture() throws IOException {
    assumeTrue(Files.isRegularFile(DEMO), "the demo is not built: " + DEMO);
    Path text;
    try (Tcpdump tcpdump = new Tcpdump(folder, "tcp and host 127.0.0.9")) {
      FinishedJvm demo =
          jvms.run(
              JvmCommand.tool(
                  JavaHome.ofTheBuild(), "java", "-jar", DEMO.toString(), "--checks", "" + CHECKS));
      assertThat(demo.exitCode()).as("%s", demo.stderr()).isZero();
      Await.until(
          () -> checked(tcpdump.lines()).size() == 2,
          "the last check of both services",
          () -> String.join("\n", tcpdump.lines()));
      checked(tcpdump.lines())
          .forEach(
              (service, exchanges) ->
                  assertThat(exchanges)
                      .as(service)
                      .allSatisfy(
                          exchange ->
                              assertThat(exchange).containsExactly("> S", "< S.", "> .", "> R.")));
      text = tcpdump.text();
    }

    FinishedJvm who = who(text.toString());

    assertThat(who.stderr()).isEmpty();
    assertThat(who.exitCode()).isZero();
    assertThat(who.stdout())
        .filteredOn(
            line ->
                line.matches(
                    "127\\.0\\.0\\.9 -> :\\d+ resets every 0\\.\\d\\d s \\(cv 0\\.\\d\\d, 12"
                        + " times\\), sent 0 bytes, lived .* ms: looks like a health check. To"
                        + " silence it: \"127.0.0.9 - port=\\d+ only=silent\" in the vip-file"))
        .as("a line for each of the two services, in %s", who.stdout())
        .hasSize(2);
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

    Files.writeString(
        text, "16:18:41.553460 IP localhost.5745 > localhost.https: Flags [S], seq 1, ");
    who = who(text.toString());
    assertThat(who.exitCode()).isEqualTo(1);
    assertThat(who.stdout()).isEmpty();
    assertThat(who.stderr())
        .first()
        .asString()
        .startsWith(text + ": 1 line could not be read; the first is line 1: 16:18:41.553460 IP");

    Files.write(text, new byte[] {(byte) 0xD4, (byte) 0xC3, (byte) 0xB2, (byte) 0xA1, 2, 0, 4, 0});
    who = who(text.toString());
    assertThat(who.exitCode()).isEqualTo(1);
    assertThat(who.stderr())
        .containsExactly(
            text
                + " is a capture file; accepted is its text: tcpdump -nn -r "
                + text
                + " | java -jar rst-agent.jar who");

    who = who(folder.resolve("missing").toString());
    assertThat(who.exitCode()).isEqualTo(1);
    assertThat(who.stderr()).first().asString().contains("missing cannot be read");

    assertThat(who("one", "two").exitCode()).isEqualTo(2);
  }

  private FinishedJvm who(String... arguments) {
    List<String> command = new ArrayList<>(List.of("-jar", AgentJar.path().toString(), "who"));
    command.addAll(List.of(arguments));
    return jvms.run(JvmCommand.tool(JavaHome.ofTheBuild(), "java", command.toArray(new String[0])));
  }

  /** The services that were reset as often as the demo does it: not those of other tests. */
  private static Map<String, List<List<String>>> checked(List<String> lines) {
    Map<String, Map<String, List<String>>> services = new LinkedHashMap<>();
    for (String line : lines) {
      Matcher segment = SEGMENT.matcher(line);
      if (segment.matches()) {
        boolean byChecker = segment.group(1).startsWith("127.0.0.9.");
        String checker = segment.group(byChecker ? 1 : 2);
        services
            .computeIfAbsent(segment.group(byChecker ? 2 : 1), service -> new LinkedHashMap<>())
            .computeIfAbsent(checker, port -> new ArrayList<>())
            .add((byChecker ? "> " : "< ") + segment.group(3));
      }
    }
    Map<String, List<List<String>>> checked = new LinkedHashMap<>();
    services.forEach(
        (service, exchanges) -> {
          long resets = exchanges.values().stream().filter(all -> all.contains("> R.")).count();
          if (resets == CHECKS && exchanges.size() == CHECKS) {
            checked.put(service, List.copyOf(exchanges.values()));
          }
        });
    return checked;
  }
}
