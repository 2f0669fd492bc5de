// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.rstagent.it.harness.AgentJar;
import io.github.rstagent.it.harness.Allowlist;
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
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page of a recording, from the service that was recorded to the browser that shows it. */
@IntegrationTest
final class ReportIT {
  private static final int HIDDEN = 12;
  private static final int SHOWN = 3;

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  @ParameterizedTest(name = "Java {0}")
  @MethodSource("io.github.rstagent.it.harness.JavaHome#all")
  void everyJavaMakesAPageOfItsOwnRecording(JavaHome home) throws IOException {
    Path recording = record(home);

    FinishedJvm report = report(home, recording.toString());

    Path page = folder.resolve("service.html");
    assertThat(report.stderr()).as("stderr").isEmpty();
    assertThat(report.exitCode()).as("exit code").isZero();
    assertThat(report.stdout()).as("stdout").containsExactly(page.toString());
    assertThat(Files.readString(page))
        .as("page")
        .contains(HIDDEN + " resets</span> kept out of the log")
        .contains(SHOWN + "</span> shown")
        .contains("127.0.0.9", "lvs-&lt;a&gt;", "127.0.0.8", "vip-file");
  }

  @Test
  void aBrowserShowsThePageAndAsksNobody() throws IOException {
    assumeTrue(Browser.isInstalled(), "Chromium is not installed: " + Browser.PROGRAM);
    Path page = page();
    try (Browser browser = new Browser(folder)) {
      assertThat(browser.dom(page))
          .as("document")
          .contains("kept out of the log", "<svg", "</footer>", "lvs-&lt;a&gt;");
      Path corrupt = folder.resolve("corrupt.html");
      String image = "<img src=\"http://reports.example/pixel.png\">";
      Files.writeString(corrupt, Files.readString(page).replace("</main>", image + "</main>"));
      browser.dom(corrupt);
      assertThat(browser.requests()).as("requests of the page, also with an image").isEmpty();

      Path control = Files.writeString(folder.resolve("control.html"), image);
      browser.dom(control);
      assertThat(browser.requests())
          .as("requests of another page: the test would have seen one")
          .anyMatch(request -> request.contains("reports.example"));
    }
  }

  @Test
  void theBrowsersColoursAreItsReaders() throws IOException {
    assumeTrue(Browser.isInstalled(), "Chromium is not installed: " + Browser.PROGRAM);
    Path page = page();
    try (Browser browser = new Browser(folder)) {
      assertThat(brightness(browser.screenshot(page, "light.png"))).as("light").isGreaterThan(0.9f);
      assertThat(
              brightness(
                  browser.screenshot(page, "dark.png", "--blink-settings=preferredColorScheme=0")))
          .as("dark")
          .isLessThan(0.2f);
    }
  }

  private static float brightness(Path picture) throws IOException {
    BufferedImage pixels = ImageIO.read(picture.toFile());
    Color corner = new Color(pixels.getRGB(2, 2));
    return Color.RGBtoHSB(corner.getRed(), corner.getGreen(), corner.getBlue(), null)[2];
  }

  @Test
  void aPhoneNeedsNoScrollingSideways() throws IOException {
    assumeTrue(Browser.isInstalled(), "Chromium is not installed: " + Browser.PROGRAM);
    page();
    Path phone =
        Files.writeString(
            folder.resolve("phone.html"),
            """
            <iframe id="page" src="service.html" width="390" height="800"></iframe>
            <script>onload = () => {
              const root = document.getElementById('page').contentDocument.documentElement;
              document.body.append('width ' + root.clientWidth + ', needed ' + root.scrollWidth);
            }</script>
            """);
    try (Browser browser = new Browser(folder)) {
      assertThat(browser.dom(phone, "--allow-file-access-from-files"))
          .contains("width 390, needed 390");
    }
  }

  @Test
  void whatIsNoRecordingIsNamed() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "not a recording");

    assertFails(
        1,
        "no page is made of " + text + ": it cannot be read as a recording: ",
        report(text.toString()));
    assertFails(1, "there is no such file", report(folder.resolve("missing.jfr").toString()));
    assertFails(1, "it is not a file", report(folder.toString()));
    assertFails(2, "is the recording itself", report(text.toString(), "-o", text.toString()));
    assertFails(2, "Missing required parameter", report());
    assertThat(folder.resolve("notes.html")).doesNotExist();
    assertThat(text).content().isEqualTo("not a recording");
  }

  @Test
  void aRecordingOfSomethingElseHasNoPage() {
    Path recording = folder.resolve("tool.jfr");
    JavaHome home = JavaHome.ofTheBuild();
    jvms.run(
        new JvmCommand(home)
            .jvm("-XX:StartFlightRecording=filename=" + recording, "-Xlog:disable", "-version"));

    assertFails(1, "no events of rst-agent", report(recording.toString()));
  }

  @Test
  void aJavaWithoutFlightRecorderIsNamed() throws IOException {
    JavaHome home = JavaHome.ofTheBuild();
    Path recording = Files.writeString(folder.resolve("a.jfr"), "");

    FinishedJvm report =
        jvms.run(
            new JvmCommand(home)
                .jvm("--limit-modules", "java.base,java.instrument")
                .jvm("-jar", AgentJar.path().toString())
                .arguments(List.of("report", recording.toString())));

    assertFails(1, "this Java cannot read recordings: ", report);
  }

  private static void assertFails(int exitCode, String message, FinishedJvm report) {
    assertThat(report.exitCode()).as("exit code: %s", report.stderr()).isEqualTo(exitCode);
    assertThat(report.stdout()).as("stdout").isEmpty();
    assertThat(report.stderr()).as("stderr").anyMatch(line -> line.contains(message));
    assertThat(report.stderr()).as("stderr").noneMatch(line -> line.startsWith("\tat "));
  }

  private Path page() {
    FinishedJvm report = report(record(JavaHome.ofTheBuild()).toString());
    assertThat(report.exitCode()).as("exit code: %s", report.stderr()).isZero();
    return folder.resolve("service.html");
  }

  /** A service in which a listed peer and a stranger reset connections. */
  private Path record(JavaHome home) {
    Path recording = folder.resolve("service.jfr");
    Allowlist list = Allowlist.in(folder, "127.0.0.9 lvs-<a>");
    Service service =
        jvms.start(
            ServiceCommand.on(home, NettyVersions.CURRENT, Logging.LOGBACK)
                .jvm("-XX:StartFlightRecording=dumponexit=true,filename=" + recording)
                .agent(list.quietOptions()));
    Peers.LISTED.probe(service.address(), HIDDEN);
    Peers.STRANGER.probe(service.address(), SHOWN);
    service.awaitClosed(HIDDEN + SHOWN);
    PrintedRecording.awaitResets(HIDDEN + SHOWN, service, folder, jvms);
    service.quit();
    return recording;
  }

  private FinishedJvm report(String... arguments) {
    return report(JavaHome.ofTheBuild(), arguments);
  }

  private FinishedJvm report(JavaHome home, String... arguments) {
    return jvms.run(
        new JvmCommand(home)
            .jvm("-jar", AgentJar.path().toString(), "report")
            .arguments(List.of(arguments)));
  }
}
