// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.observing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.rstagent.it.harness.FinishedJvm;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.JavaHome;
import io.github.rstagent.it.harness.JvmCommand;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.PrintedRecording;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a recording has of the agent, and what a service pays that does not record. */
@IntegrationTest
final class FlightRecorderIT {
  private static final int HIDDEN = 5;
  private static final int SHOWN = 3;

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  @ParameterizedTest(name = "Java {0}")
  @MethodSource("io.github.rstagent.it.harness.JavaHome#all")
  void aRecordingFromTheStartHasEveryReset(JavaHome home) {
    Path recording = folder.resolve("service.jfr");
    Service service =
        jvms.start(
            service(home)
                .jvm("-XX:StartFlightRecording=dumponexit=true,filename=" + recording)
                .agent("vip=127.0.0.9,summary=off,advise=off"));
    reset(service);
    PrintedRecording.awaitResets(HIDDEN + SHOWN, service, folder, jvms);
    FinishedJvm jvm = service.quit();
    assertThat(jvm.exitCode()).as("exit code").isZero();

    PrintedRecording printed = PrintedRecording.of(recording, jvms);
    assertResets(printed, service);
    assertThat(printed.events("rstagent.Counters"))
        .as("counters at the end")
        .last()
        .asString()
        .contains("resets = " + (HIDDEN + SHOWN), "suppressed = " + HIDDEN, "passed = " + SHOWN);
    assertThat(printed.events("rstagent.Option"))
        .as("options in force")
        .anySatisfy(option -> assertThat(option).contains("\"summary\"", "\"off\"", "argument"));
  }

  @ParameterizedTest(name = "Java {0}")
  @MethodSource("io.github.rstagent.it.harness.JavaHome#all")
  void aRecordingThatStartsLaterHasWhatComesThen(JavaHome home) {
    Service service = jvms.start(service(home).agent("vip=127.0.0.9,summary=off,advise=off"));
    Peers.STRANGER.probe(service.address(), SHOWN);
    service.awaitClosed(SHOWN);

    Path recording = folder.resolve("service.jfr");
    PrintedRecording.jcmd(service, jvms, "JFR.start", "name=late");
    reset(service, SHOWN);
    PrintedRecording.awaitResets(HIDDEN + SHOWN, service, folder, jvms);
    PrintedRecording.jcmd(service, jvms, "JFR.dump", "name=late", "filename=" + recording);

    assertResets(PrintedRecording.of(recording, jvms), service);
  }

  private void reset(Service service) {
    reset(service, 0);
  }

  private static void reset(Service service, int before) {
    Peers.LISTED.probe(service.address(), HIDDEN);
    Peers.STRANGER.probe(service.address(), SHOWN);
    service.awaitClosed(before + HIDDEN + SHOWN);
  }

  private static void assertResets(PrintedRecording printed, Service service) {
    String localPort = "localPort = " + service.address().getPort() + "\n";
    assertThat(printed.events("rstagent.PeerReset"))
        .as("resets in the recording")
        .hasSize(HIDDEN + SHOWN)
        .allSatisfy(
            event ->
                assertThat(event)
                    .contains(localPort, "transport = \"nio\"", "message = \"Connection reset"))
        .filteredOn(event -> event.contains("peer = \"127.0.0.9\""))
        .as("resets of the listed peer")
        .hasSize(HIDDEN)
        .allSatisfy(
            event -> assertThat(event).contains("rule = \"127.0.0.9\"", "action = \"suppress\""));
    assertThat(printed.events("rstagent.PeerReset"))
        .filteredOn(event -> event.contains("peer = \"127.0.0.8\""))
        .as("resets of the stranger")
        .hasSize(SHOWN)
        .allSatisfy(
            event -> assertThat(event).contains("action = \"pass\"", "reason = \"stranger\""));
  }

  /** Without JMX, whose platform server brings a bean of Flight Recorder's. */
  @Test
  void whereNobodyRecordsOneClassOfFlightRecorderIsLoaded() throws IOException {
    Path log = folder.resolve("classes.log");
    Service service =
        jvms.start(
            service(JavaHome.ofTheBuild())
                .jvm("-Xlog:class+load:file=" + log + ":none")
                .agent("vip=127.0.0.9,summary=off,advise=off,jmx=off"));
    reset(service);
    service.quit();

    assertThat(Files.readAllLines(log))
        .as("classes of Flight Recorder and of what speaks to it")
        .map(line -> line.split(" ", 2)[0])
        .filteredOn(name -> name.startsWith("jdk.jfr.") || name.contains(".rstagent.jfr.Flight"))
        .containsExactlyInAnyOrder(
            "io.github.rstagent.report.jfr.FlightRecording",
            "io.github.rstagent.report.jfr.FlightJournal",
            "jdk.jfr.FlightRecorder");
  }

  @Test
  void aServiceOnAJavaWithoutFlightRecorderRuns() {
    JavaHome home = withoutFlightRecorder();
    Service service = jvms.start(service(home).agent("vip=127.0.0.9,summary=off,advise=off"));
    reset(service);

    assertThat(service.exceptionsOf(Peers.LISTED)).as("exceptions of the listed peer").isZero();
    assertThat(service.exceptionsOf(Peers.STRANGER)).as("those of the stranger").isEqualTo(SHOWN);
    assertThat(service.quit().agentLines())
        .as("lines of the agent: banner, Netty, hook")
        .hasSize(3)
        .noneMatch(line -> line.contains("record"));
  }

  private JavaHome withoutFlightRecorder() {
    JavaHome home = JavaHome.ofTheBuild();
    assumeTrue(
        home.hasTool("jlink") && Files.isDirectory(home.path().resolve("jmods")),
        home.path() + " cannot make a Java of fewer modules");
    Path image = folder.resolve("image");
    FinishedJvm jlink =
        jvms.run(
            JvmCommand.tool(
                home,
                "jlink",
                "--add-modules",
                "java.instrument,java.logging,java.management,java.naming,java.xml,jdk.unsupported",
                "--output",
                image.toString()));
    assertThat(jlink.exitCode()).as("exit code of jlink").isZero();
    return new JavaHome(home.version(), image);
  }

  private static ServiceCommand service(JavaHome home) {
    return ServiceCommand.on(home, NettyVersions.CURRENT, Logging.LOGBACK);
  }
}
