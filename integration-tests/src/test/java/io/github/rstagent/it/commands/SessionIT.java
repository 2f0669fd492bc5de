// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.harness.AgentCommand;
import io.github.rstagent.it.harness.FinishedJvm;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.Peer;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The session on the page of the commands, played again: every command says what stands there. */
@IntegrationTest
final class SessionIT {
  private static final Path PAGE = Path.of("../docs/commands.md");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\n(.*?)^```$");
  private static final Pattern COMMAND = Pattern.compile("(?m)^\\$ rst-agent ");
  private static final List<String> PEERS = List.of("127.0.8.3", "127.0.8.17", "127.0.9.40");
  private static final int RESETS = 3;

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  @Test
  void everyCommandSaysWhatThePageShows() throws IOException {
    Service service = jvms.start(ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK));
    List<String> blocks = blocks();
    assertThat(blocks).as("a list, and the commands before and after the resets").hasSize(3);
    Files.writeString(folder.resolve("vips.list"), blocks.get(0));

    play(blocks.get(1), service);
    for (String peer : PEERS) {
      new Peer(peer).probe(service.address(), RESETS);
    }
    service.awaitClosed(RESETS * PEERS.size());
    play(blocks.get(2), service);
  }

  private static List<String> blocks() throws IOException {
    String page = Files.readString(PAGE);
    return BLOCK
        .matcher(page.substring(page.indexOf("## A session")))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  private void play(String block, Service service) {
    List<String> commands = COMMAND.splitAsStream(here(block, service)).skip(1).toList();
    assertThat(commands).isNotEmpty();
    for (String command : commands) {
      List<String> lines = command.lines().toList();
      FinishedJvm done = new AgentCommand(jvms).run(lines.get(0).split(" ", -1));
      assertThat(general(Stream.concat(done.stdout().stream(), done.stderr().stream())))
          .as(lines.get(0))
          .isEqualTo(general(lines.stream().skip(1)));
    }
  }

  /** With the list, the process and the port of this service. */
  private String here(String block, Service service) {
    return block
        .replaceAll("(?:/etc/rst-agent/)?\\bvips\\.list", folder.resolve("vips.list").toString())
        .replace("10672", String.valueOf(service.jvm().pid()))
        .replace(":8080", ":" + service.address().getPort());
  }

  /** Without what differs from run to run. */
  private static List<String> general(Stream<String> lines) {
    return lines
        .map(line -> line.replaceAll("read \\S+Z", "read TIME"))
        .map(line -> line.replaceAll("\\b\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?(?=: | in )", "VERSION"))
        .map(line -> line.replaceAll("Netty \\S+", "Netty RELEASE"))
        .map(line -> line.replaceAll(" +", " ").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
