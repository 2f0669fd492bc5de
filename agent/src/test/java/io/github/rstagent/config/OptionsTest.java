// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.rules.Mode;
import io.github.rstagent.rules.Only;
import io.github.rstagent.rules.Problem;
import io.github.rstagent.rules.Scope;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
  private static final String KEYS =
      "vip, vip-file, mode, scope, only, max, advise, summary, summary-to, jmx, uring-peers,"
          + " enabled, debug, config";
  private static final String PIECES =
      "key=value pieces, commas between them, as vip=10.0.8.3 or vip-file=PATH";
  private static final String ADDRESSES = "addresses, networks a/n, ranges a-b or presets @name";

  @TempDir Path folder;

  private final Properties system = new Properties();
  private final Map<String, String> environment = new HashMap<>();

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", ",", " , ,"})
  void withoutOptionsTheDefaultsHold(String argument) {
    Options options = read(argument);

    assertThat(options.problems()).isEmpty();
    assertThat(options.warnings()).isEmpty();
    assertThat(options.vips()).isEmpty();
    assertThat(options.vipFiles()).isEmpty();
    assertThat(options.ruleDefaults().mode()).isEqualTo(Mode.SUPPRESS);
    assertThat(options.ruleDefaults().scope()).isEqualTo(Scope.RESET);
    assertThat(options.ruleDefaults().only()).isEqualTo(Only.ANY);
    assertThat(options.ruleDefaults().max()).isZero();
    assertThat(options.advise()).isEqualTo(Advise.ON);
    assertThat(options.summaryMillis()).isEqualTo(60_000);
    assertThat(options.summaryToLogger()).isTrue();
    assertThat(options.jmx()).isTrue();
    assertThat(options.uringPeers()).isFalse();
    assertThat(options.enabled()).isTrue();
    assertThat(options.debug()).isFalse();
    assertThat(options.configFile()).isNull();
  }

  @Test
  void everyKeyHasItsEffect() {
    Options options =
        read(
            "vip=10.0.8.3,vip-file=a.list,mode=tag,scope=connection,only=silent,max=60/min,advise=off,"
                + "summary=5m,summary-to=stderr,jmx=off,uring-peers=on,enabled=false,debug=on");

    assertThat(options.problems()).isEmpty();
    assertThat(options.vips()).extracting(Setting::value).containsExactly("10.0.8.3");
    assertThat(options.vipFiles()).containsExactly(new File("a.list"));
    assertThat(options.ruleDefaults().mode()).isEqualTo(Mode.TAG);
    assertThat(options.ruleDefaults().scope()).isEqualTo(Scope.CONNECTION);
    assertThat(options.ruleDefaults().only()).isEqualTo(Only.SILENT);
    assertThat(options.ruleDefaults().max()).isEqualTo(60);
    assertThat(options.advise()).isEqualTo(Advise.OFF);
    assertThat(options.summaryMillis()).isEqualTo(300_000);
    assertThat(options.summaryToLogger()).isFalse();
    assertThat(options.jmx()).isFalse();
    assertThat(options.uringPeers()).isTrue();
    assertThat(options.enabled()).isFalse();
    assertThat(options.debug()).isTrue();
  }

  /** The values of vip with their columns. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "vip=10.0.8.3                        | 10.0.8.3@5",
        "vip=10.0.8.3,10.0.8.4,2001:db8::/32 | 10.0.8.3@5 10.0.8.4@14 2001:db8::/32@23",
        "mode=tag,vip=10.0.8.3,10.0.8.4      | 10.0.8.3@14 10.0.8.4@23",
        "vip=10.0.8.3,vip=10.0.8.4           | 10.0.8.3@5 10.0.8.4@18",
        "vip=10.0.8.3,mode=tag,vip=10.0.8.4,10.0.8.5 | 10.0.8.3@5 10.0.8.4@27 10.0.8.5@36",
        "vip=\"10.0.8.3,10.0.8.4\",mode=tag  | 10.0.8.3@6 10.0.8.4@15",
        "\"vip=10.0.8.3,10.0.8.4\",mode=tag  | 10.0.8.3@6 10.0.8.4@15",
        "vip=10.0.8.3,\"10.0.8.4\"           | 10.0.8.3@5 10.0.8.4@15",
        "vip=10.0.8.3 10.0.8.4               | 10.0.8.3@5 10.0.8.4@14",
        "vip = 10.0.8.3 , 10.0.8.4 , mode = tag | 10.0.8.3@7 10.0.8.4@18",
        "vip=10.0.8.3,,10.0.8.4,             | 10.0.8.3@5 10.0.8.4@15",
        ",vip=10.0.8.3                       | 10.0.8.3@6",
      })
  void vipGoesOnBehindAComma(String argument, String vips) {
    Options options = read(argument);

    assertThat(options.problems()).isEmpty();
    assertThat(options.vips())
        .extracting(vip -> vip.value() + vip.where().replace("agent argument:1:", "@"))
        .containsExactly(vips.split(" "));
    if (argument.contains("mode")) {
      assertThat(options.ruleDefaults().mode()).isEqualTo(Mode.TAG);
    }
  }

  @Test
  void doubleQuotesProtectCommasInPaths() {
    Options options = read("vip-file=\"/etc/a,b=c.list\",vip-file=/etc/two words.list,mode=tag");

    assertThat(options.problems()).isEmpty();
    assertThat(options.vipFiles())
        .containsExactly(new File("/etc/a,b=c.list"), new File("/etc/two words.list"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "onyl=silent           | 1  | unknown key 'onyl', the nearest is 'only' | K",
        "vip=::1,onyl=silent   | 9  | unknown key 'onyl', the nearest is 'only' | K",
        "Mode=tag              | 1  | unknown key 'Mode', upper and lower case differ: 'mode' | K",
        "vip_file=a            | 1  | unknown key 'vip_file', the nearest is 'vip-file' | K",
        "=tag                  | 1  | unknown key '' | K",
        "vip=::1,port=443      | 9  | unknown key 'port' | PORT",
        "10.0.8.3              | 1  | '10.0.8.3' has no '=', and does not follow a vip | P",
        "debug                 | 1  | 'debug' has no '=', and does not follow a vip | P",
        "vip=::1,mode=tag,::2  | 18 | '::2' has no '=', and does not follow a vip | P",
        "vip-file=a,b          | 12 | 'b' has no '=', and does not follow a vip | a second file as vip-file=PATH, a path with a comma in double quotes",
        "vip=\"::1             | 5  | a double quote without a second | P",
        "vip=                  | 5  | vip has no value | A",
        "vip=\"\"              | 7  | vip has no value | A",
        "vip=,mode=tag         | 5  | vip has no value | A",
        "vip-file=             | 10 | vip-file has no value | the path of an allowlist file",
        "config=               | 8  | config has no value | the path of a properties file",
        "mode=tag,mode=tag     | 10 | 'mode' stands twice | each key but vip and vip-file once",
        "mode=                 | 6  | mode has no value | suppress, tag, observe",
        "mode=\"hide\"         | 7  | 'hide' is no value of mode | suppress, tag, observe",
        "mode=Tag              | 6  | 'Tag' is no value of mode, values are in lower case | suppress, tag, observe",
        "scope=all             | 7  | 'all' is no value of scope | reset, connection",
        "only=probe            | 6  | 'probe' is no value of only | any, silent",
        "max=60                | 5  | '60' is no value of max | N/min with N from 1 to 999999999, or off",
        "advise=connection    | 8  | 'connection' is no value of advise | off, on, connections",
        "advise=yes            | 8  | 'yes' is no value of advise | off, on, connections",
        "jmx=true              | 5  | 'true' is no value of jmx | on, off",
        "uring-peers=1         | 13 | '1' is no value of uring-peers | on, off",
        "debug=ON              | 7  | 'ON' is no value of debug, values are in lower case | on, off",
        "enabled=on            | 9  | 'on' is no value of enabled | true, false",
        "summary-to=stdout     | 12 | 'stdout' is no value of summary-to | logger, stderr",
        "summary=60            | 9  | '60' is no value of summary | I",
        "summary=0s            | 9  | '0s' is no value of summary | I",
        "summary=s             | 9  | 's' is no value of summary | I",
        "summary=1d            | 9  | '1d' is no value of summary | I",
        "summary=-5m           | 9  | '-5m' is no value of summary | I",
        "summary=1.5m          | 9  | '1.5m' is no value of summary | I",
        "summary=500ms         | 9  | '500ms' is no value of summary | I",
        "summary=1000000h      | 9  | '1000000h' is no value of summary | I",
      })
  void saysWhatIsWrongInTheArgumentAndWhere(
      String argument, int column, String what, String accepted) {
    String all =
        switch (accepted) {
          case "K" -> KEYS;
          case "PORT" -> KEYS + "; port in a line of a vip-file";
          case "P" -> PIECES;
          case "A" -> ADDRESSES;
          case "I" -> "an interval such as 60s, 5m or 1h, or off";
          default -> accepted;
        };

    assertThat(read(argument).problems())
        .extracting(Problem::toString)
        .containsExactly("agent argument:1:" + column + ": " + what + "; accepted: " + all);
  }

  @Test
  void showsTwentyProblemsAndCountsTheOthers() {
    assertThat(read("x=y,".repeat(50)).problems())
        .hasSize(21)
        .last()
        .hasToString("options: and 30 more");
  }

  @Test
  void namesEveryProblem() {
    assertThat(read("onyl=silent,mode=x,10.0.8.3,summary=1").problems())
        .extracting(Problem::where)
        .containsExactly(
            "agent argument:1:1",
            "agent argument:1:18",
            "agent argument:1:20",
            "agent argument:1:37");
  }

  @Test
  void countsNoMoreWhereEveryProblemIsShown() {
    assertThat(read("=x" + ",=x".repeat(19)).problems())
        .hasSize(20)
        .last()
        .extracting(Problem::where)
        .isEqualTo("agent argument:1:58");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`=x`         | 1 | unknown key ''",
        "` x `        | 2 | 'x' has no '=', and does not follow a vip",
        "`mode=tag, ` | 0 | -",
        "` `          | 0 | -",
        "`max=off`    | 0 | -",
        "`mode= off`  | 7 | 'off' is no value of mode",
        "`\"vip=::\"`  | 0 | -",
        "`\"vip=::`   | 1 | a double quote without a second",
        "`vip=\"::`   | 5 | a double quote without a second"
      })
  void readsToBothEnds(String argument, int column, String what) {
    assertThat(read(argument).problems())
        .extracting(problem -> problem.where() + ' ' + problem.what())
        .isEqualTo(column == 0 ? List.of() : List.of("agent argument:1:" + column + ' ' + what));
  }

  @ParameterizedTest
  @CsvSource({
    "1s, 1000",
    "60s, 60000",
    "5m, 300000",
    "1h, 3600000",
    "999999h, 3599996400000",
    "off, 0"
  })
  void summaryIsAnInterval(String value, long millis) {
    Options options = read("summary=" + value);

    assertThat(options.problems()).isEmpty();
    assertThat(options.summaryMillis()).isEqualTo(millis);
  }

  static Stream<Arguments> places() {
    return Stream.of(
        Arguments.of(true, true, true, true, "suppress", "agent argument:1:6"),
        Arguments.of(false, true, true, true, "tag", "-Drst.agent.mode"),
        Arguments.of(false, false, true, true, "observe", "RST_AGENT_MODE"),
        Arguments.of(false, false, false, true, "tag", "rst-agent.properties:1"),
        Arguments.of(false, false, false, false, "suppress", "default"),
        Arguments.of(true, false, true, false, "suppress", "agent argument:1:6"),
        Arguments.of(true, false, false, true, "suppress", "agent argument:1:6"),
        Arguments.of(false, true, false, true, "tag", "-Drst.agent.mode"),
        Arguments.of(true, true, false, false, "suppress", "agent argument:1:6"));
  }

  @ParameterizedTest
  @MethodSource("places")
  void theHighestPlaceDecides(
      boolean argument,
      boolean property,
      boolean variable,
      boolean file,
      String value,
      String where)
      throws IOException {
    if (property) {
      system.setProperty("rst.agent.mode", "tag");
    }
    if (variable) {
      environment.put("RST_AGENT_MODE", "observe");
    }
    if (file) {
      besideTheJar("mode=tag");
    }

    Options options = read(argument ? "mode=suppress" : null);

    assertThat(options.problems()).isEmpty();
    assertThat(options.ruleDefaults().mode()).hasToString(value);
    assertThat(inForce(options)).contains("mode=" + value + " (" + where + ")");
  }

  @ParameterizedTest
  @CsvSource({
    "scope, connection",
    "only, silent",
    "max, 9/min",
    "advise, off",
    "summary, 1h",
    "summary-to, stderr",
    "jmx, off",
    "uring-peers, on",
    "enabled, false",
    "debug, on",
  })
  void everyKeyCanStandInEveryPlace(String key, String value) throws IOException {
    String pair = key + '=' + value;
    String column = ":1:" + (key.length() + 2) + ")";
    String variable = "RST_AGENT_" + key.toUpperCase(Locale.ROOT).replace('-', '_');

    assertThat(inForce(read(pair))).contains(pair + " (agent argument" + column);
    system.setProperty("rst.agent." + key, value);
    assertThat(inForce(read(null))).contains(pair + " (-Drst.agent." + key + ")");
    system.clear();
    environment.put(variable, value);
    assertThat(inForce(read(null))).contains(pair + " (" + variable + ")");
    environment.clear();
    besideTheJar(pair);
    assertThat(inForce(read(null))).contains(pair + " (rst-agent.properties:1)");
  }

  @Test
  void vipsAndFilesOfAllPlacesAddUpTheHighestFirst() throws IOException {
    besideTheJar("vip=10.0.0.6 10.0.0.7", "vip=10.0.0.8", "vip-file=d e.list", "vip-file=f.list");
    environment.put("RST_AGENT_VIP", "10.0.0.4,\n10.0.0.5");
    environment.put("RST_AGENT_VIP_FILE", "c.list");
    system.setProperty("rst.agent.vip", " 10.0.0.2 , 10.0.0.3\t");
    system.setProperty("rst.agent.vip-file", "b b,b.list ");

    Options options = read("vip=10.0.0.1,vip-file=a.list");

    assertThat(options.problems()).isEmpty();
    assertThat(inForce(options))
        .startsWith(
            "vip=10.0.0.1 (agent argument:1:5)",
            "vip=10.0.0.2 (-Drst.agent.vip)",
            "vip=10.0.0.3 (-Drst.agent.vip)",
            "vip=10.0.0.4 (RST_AGENT_VIP)",
            "vip=10.0.0.5 (RST_AGENT_VIP)",
            "vip=10.0.0.6 (rst-agent.properties:1)",
            "vip=10.0.0.7 (rst-agent.properties:1)",
            "vip=10.0.0.8 (rst-agent.properties:2)",
            "vip-file=a.list (agent argument:1:23)",
            "vip-file=b b,b.list (-Drst.agent.vip-file)",
            "vip-file=c.list (RST_AGENT_VIP_FILE)",
            "vip-file=d e.list (rst-agent.properties:3)",
            "vip-file=f.list (rst-agent.properties:4)");
    assertThat(options.vipFiles())
        .extracting(File::getPath)
        .containsExactly("a.list", "b b,b.list", "c.list", "d e.list", "f.list");
  }

  @Test
  void aBadValueIsAProblemInEveryPlaceAlsoWhereItIsReplaced() throws IOException {
    system.setProperty("rst.agent.mode", "hide");
    environment.put("RST_AGENT_SUMMARY", "60");
    besideTheJar("only=all");

    Options options = read("mode=tag,summary=60s,only=any");

    assertThat(problems(options))
        .containsExactly(
            "-Drst.agent.mode: 'hide' is no value of mode; accepted: suppress, tag, observe",
            "RST_AGENT_SUMMARY: '60' is no value of summary; accepted: an interval such as 60s, 5m"
                + " or 1h, or off",
            "rst-agent.properties:1: 'all' is no value of only; accepted: any, silent");
    assertThat(options.ruleDefaults().mode()).isEqualTo(Mode.TAG);
  }

  @Test
  void anEmptyPropertyIsABadValueAndAnEmptyVariableIsNone() {
    system.setProperty("rst.agent.vip", "");
    environment.put("RST_AGENT_VIP", "");
    environment.put("RST_AGENT_MODE", " ");

    assertThat(problems(read(null)))
        .containsExactly("-Drst.agent.vip: vip has no value; accepted: " + ADDRESSES);
  }

  @Test
  void unknownPropertiesAndVariablesAreWarnedAboutAndIgnored() {
    system.setProperty("rst.agent.onyl", "silent");
    system.setProperty("rst.agent.vipfile", "a");
    system.setProperty("rst.agents", "x");
    system.put("rst.agent.object", new Object());
    environment.put("RST_AGENT_ONYL", "silent");
    environment.put("RST_AGENT_vip", "::1");
    environment.put("RST_AGENTS", "x");

    Options options = read("vip=::1");

    assertThat(options.problems()).isEmpty();
    assertThat(options.warnings())
        .extracting(Problem::toString)
        .containsExactly(
            "-Drst.agent.onyl: ignored, unknown system property 'rst.agent.onyl', the nearest is"
                + " 'rst.agent.only'",
            "-Drst.agent.vipfile: ignored, unknown system property 'rst.agent.vipfile', the nearest"
                + " is 'rst.agent.vip-file'",
            "RST_AGENT_ONYL: ignored, unknown environment variable 'RST_AGENT_ONYL', the nearest is"
                + " 'RST_AGENT_ONLY'",
            "RST_AGENT_vip: ignored, unknown environment variable 'RST_AGENT_vip', upper and lower"
                + " case differ: 'RST_AGENT_VIP'");
  }

  @ParameterizedTest
  @CsvSource({
    "RST_AGENT_SERVICE_HOST, true",
    "RST_AGENT_SERVICE_PORT, true",
    "RST_AGENT_SERVICE_PORT_HTTP, true",
    "RST_AGENT_PORT, true",
    "RST_AGENT_PORT_8080_TCP, true",
    "RST_AGENT_PORT_8080_TCP_ADDR, true",
    "RST_AGENT_PORTS, false",
    "RST_AGENT_SERVICE, false",
    "RST_AGENT_SERVICE_HOSTS, false",
  })
  void theVariablesOfAKubernetesServiceArePassedOver(String name, boolean silent) {
    environment.put(name, "tcp://10.0.0.1:8080");

    assertThat(read(null).problems()).isEmpty();
    assertThat(read(null).warnings().isEmpty()).isEqualTo(silent);
  }

  @ParameterizedTest
  @CsvSource({"argument", "property", "variable"})
  void configNamesTheFileAndThenTheOneBesideTheJarIsNotRead(String place) throws IOException {
    besideTheJar("mode=tag", "jmx=off");
    Path other = Files.writeString(folder.resolve("other.properties"), "mode=observe");
    String argument = place.equals("argument") ? "config=" + other : null;
    if (place.equals("property")) {
      system.setProperty("rst.agent.config", other.toString());
    }
    if (place.equals("variable")) {
      environment.put("RST_AGENT_CONFIG", other.toString());
    }

    Options options = read(argument);

    assertThat(options.problems()).isEmpty();
    assertThat(options.configFile()).isEqualTo(other.toFile());
    assertThat(options.ruleDefaults().mode()).isEqualTo(Mode.OBSERVE);
    assertThat(options.jmx()).isTrue();
  }

  @Test
  void theFileBesideTheJarIsNamed() throws IOException {
    besideTheJar("mode=tag");
    Options options = read(null);

    assertThat(options.configFile()).isEqualTo(folder.resolve("rst-agent.properties").toFile());
    assertThat(inForce(options)).last().isEqualTo("config=rst-agent.properties (beside the jar)");
    assertThat(Options.read(null, system, environment, (File) null).configFile()).isNull();
  }

  @Test
  void theFolderOfALinkComesFirst() throws IOException {
    besideTheJar("mode=tag");
    File folderOfLink = Files.createDirectory(folder.resolve("links")).toFile();

    Options options = Options.read(null, system, environment, folderOfLink, folder.toFile());
    assertThat(options.configFile()).isEqualTo(folder.resolve("rst-agent.properties").toFile());

    Path beside = Files.writeString(folderOfLink.toPath().resolve("rst-agent.properties"), "");
    options = Options.read(null, system, environment, folderOfLink, folder.toFile());
    assertThat(options.configFile()).isEqualTo(beside.toFile());
  }

  @Test
  void aMissingConfigFileIsAProblem() {
    assertThat(problems(read("vip=::1,config=none.properties")))
        .containsExactly(
            "agent argument:1:16: no such file: 'none.properties'; accepted: a readable properties"
                + " file");
  }

  @Test
  void listsEveryKeyWithItsDefault() {
    assertThat(inForce(read("summary=off")))
        .containsExactly(
            "mode=suppress (default)",
            "scope=reset (default)",
            "only=any (default)",
            "max=off (default)",
            "advise=on (default)",
            "summary=off (agent argument:1:9)",
            "summary-to=logger (default)",
            "jmx=on (default)",
            "uring-peers=off (default)",
            "enabled=true (default)",
            "debug=off (default)");
  }

  @Test
  void handsOutCopies() {
    Options options = read("vip=::1,vip-file=a,onyl=x");
    options.vips().clear();
    options.vipFiles().clear();
    options.problems().clear();

    assertThat(options.vips()).hasSize(1);
    assertThat(options.vipFiles()).hasSize(1);
    assertThat(options.problems()).hasSize(1);
  }

  private Options read(String argument) {
    return Options.read(argument, system, environment, folder.toFile());
  }

  private void besideTheJar(String... lines) throws IOException {
    Files.write(folder.resolve("rst-agent.properties"), List.of(lines));
  }

  private List<String> problems(Options options) {
    return options.problems().stream().map(problem -> withoutFolder(problem.toString())).toList();
  }

  private List<String> inForce(Options options) {
    return options.inForce().stream().map(setting -> withoutFolder(setting.toString())).toList();
  }

  private String withoutFolder(String text) {
    return text.replace(folder + File.separator, "");
  }
}
