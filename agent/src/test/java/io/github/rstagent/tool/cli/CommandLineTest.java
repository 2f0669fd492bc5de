// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonWriter;
import io.github.rstagent.config.Key;
import io.github.rstagent.config.Preset;
import io.github.rstagent.tool.capture.Capture;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
  @TempDir Path folder;

  private record Outcome(int exitCode, List<String> out, List<String> err) {}

  private static Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commands =
        RstAgentCommand.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    int exitCode = commands.execute(arguments);
    return new Outcome(exitCode, out.toString().lines().toList(), err.toString().lines().toList());
  }

  private String list(String name, String... lines) throws Exception {
    return Files.write(folder.resolve(name), List.of(lines)).toString();
  }

  @Test
  void checkCountsRulesAndAddresses() throws Exception {
    String one = list("one", "10.0.8.3");
    String more = list("more", "10.0.8.0/24", "10.0.8.3 a", "2001:db8::/64", "@azure");

    Outcome outcome = run("check", one, more);

    assertThat(outcome.exitCode).isZero();
    assertThat(outcome.err).isEmpty();
    assertThat(outcome.out)
        .containsExactly(
            one + ": 1 rule, 1 IPv4 address, 0 IPv6 addresses",
            more + ": 4 rules, 257 IPv4 addresses, 18446744073709551616 IPv6 addresses");
  }

  @Test
  void checkSaysEveryErrorWithItsPlace() throws Exception {
    String[] lines = new String[500];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = "10.0.8." + (256 + i);
    }
    String good = list("good", "10.0.8.3");
    String bad = list("bad", lines);

    Outcome outcome = run("check", bad, good);

    assertThat(outcome.exitCode).isEqualTo(1);
    assertThat(outcome.out).singleElement().asString().startsWith(good + ": 1 rule,");
    assertThat(outcome.err).hasSize(lines.length);
    assertThat(outcome.err.get(499))
        .startsWith(bad + ":500:1: '10.0.8.755' is no IPv4 address; accepted: four numbers");
  }

  @Test
  void checkWarnsAndTheListIsGood() throws Exception {
    String file = folder.resolve("doubtful").toString();
    Files.writeString(folder.resolve("doubtful"), "0.0.0.0/0 all\n10.0.8.3\n10.0.8.3");

    Outcome outcome = run("check", file);

    assertThat(outcome.exitCode).isZero();
    assertThat(outcome.out).singleElement().asString().startsWith(file + ": 3 rules, ");
    assertThat(outcome.err)
        .satisfiesExactly(
            line -> assertThat(line).startsWith(file + ":1: warning: 0.0.0.0/0 lists 4294967296 "),
            line -> assertThat(line).startsWith(file + ":3:9: warning: the last line has no "),
            line -> assertThat(line).startsWith(file + ":3: warning: 10.0.8.3 never decides"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void checkWarnsOfAFileThatEverybodyMayWrite() throws Exception {
    String file = list("open", "10.0.8.3");
    Files.setAttribute(Path.of(file), "unix:mode", 0666);

    Outcome outcome = run("check", file);

    assertThat(outcome.exitCode).isZero();
    assertThat(outcome.err)
        .singleElement()
        .asString()
        .startsWith(file + ": warning: everybody may write it (mode 0666)");
  }

  @Test
  void checkOfAMissingFileFails() {
    String missing = folder.resolve("missing").toString();

    Outcome outcome = run("check", missing);

    assertThat(outcome.exitCode).isEqualTo(1);
    assertThat(outcome.err)
        .containsExactly(missing + ": no such file; accepted: a readable allowlist file");
  }

  @Test
  void whoSaysOnceWhatItCannotRead() {
    String missing = folder.resolve("missing").toString();

    Outcome outcome = run("who", missing);

    assertThat(outcome.exitCode).isEqualTo(1);
    assertThat(outcome.out).isEmpty();
    assertThat(outcome.err)
        .hasSize(1)
        .first()
        .asString()
        .startsWith(missing + ": cannot be read: ")
        .satisfies(line -> assertThat(line.split("missing", -1)).hasSize(2));
  }

  @Test
  void checkShowsWhatListsWouldHaveHidden() throws Exception {
    Path list = Files.writeString(folder.resolve("vips.list"), "192.0.2.0/24 lvs\n");
    Path capture = folder.resolve("checks.pcap");
    try (InputStream checks = Capture.class.getResourceAsStream("forms/checks.pcap")) {
      Files.copy(checks, capture);
    }

    Outcome outcome = run("check", list.toString(), "--against", capture.toString());

    assertThat(outcome.exitCode).as("%s", outcome.err).isZero();
    assertThat(outcome.out)
        .contains(capture + ": 80 segments of 20 connections")
        .anyMatch(line -> line.matches(".*vips.list:1\\) +20 +20 +20 +0 +0"));

    outcome = run("check", list.toString(), "--against", folder.resolve("missing").toString());
    assertThat(outcome.exitCode).isEqualTo(1);
    assertThat(outcome.err).hasSize(1);

    assertThat(run("check", "-", "--against", capture.toString()).exitCode).isEqualTo(2);
  }

  /** State that comes from a JVM which somebody else may have taken over. */
  @Test
  void whatAnotherJvmSaysIsPrintable() throws Exception {
    JsonObject state =
        JsonParser.object()
            .from(
                "{\"\\u001bk\":[\"a\\u009bb\\nc\",{\"x\":\"\\u202e\\u2028\"}],\"n\":1,\"b\":true}");

    assertThat(JsonWriter.string(Printable.of(state)))
        .isEqualTo("{\"?k\":[\"a?b?c\",{\"x\":\"??\"}],\"n\":1,\"b\":true}");
  }

  @Test
  void explainTakesVipsBeforeFilesAndDefaults() throws Exception {
    String file = list("vips", "10.0.8.0/24 net");

    Outcome outcome =
        run("explain", "10.0.8.3", "--vip-file", file, "--vip=10.0.8.3,@gcp", "--mode", "tag");

    assertThat(outcome.exitCode).isZero();
    assertThat(outcome.err).isEmpty();
    assertThat(outcome.out)
        .containsExactly(
            "10.0.8.3 on every port: 10.0.8.3 (vip) decides, resets are shown, tagged",
            "  rule: 10.0.8.3 - mode=tag scope=reset only=any (vip), 1 address",
            "  why: fewer addresses than net (" + file + ":1)",
            "  beats: 10.0.8.0/24 net mode=tag scope=reset only=any ("
                + file
                + ":1), 256 addresses");
  }

  @Test
  void explainFailsWhereThereIsNoRule() {
    Outcome outcome = run("explain", "10.0.8.3:443", "--vip", "@gcp");

    assertThat(outcome.exitCode).isEqualTo(1);
    assertThat(outcome.out).containsExactly("10.0.8.3:443: no rule, resets are shown");
    assertThat(outcome.err).isEmpty();
  }

  @Test
  void explainNotesThatAPresetCarriesOtherTraffic() {
    assertThat(run("explain", "100.125.0.1", "--vip", "@huawei").out)
        .contains(
            "note: @huawei also carries clients' traffic: always, unless \"Transfer Client IP"
                + " Address\" is on");
  }

  @Test
  void explainDoesNotAnswerFromABadList() throws Exception {
    String file = list("vips", "10.0.8.3", "10.0.8.3/24");

    Outcome outcome = run("explain", "10.0.8.3", "--vip-file", file);

    assertThat(outcome.exitCode).isEqualTo(2);
    assertThat(outcome.out).isEmpty();
    assertThat(outcome.err).hasSize(2);
    assertThat(outcome.err.get(0)).startsWith(file + ":2:1: host bits are set in '10.0.8.3/24'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chek f                          | rst-agent: unknown command 'chek', the nearest is 'check'; accepted: check, explain, ",
        "--list-preset                   | rst-agent: unknown option '--list-preset', the nearest is '--list-presets'; accepted: ",
        "check                           | rst-agent check: Missing required parameter: 'FILE'",
        "explain                         | rst-agent explain: Missing required parameter: 'ADDRESS[:PORT]'",
        "explain 10.0.8.3                | rst-agent explain: no list; accepted: --vip-file FILE, ",
        "explain 10.0.8.3 --vips 1       | rst-agent explain: unknown option '--vips', the nearest is '--vip'; accepted: ",
        "explain 10.0.8.3 --vip          | rst-agent explain: Missing required parameter for option '--vip'",
        "explain 10.0.8.3 x --vip 1.2.3.4| rst-agent explain: unexpected argument 'x'; accepted: --vip-file FILE, --vip ADDRESSES",
        "explain 10.0.8.3 vip-file=f     | rst-agent explain: unexpected argument 'vip-file=f'; accepted: --vip-file FILE, --vip ADDRESSES",
        "check vip-file=f                | rst-agent check: 'vip-file=f' is no file; accepted: a list's path alone, without the option",
        "explain 10.0.8 --vip 1.2.3.4    | rst-agent explain: '10.0.8', column 1: '10.0.8' is no IPv4 address; ",
        "explain 1.2.3.4 --vip 1.2.3.4 --mode=hide | rst-agent explain: 'hide' is no value of --mode; accepted: suppress, tag, observe",
        "explain 1.2.3.4 --vip 1.2.3.4 --max=60 | rst-agent explain: '60' is no value of --max; accepted: N/min",
        "attach 1 vip=::1 mode=tag       | rst-agent attach: unexpected argument 'mode=tag'; accepted: the agent's options in one argument, as vip=10.0.8.3,mode=tag",
        "attach 1 -vip=::1               | rst-agent attach: unexpected argument '-vip=::1'; accepted: the agent's options in one argument, as vip=10.0.8.3,vip=::1",
        "nonsense                        | rst-agent: unknown command 'nonsense'; accepted: check, explain, ",
        "completion bash                 | rst-agent completion: unexpected argument 'bash'",
      })
  void badUsageIsNamedOnStderr(String line, String error) {
    Outcome outcome = run(line.split(" +"));

    assertThat(outcome.exitCode).isEqualTo(2);
    assertThat(outcome.out).isEmpty();
    assertThat(outcome.err).hasSize(2);
    assertThat(outcome.err.get(0)).startsWith(error);
    assertThat(outcome.err.get(1)).matches("See: rst-agent( \\w+)? --help");
  }

  @Test
  void withoutACommandTheUsageIsShown() {
    Outcome outcome = run();

    assertThat(outcome.exitCode).isEqualTo(2);
    assertThat(outcome.out).isEmpty();
    assertThat(outcome.err)
        .startsWith("rst-agent: no command")
        .anyMatch(l -> l.contains("explain"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "check --help", "explain -h", "completion --help"})
  void helpIsAResult(String line) {
    Outcome outcome = run(line.split(" "));

    assertThat(outcome.exitCode).isZero();
    assertThat(outcome.err).isEmpty();
    assertThat(outcome.out).first().asString().isNotBlank();
    assertThat(outcome.out).anyMatch(text -> text.startsWith("Exit codes: 0 "));
  }

  @Test
  void presetsAreListedWithRangesSourceDateAndTraffic() {
    Outcome outcome = run("--list-presets");

    assertThat(outcome.exitCode).isZero();
    for (Preset preset : Preset.all()) {
      assertThat(outcome.out).contains(preset + ": " + preset.title());
      if (preset.source() != null) {
        assertThat(outcome.out)
            .contains("  source  " + preset.source(), "  date    " + preset.date());
      }
      if (preset.instead() != null) {
        assertThat(outcome.out).contains("  no ranges; list instead: " + preset.instead());
      }
      for (String range : preset.ranges()) {
        assertThat(outcome.out).contains("  range   " + range);
      }
    }
    assertThat(outcome.out)
        .contains("  carries clients' traffic, too: " + huawei().clientTraffic());
  }

  private static Preset huawei() {
    return Preset.all().stream().filter(p -> p.name().equals("huawei")).findFirst().orElseThrow();
  }

  @Test
  void theHelpOfAttachListsTheOptions() {
    String help = String.join(" ", run("attach", "--help").out).replaceAll("\\s+", " ");

    for (Key<?> key : Key.all()) {
      assertThat(help).contains(key.name() + " ", key.documentation());
    }
    assertThat(help).contains("(default: suppress)");
  }

  @Test
  void explainTakesWhatVipTakesAndSaysTheColumn() {
    assertThat(run("explain", "10.0.8.4", "--vip", "10.0.8.3 10.0.8.4,10.0.8.5").exitCode).isZero();
    assertThat(run("explain", "10.0.8.4", "--vip", "10.0.8.3 10.0.8.x").err)
        .first()
        .asString()
        .startsWith("--vip:1:10: '10.0.8.x' is no IPv4 address");
  }

  @Test
  void theVersionIsThatOfTheBuild() {
    Outcome outcome = run("--version");

    assertThat(outcome.exitCode).isZero();
    assertThat(outcome.out)
        .singleElement()
        .asString()
        .matches(
            "rst-agent \\d\\S+ \\(commit (unknown|[0-9a-f]{12} of \\d{4}-\\d\\d-\\d\\dT"
                + "\\d\\d:\\d\\d:\\d\\dZ(, with changes)?)\\)");
  }

  @Test
  void theVersionNamesTheCommitWhereThereIsOne() {
    assertThat(BuildVersion.text(build("0a1b2c3d4e5f", "false")))
        .isEqualTo("rst-agent 1.2.3 (commit 0a1b2c3d4e5f of 2026-11-23T01:02:03Z)");
    assertThat(BuildVersion.text(build("0a1b2c3d4e5f", "true"))).endsWith("03Z, with changes)");
    assertThat(BuildVersion.text(build("unknown", "false")))
        .isEqualTo("rst-agent 1.2.3 (commit unknown)");
  }

  private static Properties build(String commit, String changed) {
    Properties build = new Properties();
    build.setProperty("version", "1.2.3");
    build.setProperty("commit", commit);
    build.setProperty("commit.time", "2026-11-23T01:02:03Z");
    build.setProperty("changed", changed);
    return build;
  }
}
