// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.rstagent.it.harness.AgentCommand;
import io.github.rstagent.it.harness.AgentSays;
import io.github.rstagent.it.harness.AgentTicks;
import io.github.rstagent.it.harness.Allowlist;
import io.github.rstagent.it.harness.Await;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.Peer;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A list that changes while the service runs is taken whole, or not at all. */
@IntegrationTest
final class ReloadIT {
  private static final int RESETS = 3;
  private static final String QUIET = ",summary=off,advise=off";
  private static final String LISTED = Peers.LISTED.address();
  private static final String STRANGER = Peers.STRANGER.address();
  private static final String KEPT = "the last good list stays in force";

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  @Test
  void editedInPlace() {
    Allowlist list = Allowlist.in(folder, LISTED + " lvs-a", "127.0.0.10 lvs-b");
    Service service = start(list.path());
    assertHidden(service, Peers.LISTED);

    list.overwriteWith(STRANGER + " lvs-c\n127.0.0.10 lvs-b\n127.0.0.11 lvs-d\n127.0.0.12 lvs-e\n");
    awaitSaid(service, list.path() + ": +3 -1 rules, now 4 rules (from " + list.path() + ")");

    assertHidden(service, Peers.STRANGER);
    assertShown(service, Peers.LISTED);
    AgentTicks.await(service, 2);
    assertSaid(service, " rules, now ", 1);
  }

  /** Which is told by the file itself where size and time are those of the one before. */
  @Test
  void replacedByRename() throws IOException {
    Allowlist list = Allowlist.in(folder, LISTED + " lvs-a");
    FileTime time = FileTime.fromMillis(1_600_000_000_000L);
    Files.setLastModifiedTime(list.path(), time);
    Service service = start(list.path());
    assertHidden(service, Peers.LISTED);
    AgentTicks.await(service, 2);

    Path next = Files.writeString(folder.resolve("next"), STRANGER + " lvs-a\n");
    Files.setLastModifiedTime(next, time);
    Files.move(next, list.path(), StandardCopyOption.ATOMIC_MOVE);
    awaitSaid(service, list.path() + ": +1 -1 rules, now 1 rule");

    assertHidden(service, Peers.STRANGER);
    assertShown(service, Peers.LISTED);
  }

  /** As the kubelet does it: the file is a link into a folder that is a link. */
  @Test
  void kubernetesSwapsALink() throws IOException {
    Path first = Files.createDirectory(folder.resolve("..2026_01"));
    Files.writeString(first.resolve("vips.list"), LISTED + " lvs-a\n");
    Path data = Files.createSymbolicLink(folder.resolve("..data"), first.getFileName());
    Path list =
        Files.createSymbolicLink(folder.resolve("vips.list"), Path.of("..data", "vips.list"));
    Service service = start(list);
    assertHidden(service, Peers.LISTED);

    Path second = Files.createDirectory(folder.resolve("..2026_02"));
    Files.writeString(second.resolve("vips.list"), STRANGER + " lvs-b\n");
    Path swapped = Files.createSymbolicLink(folder.resolve("..data_tmp"), second.getFileName());
    Files.move(swapped, data, StandardCopyOption.ATOMIC_MOVE);
    Files.delete(first.resolve("vips.list"));
    Files.delete(first);
    awaitSaid(service, list + ": +1 -1 rules, now 1 rule");

    assertHidden(service, Peers.STRANGER);
    assertShown(service, Peers.LISTED);
  }

  @Test
  void deletedAndBack() throws IOException {
    Allowlist list = Allowlist.in(folder, LISTED + " lvs-a");
    Service service = start(list.path());

    Files.delete(list.path());
    awaitSaid(service, list.path() + " is gone: " + KEPT);
    AgentTicks.await(service, 3);
    assertHidden(service, Peers.LISTED);

    list.replaceWith(STRANGER + " lvs-b");
    awaitSaid(service, list.path() + ": +1 -1 rules, now 1 rule");
    assertHidden(service, Peers.STRANGER);
    assertSaid(service, " is gone", 1);
  }

  /** It is watched from bind on: not even the first resets are judged by an outdated list. */
  @Test
  void changedBeforeTheFirstConnection() {
    Allowlist list = Allowlist.in(folder, LISTED + " lvs-a");
    Service service = startWithoutConnection(list.path());

    list.replaceWith(STRANGER + " lvs-b");
    awaitSaid(service, list.path() + ": +1 -1 rules, now 1 rule");

    assertShown(service, Peers.LISTED);
    assertHidden(service, Peers.STRANGER);
  }

  @Test
  void missingAtStartAndThereBeforeTheFirstConnection() {
    Allowlist list = new Allowlist(folder);
    Service service = startWithoutConnection(list.path());

    list.replaceWith(LISTED + " lvs-a");
    awaitSaid(service, list.path() + ": +1 -0 rules, now 1 rule");

    assertHidden(service, Peers.LISTED);
  }

  @Test
  void missingAtStart() {
    Allowlist list = new Allowlist(folder);
    Service service = start(list.path());
    awaitSaid(service, list.path() + ": no such file");
    assertShown(service, Peers.LISTED);

    list.replaceWith(LISTED + " lvs-a");
    awaitSaid(service, list.path() + ": +1 -0 rules, now 1 rule (from " + list.path() + ")");

    assertHidden(service, Peers.LISTED);
  }

  /** {@code 127.0.0.8/3} is half of {@code 127.0.0.8/31}, and valid with other host bits. */
  @Test
  void halfWritten() {
    Allowlist list = Allowlist.in(folder, LISTED + " lvs-a");
    Service service = start(list.path());

    list.overwriteWith("# new\n" + STRANGER);
    awaitSaid(
        service, list.path() + " has changed, but its last line does not end in a line break");
    AgentTicks.await(service, 3);
    assertHidden(service, Peers.LISTED);
    assertShown(service, Peers.STRANGER);

    list.overwriteWith("# new\n" + STRANGER + " lvs-b\n");
    awaitSaid(service, list.path() + ": +1 -1 rules, now 1 rule");
    assertHidden(service, Peers.STRANGER);
    assertSaid(service, "does not end in a line break", 1);
  }

  @Test
  void badAndCorrected() throws IOException {
    Allowlist list = Allowlist.in(folder, LISTED + " lvs-a");
    Service service = start(list.path());

    list.overwriteWith(STRANGER + " lvs-b onyl=silent\n10.0.8.3/24\n" + LISTED + " lvs-a\n");
    awaitSaid(service, KEPT + " (1 rule (from ");
    assertSaid(service, list.path() + ":1:17: unknown option 'onyl', the nearest is 'only'", 1);
    assertSaid(service, list.path() + ":2:1: ", 1);
    AgentTicks.await(service, 3);
    assertHidden(service, Peers.LISTED);
    assertShown(service, Peers.STRANGER);
    assertSaid(service, KEPT, 1);
    String refused = new AgentCommand(jvms).status(service).getString("allowlist");
    assertThat(refused)
        .as("state of the list")
        .startsWith("1 rule (from ")
        .contains("; not taken since: " + list.path() + ":1:17: ");

    // Away and back, as it was: still not taken.
    Path aside = folder.resolve("aside");
    Files.move(list.path(), aside);
    awaitSaid(service, list.path() + " is gone");
    Files.move(aside, list.path());
    AgentTicks.await(service, 3);
    assertThat(new AgentCommand(jvms).status(service).getString("allowlist")).isEqualTo(refused);

    list.overwriteWith(STRANGER + " lvs-b only=any\n");
    awaitSaid(service, list.path() + ": +1 -1 rules, now 1 rule");
    assertHidden(service, Peers.STRANGER);
    assertThat(new AgentCommand(jvms).status(service).getString("allowlist"))
        .doesNotContain("not taken");
  }

  @Test
  void badAtStartAndCorrected() {
    Allowlist list = Allowlist.in(folder, LISTED + " lvs-a mode=hide");
    Service service = start(list.path());
    assertShown(service, Peers.LISTED);

    list.overwriteWith(LISTED + " lvs-a\n");
    awaitSaid(service, list.path() + ": +1 -0 rules, now 1 rule");

    assertHidden(service, Peers.LISTED);
  }

  /** Root may read everything, so what cannot be read is a folder. */
  @Test
  void unreadableThenEmpty() throws IOException {
    Allowlist list = Allowlist.in(folder, LISTED + " lvs-a");
    Service service = start(list.path());

    Files.delete(list.path());
    Files.createDirectory(list.path());
    awaitSaid(service, list.path() + ": not a file");
    AgentTicks.await(service, 2);
    assertHidden(service, Peers.LISTED);
    assertSaid(service, "not a file", 1);

    Files.delete(list.path());
    Files.createFile(list.path());
    awaitSaid(service, list.path() + ": +0 -1 rules, now no rules");
    assertShown(service, Peers.LISTED);
  }

  @Test
  void countsOfFormerRulesAreMarkedAndModesAreThoseInForce() {
    Allowlist list = Allowlist.in(folder, LISTED + " lvs-a", STRANGER + " lvs-b");
    Service service = start(list.path());
    assertHidden(service, Peers.LISTED);
    assertHidden(service, Peers.STRANGER);

    list.replaceWith(LISTED + " lvs-a mode=tag");
    awaitSaid(service, list.path() + ": +1 -2 rules");

    JsonObject rules = new AgentCommand(jvms).status(service).getObject("rules");
    JsonObject stays = rules.getObject("lvs-a");
    assertThat(stays.getString("mode")).as("mode, before a reset").isEqualTo("tag");
    assertThat(stays.getBoolean("inForce")).as("lvs-a is in force").isTrue();
    assertThat(stays.getLong("suppressed")).as("counted before").isEqualTo(RESETS);
    JsonObject former = rules.getObject("lvs-b");
    assertThat(former.getBoolean("inForce")).as("lvs-b is in force").isFalse();
    assertThat(former.getLong("suppressed")).isEqualTo(RESETS);
    assertThat(new AgentCommand(jvms).run("status", service).stdout())
        .anyMatch(line -> line.matches("lvs-b .*vips.list:2, no longer in force"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aListThatOthersMayWriteIsSaidAtStartAndWhenItBecomesSo() throws IOException {
    String warning = list() + ": warning: everybody may write it (mode 0666)";
    Allowlist list = Allowlist.in(folder, LISTED + " lvs-a");
    Files.setAttribute(list.path(), "unix:mode", 0666);
    Service service = start(list.path());
    awaitSaid(service, warning);
    assertHidden(service, Peers.LISTED);

    list.overwriteWith(STRANGER + " lvs-b\n");
    awaitSaid(service, "+1 -1 rules");
    assertHidden(service, Peers.STRANGER);
    assertSaid(service, warning, 1);

    Files.setAttribute(list.path(), "unix:mode", 0644);
    list.overwriteWith("# mended\n" + LISTED + " lvs-a\n127.0.0.12\n");
    awaitSaid(service, "+2 -1 rules");
    assertSaid(service, warning, 1);

    Files.setAttribute(list.path(), "unix:mode", 0666);
    list.overwriteWith("# open once more\n" + LISTED + " lvs-a\n");
    awaitSaid(service, "+0 -1 rules");
    assertSaid(service, warning, 2);
  }

  private Path list() {
    return folder.resolve(Allowlist.NAME);
  }

  @Test
  void aMillionLines() throws IOException {
    Allowlist list = Allowlist.in(folder, LISTED + " lvs-a");
    Service service = start(list.path());

    Path many = folder.resolve("many");
    try (BufferedWriter lines = Files.newBufferedWriter(many)) {
      for (int i = 0; i < 1_000_000; i++) {
        lines.write("10." + (i >> 16) + "." + (i >> 8 & 0xFF) + "." + (i & 0xFF) + "\n");
      }
      lines.write(STRANGER + " the-last\n");
    }
    Files.move(many, list.path(), StandardCopyOption.ATOMIC_MOVE);
    Await.until(
        Duration.ofSeconds(100),
        () -> !said(service, list.path() + ": +1000001 -1 rules, now 1000001 rules").isEmpty(),
        "a million rules",
        () -> String.valueOf(service.jvm().stderr().lines()));

    assertHidden(service, Peers.STRANGER);
    assertShown(service, Peers.LISTED);
  }

  @Test
  void everyResetIsCountedOnceAcrossReloads() throws InterruptedException {
    int peers = 8;
    int resets = 60;
    String[] lists = {
      "127.0.9.0/30 first", "127.0.9.0/30 first mode=observe", "127.0.9.0/29 second mode=tag"
    };
    Allowlist list = Allowlist.in(folder, lists[0]);
    Service service = start(list.path());
    AgentCommand command = new AgentCommand(jvms);
    assertAddsUp(command.status(service));

    AtomicInteger phase = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < peers; i++) {
      Peer peer = new Peer("127.0.9." + i);
      Thread thread = new Thread(() -> probeInPhases(service, peer, resets, phase));
      threads.add(thread);
      thread.start();
    }
    // The first two reloads happen while the peers are at it.
    for (int next = 1; next < lists.length; next++) {
      list.replaceWith(lists[next]);
      int reloads = next;
      Await.until(
          () -> said(service, " rules, now ").size() >= reloads, "a reload", service::history);
      assertAddsUp(command.status(service));
      phase.set(next);
    }
    for (Thread thread : threads) {
      thread.join(Await.patience().toMillis());
    }
    int all = peers * resets * lists.length;
    service.awaitClosed(all + 1); // one woke the service up

    JsonObject state = command.status(service);
    assertAddsUp(state);
    assertThat(state.getLong("resets")).as("resets counted").isEqualTo(all);
    assertThat(state.getLong("suppressed")).as("suppressed").isPositive();
    assertThat(state.getLong("observed")).as("observed").isPositive();
    assertThat(state.getLong("tagged")).as("tagged").isPositive();
    assertThat(state.getLong("passed")).as("passed").isPositive();
    assertThat(service.events("exception"))
        .as("exceptions that the service saw")
        .hasSize(all - (int) state.getLong("suppressed"));
    for (Object rule : state.getObject("rules").values()) {
      assertThat(((JsonObject) rule).getLong("passed")).as("passed by a rule").isZero();
    }
  }

  private static void probeInPhases(Service service, Peer peer, int resets, AtomicInteger phase) {
    for (int now = 0; now < 3; now++) {
      int wanted = now;
      Await.until(() -> phase.get() >= wanted, "phase " + now, () -> "");
      peer.probe(service.address(), resets);
    }
  }

  private static void assertAddsUp(JsonObject state) {
    assertThat(state.getLong("resets"))
        .as("resets = suppressed + tagged + observed + passed: %s", state)
        .isEqualTo(
            state.getLong("suppressed")
                + state.getLong("tagged")
                + state.getLong("observed")
                + state.getLong("passed"));
  }

  private Service startWithoutConnection(Path list) {
    return jvms.start(
        ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK)
            .agent("vip-file=" + list + QUIET));
  }

  /** A service that has accepted a connection, so that it is hooked. */
  private Service start(Path list) {
    Service service = startWithoutConnection(list);
    new Peer("127.0.0.7").connect(service.address()).fin();
    service.jvm().awaitLine(service.jvm().stderr(), AgentSays.hooked("nio"), "a hooked Netty");
    return service;
  }

  private static void assertHidden(Service service, Peer peer) {
    assertThat(service.shownOf(peer, RESETS)).as("exceptions of %s", peer).isZero();
  }

  private static void assertShown(Service service, Peer peer) {
    assertThat(service.shownOf(peer, RESETS)).as("exceptions of %s", peer).isEqualTo(RESETS);
  }

  private static List<String> said(Service service, String text) {
    return service.jvm().stderr().lines().stream()
        .filter(line -> AgentSays.isOwnLine(line) && line.contains(text))
        .toList();
  }

  private static void assertSaid(Service service, String text, int times) {
    assertThat(said(service, text)).as("lines with '%s'", text).hasSize(times);
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
