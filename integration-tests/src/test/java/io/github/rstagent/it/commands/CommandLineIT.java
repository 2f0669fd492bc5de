// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.rstagent.it.harness.AgentJar;
import io.github.rstagent.it.harness.AgentSays;
import io.github.rstagent.it.harness.FinishedJvm;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.JavaHome;
import io.github.rstagent.it.harness.JvmCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jar as a command: exit codes, streams, and that it is no service. */
@IntegrationTest
final class CommandLineIT {
  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  static List<JavaHome> javaHomes() {
    List<JavaHome> homes = new ArrayList<>(JavaHome.more());
    homes.add(JavaHome.ofTheBuild());
    return homes;
  }

  private static JvmCommand command(JavaHome home, Path jar, String... arguments) {
    List<String> all = new ArrayList<>(List.of("-jar", jar.toString()));
    all.addAll(List.of(arguments));
    return JvmCommand.tool(home, "java", all.toArray(new String[0]));
  }

  private FinishedJvm run(String... arguments) {
    return jvms.run(command(JavaHome.ofTheBuild(), AgentJar.path(), arguments));
  }

  private String list(String... lines) throws IOException {
    return Files.write(folder.resolve("vips.list"), List.of(lines)).toString();
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void checksAListOnEveryJava(JavaHome home) throws IOException {
    String good = list("10.0.8.0/24 lvs", "@gcp");
    FinishedJvm jvm = jvms.run(command(home, AgentJar.path(), "check", good));

    assertThat(jvm.stderr()).isEmpty();
    assertThat(jvm.stdout())
        .containsExactly(
            good + ": 2 rules, 68864 IPv4 addresses, 1208962713102776593809408 IPv6 addresses");
    assertThat(jvm.exitCode()).isZero();
  }

  @Test
  void errorsGoToStderrAndFail() throws IOException {
    String bad = list("10.0.8.3", "10.0.8.3 lvs onyl=silent");
    FinishedJvm jvm = run("check", bad);

    assertThat(jvm.stdout()).isEmpty();
    assertThat(jvm.stderr())
        .containsExactly(
            bad
                + ":2:14: unknown option 'onyl', the nearest is 'only';"
                + " accepted: mode, port, only, scope, max");
    assertThat(jvm.exitCode()).isEqualTo(1);
  }

  @Test
  void explainsWhoDecides() {
    FinishedJvm jvm = run("explain", "168.63.129.16:443", "--vip", "@azure");

    assertThat(jvm.exitCode()).isZero();
    assertThat(jvm.stderr()).isEmpty();
    assertThat(jvm.stdout())
        .first()
        .asString()
        .startsWith("168.63.129.16:443: @azure (vip) decides, resets are suppressed");
    assertThat(run("explain", "10.0.8.3", "--vip", "@azure").exitCode()).isEqualTo(1);
  }

  @Test
  void withoutArgumentsTheUsageAndExitCode2() {
    FinishedJvm jvm = run();

    assertThat(jvm.exitCode()).isEqualTo(2);
    assertThat(jvm.stdout()).isEmpty();
    assertThat(jvm.stderr()).startsWith("rst-agent: no command").anyMatch(l -> l.contains("check"));
  }

  @Test
  void aWrongCommandIsNamedWithTheNearest() {
    FinishedJvm jvm = run("explian", "10.0.8.3");

    assertThat(jvm.exitCode()).isEqualTo(2);
    assertThat(jvm.stdout()).isEmpty();
    assertThat(jvm.stderr().get(0))
        .startsWith("rst-agent: unknown command 'explian', the nearest is 'explain'");
  }

  @Test
  void whatIsNoTerminalGetsNoColours() {
    for (FinishedJvm jvm : List.of(run("--help"), run("--list-presets"), run("explian"))) {
      assertThat(jvm.stdout()).noneMatch(line -> line.indexOf(0x1B) >= 0);
      assertThat(jvm.stderr()).noneMatch(line -> line.indexOf(0x1B) >= 0);
    }
  }

  @Test
  void withTheFlagInTheEnvironmentItIsACommandAndNoService() throws IOException {
    Path tools = Files.createDirectories(folder.resolve("my tools"));
    Path copy = Files.copy(AgentJar.path(), tools.resolve(AgentJar.path().getFileName()));
    for (Path jar : List.of(AgentJar.path(), copy)) {
      JvmCommand command = command(JavaHome.ofTheBuild(), jar, "--version");
      FinishedJvm jvm =
          jvms.run(
              command.environment(
                  "JAVA_TOOL_OPTIONS", JvmCommand.agentFlag(AgentJar.path(), "vip=10.0.8.3")));

      assertThat(jvm.exitCode()).isZero();
      assertThat(jvm.stdout()).singleElement().asString().startsWith("rst-agent 1.");
      assertThat(jvm.stderr()).as(jar.toString()).noneMatch(AgentSays::isOwnLine);
    }
  }

  @Test
  void bashCompletesCommandsAndOptions() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash");
    Path script = folder.resolve("completion.bash");
    Files.writeString(script, run("completion").rawStdout(), StandardCharsets.ISO_8859_1);

    assertThat(completed(script, 1, "rst-agent", "ch")).containsExactly("check");
    assertThat(completed(script, 2, "rst-agent", "explain", "--vip"))
        .containsExactly("--vip", "--vip-file");
  }

  private static List<String> completed(Path script, int at, String... words)
      throws IOException, InterruptedException {
    // compopt works only where a key was pressed.
    String ask =
        "source '"
            + script
            + "'; compopt() { :; }; COMP_WORDS=("
            + String.join(" ", words)
            + "); COMP_CWORD="
            + at
            + "; _complete_rst-agent; printf '%s\\n' \"${COMPREPLY[@]}\"";
    Process bash =
        new ProcessBuilder("/bin/bash", "--norc", "-c", ask).redirectErrorStream(true).start();
    String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(output).isZero();
    return output.lines().toList();
  }
}
