// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import static io.github.rstagent.rules.Lists.allowlist;
import static io.github.rstagent.rules.Lists.file;
import static io.github.rstagent.rules.Lists.peer;
import static io.github.rstagent.rules.Lists.problems;
import static io.github.rstagent.rules.Lists.problemsOf;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.Lists;
import io.github.rstagent.rules.Mode;
import io.github.rstagent.rules.Only;
import io.github.rstagent.rules.Problem;
import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.Scope;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListFileTest {
  private static final String FIELDS = "ADDRESSES [LABEL] [OPTION=VALUE ...]";
  private static final String NUMBERS =
      "four numbers 0-255 with dots between, without leading zeros; no port, no host name";
  private static final String PRESETS =
      Preset.all().stream()
          .filter(preset -> preset.instead() == null)
          .map(Preset::toString)
          .collect(Collectors.joining(", ", "@auto, ", ""));

  @TempDir Path folder;

  @Test
  void readsTheExampleOfTheContract() {
    Allowlist allowlist =
        allowlist(
            folder,
            "# peers              label       options",
            "100.64.0.0/10        aliyun-slb",
            "10.0.8.3             lvs-a       mode=tag",
            "10.0.8.16-10.0.8.31  lvs-b       port=443,8443 only=silent",
            "2001:db8:8::/48      lvs-v6      scope=connection max=1200/min");

    List<Rule> rules = allowlist.rules();
    assertThat(rules)
        .extracting(Rule::label)
        .containsExactly("aliyun-slb", "lvs-a", "lvs-b", "lvs-v6");
    assertThat(rules)
        .extracting(Rule::mode)
        .containsExactly(Mode.SUPPRESS, Mode.TAG, Mode.SUPPRESS, Mode.SUPPRESS);
    assertThat(rules)
        .extracting(Rule::only)
        .containsExactly(Only.ANY, Only.ANY, Only.SILENT, Only.ANY);
    assertThat(rules)
        .extracting(Rule::scope)
        .containsExactly(Scope.RESET, Scope.RESET, Scope.RESET, Scope.CONNECTION);
    assertThat(rules).extracting(Rule::max).containsExactly(0, 0, 0, 1200);
    assertThat(allowlist.find(peer("10.0.8.17"), 8443)).isSameAs(rules.get(2));
    assertThat(allowlist.find(peer("10.0.8.17"), 80)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "10.0.8.3|",
        "10.0.8.3 -|",
        "10.0.8.3 - mode=tag|",
        "  10.0.8.3  |",
        "\t10.0.8.3\tlvs\t|lvs",
        "10.0.8.3 lvs#a|lvs",
        "10.0.8.3 lvs # a b c d=e|lvs",
        "10.0.8.3#|",
        "10.0.8.3 mode=tag lvs|lvs",
        "10.0.8.3 tür-ж|tür-ж",
        "10.0.8.3 24|24",
        "10.0.8.0/24 24|24",
        "10.0.8.3 1.2|1.2",
        "10.0.8.3 v1.2.3|v1.2.3",
        "10.0.8.3 lvs-10.0.8.3|lvs-10.0.8.3",
        "10.0.8.3 a,b;c|a,b;c",
        "10.0.8.3 128|128",
        "10.0.8.3 port-443|port-443",
        "10.0.8.3 lvs:443|lvs:443",
        "10.0.8.3 silently|silently",
        "10.0.8.3 00:1a:2b:3c:4d:5e|00:1a:2b:3c:4d:5e",
      })
  void aLineMayHaveOneLabelAndAComment(String line, String label) {
    assertThat(allowlist(folder, line).rules()).extracting(Rule::label).containsExactly(label);
  }

  @Test
  void linesMayBeEmptyEndInCrLfAndLackTheLastEnd() {
    byte[] content =
        "\uFEFF10.0.8.3 a\r\n\r\n  \t\r\n#\r\n10.0.8.4 b\r\n10.0.8.5 c\r".getBytes(UTF_8);
    AllowlistReader reader = Lists.reader();
    File file = file(folder, "vips.list", content);
    reader.file(file);

    assertThat(reader.problems()).isEmpty();
    assertThat(reader.allowlist().rules())
        .extracting(Rule::toString)
        .containsExactly(
            "10.0.8.3 (" + file + ":1)", "10.0.8.4 (" + file + ":5)", "10.0.8.5 (" + file + ":6)");
    assertThat(reader.allowlist().rules()).extracting(Rule::label).containsExactly("a", "b", "c");
  }

  @Test
  void anEmptyFileIsAListOfNoRules() {
    AllowlistReader reader = Lists.reader();
    reader.file(file(folder, "vips.list", new byte[0]));

    assertThat(reader.problems()).isEmpty();
    assertThat(reader.allowlist().size()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.8.3/24 lvs              | 1  | host bits are set in '10.0.8.3/24' | 10.0.8.0/24 (the network) or 10.0.8.3 (the address)",
        "  10.0.8.300                 | 3  | '10.0.8.300' is no IPv4 address | N",
        "@gpc gcp-lb                  | 1  | unknown preset '@gpc', the nearest is '@gcp' | PRESETS",
        "@                            | 1  | unknown preset '@' | PRESETS",
        "@atuo                        | 1  | unknown preset '@atuo', the nearest is '@auto' | PRESETS",
        "@auto - only=any             | 14 | @auto lists a peer's connections without data alone | only=silent",
        "@auto - onyl=silent          | 9  | unknown option 'onyl', the nearest is 'only' | O",
        "10.0.8.3 lvs a               | 14 | a second label 'a' | F",
        "10.0.8.3 - lvs               | 12 | a second label 'lvs' | F",
        "*                            | 1  | '*' is no address | the checkers' addresses; 0.0.0.0/0 and ::/0 would list every client",
        "mode=tag                     | 1  | no addresses before 'mode=tag' | F",
        "vip=10.0.8.3                 | 1  | no addresses before 'vip=10.0.8.3' | the addresses alone, without 'vip='",
        "10.0.8.3 onyl=silent         | 10 | unknown option 'onyl', the nearest is 'only' | O",
        "10.0.8.3 Mode=tag            | 10 | unknown option 'Mode', upper and lower case differ: 'mode' | O",
        "10.0.8.3 ports=443           | 10 | unknown option 'ports', the nearest is 'port' | O",
        "10.0.8.3 =tag                | 10 | unknown option '' | O",
        "10.0.8.3 mode=tag mode=tag   | 19 | option 'mode' stands twice | once in a line",
        "10.0.8.3 mode=               | 15 | mode has no value | suppress, tag, observe",
        "10.0.8.3 mode=hide           | 15 | 'hide' is no value of mode | suppress, tag, observe",
        "10.0.8.3 mode=Tag            | 15 | 'Tag' is no value of mode, values are in lower case | suppress, tag, observe",
        "10.0.8.3 scope=all           | 16 | 'all' is no value of scope | reset, connection",
        "10.0.8.3 only=any=silent     | 15 | 'any=silent' is no value of only | any, silent; blanks, no commas, between options",
        "10.0.8.3 only=any,max=9/min  | 15 | 'any,max=9/min' is no value of only | any, silent; blanks, no commas, between options",
        "10.0.8.3 max=60              | 14 | '60' is no value of max | M",
        "10.0.8.3 max=/min            | 14 | '/min' is no value of max | M",
        "10.0.8.3 max=0/min           | 14 | '0/min' is no value of max | M",
        "10.0.8.3 max=060/min         | 14 | '060/min' is no value of max | M",
        "10.0.8.3 max=-1/min          | 14 | '-1/min' is no value of max | M",
        "10.0.8.3 max=60/s            | 14 | '60/s' is no value of max | M",
        "10.0.8.3 max=9999999999/min  | 14 | '9999999999/min' is no value of max | M",
        "10.0.8.3 port=               | 15 | '' is no port | P",
        "10.0.8.3 port=0              | 15 | '0' is no port | P",
        "10.0.8.3 port=65536          | 15 | '65536' is no port | P",
        "10.0.8.3 port=443,           | 19 | '' is no port | P",
        "10.0.8.3 port=443,,80        | 19 | '' is no port | P",
        "10.0.8.3 port=80,0443        | 18 | '0443' is no port | P",
        "10.0.8.3 port=80,https       | 18 | 'https' is no port | P",
        "10.0.8.3 port=1-1024         | 15 | '1-1024' is no port | P",
        "10.0.8.3 port=655350         | 15 | '655350' is no port | P",
      })
  void saysWhatIsWrongAndWhere(String line, int column, String what, String accepted) {
    String all =
        switch (accepted) {
          case "F" -> FIELDS;
          case "N" -> NUMBERS;
          case "PRESETS" -> PRESETS;
          case "O" -> "mode, port, only, scope, max";
          case "M" -> "N/min with N from 1 to 999999999, or off";
          case "P" -> "ports 1-65535, commas between them";
          default -> accepted;
        };
    // CsvSource takes the indentation of the second row away.
    String indented = line.startsWith("10.0.8.300") ? "  " + line : line;

    assertThat(problems(folder, "10.0.9.1", indented))
        .containsExactly("vips.list:2:" + column + ": " + what + "; accepted: " + all);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@auto|@auto",
        "@auto - port=443|@auto",
        "@auto|@auto - port=443",
        "@auto - port=80,443|@auto - port=443,8443"
      })
  void twoAutoRulesThatShareAPortAreAnError(String lines) {
    assertThat(problems(folder, lines.split("\\|")))
        .containsExactly(
            "vips.list:2:1: another @auto for the same port, beside vips.list:1; accepted: one"
                + " @auto, or several, each with ports of its own");
  }

  @Test
  void autoRulesOfDifferentPortsAreSilentAlone() {
    assertThat(
            allowlist(folder, "@auto a port=443 mode=tag", "@auto b port=80 only=silent max=9/min")
                .rules())
        .extracting(Rule::inFull)
        .containsExactly(
            "@auto a mode=tag scope=reset only=silent port=443",
            "@auto b mode=suppress scope=reset only=silent max=9/min port=80");
  }

  /** What other programs accept in a line: what it would mean stands behind "accepted". */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.10 192.0.2.11        | 12 | '192.0.2.11' reads as addresses | a line for 192.0.2.10, and one for 192.0.2.11",
        "192.0.2.10 192.0.2.300       | 12 | '192.0.2.300' reads as addresses | a line for 192.0.2.10, and one for 192.0.2.300",
        "192.0.2.10 2001:db8::10      | 12 | '2001:db8::10' reads as addresses | a line for 192.0.2.10, and one for 2001:db8::10",
        "192.0.2.10 192.0.2.16/28     | 12 | '192.0.2.16/28' reads as addresses | a line for 192.0.2.10, and one for 192.0.2.16/28",
        "192.0.2.10 192.0.2.1-192.0.2.9 | 12 | '192.0.2.1-192.0.2.9' reads as addresses | a line for 192.0.2.10, and one for 192.0.2.1-192.0.2.9",
        "192.0.2.10 192.0.2.1,192.0.2.2 | 12 | '192.0.2.1,192.0.2.2' reads as addresses | a line for 192.0.2.10, and one for 192.0.2.1,192.0.2.2",
        "192.0.2.10 192.0.2.1:443     | 12 | '192.0.2.1:443' reads as addresses | a line for 192.0.2.10, and one for 192.0.2.1:443",
        "192.0.2.10 @gcp              | 12 | '@gcp' reads as addresses | a line for 192.0.2.10, and one for @gcp",
        "@gcp 192.0.2.10              | 6  | '192.0.2.10' reads as addresses | a line for @gcp, and one for 192.0.2.10",
        "192.0.2.10 lvs-a 192.0.2.11  | 18 | '192.0.2.11' reads as addresses | a line for 192.0.2.10, and one for 192.0.2.11",
        "192.0.2.0 255.255.255.0      | 11 | '255.255.255.0' reads as a netmask or prefix length | 192.0.2.0/24",
        "192.0.2.0 0.0.0.255          | 11 | '0.0.0.255' reads as a netmask or prefix length | 192.0.2.0/24",
        "192.0.2.0 netmask 255.255.254.0 | 19 | '255.255.254.0' reads as a netmask or prefix length | 192.0.2.0/23",
        "192.0.2.0 /24                | 11 | '/24' reads as a netmask or prefix length | 192.0.2.0/24",
        "192.0.2.0 24                 | 11 | '24' reads as a netmask or prefix length | 192.0.2.0/24",
        "2001:db8:: /32               | 12 | '/32' reads as a netmask or prefix length | 2001:db8::/32",
        "192.0.2.7 255.255.255.0      | 11 | '255.255.255.0' reads as a netmask or prefix length | 192.0.2.0/24 (the network) or 192.0.2.7 (the address)",
        "192.0.2.7 /24 lvs            | 11 | '/24' reads as a netmask or prefix length | 192.0.2.0/24 (the network) or 192.0.2.7 (the address)",
        "192.0.2.10 - 192.0.2.20      | 14 | '192.0.2.20' reads as the end of a range | 192.0.2.10-192.0.2.20",
        "192.0.2.10, 192.0.2.11       | 11 | ',' behind an address | a line for 192.0.2.10, and one for each other",
        "192.0.2.10,192.0.2.11        | 11 | ',' behind an address | a line for 192.0.2.10, and one for each other",
        "192.0.2.10;                  | 11 | ';' behind an address | a line for 192.0.2.10, and one for each other",
        "@gcp,@azure                  | 5  | ',' behind an address | a line for @gcp, and one for each other",
        "192.0.2.10 lvs-a;            | 17 | ';' behind the label | lvs-a",
        "192.0.2.10 lvs-a,            | 17 | ',' behind the label | lvs-a",
        "192.0.2.10 192.0.2.11;       | 12 | '192.0.2.11;' reads as addresses | a line for 192.0.2.10, and one for 192.0.2.11",
        "192.0.2.10 ; a comment       | 12 | ';' behind the label | a comment behind '#'",
        "192.0.2.10 192.0.2.*         | 12 | '192.0.2.*' reads as addresses | a line for 192.0.2.10, and one for 192.0.2.*",
        "192.0.2.10 (192.0.2.11)      | 12 | '(192.0.2.11)' reads as addresses | a line for 192.0.2.10, and one for (192.0.2.11)",
        "192.0.2.10 443               | 12 | '443' reads as a port | port=443",
        "192.0.2.10 :80               | 12 | ':80' reads as a port | port=80",
        "192.0.2.10 lvs-a 8443        | 18 | '8443' reads as a port | port=8443",
        "@auto 443                    | 7  | '443' reads as a port | port=443",
        "192.0.2.10 port=443 8443     | 21 | '8443' reads as a port | port=8443",
        "192.0.2.10 port:443          | 12 | 'port:443' reads as an option | port=443",
        "192.0.2.10 only＝silent  | 12 | 'only＝silent' reads as an option | only=silent",
        "192.0.2.10 max:60/min        | 12 | 'max:60/min' reads as an option | max=60/min",
        "192.0.2.10 lvs-a silent      | 18 | 'silent' reads as an option | only=silent",
        "192.0.2.10 silent # only=any | 12 | 'silent' reads as an option | only=silent",
        "192.0.2.10 observe           | 12 | 'observe' reads as an option | mode=observe",
        "192.0.2.10 connection        | 12 | 'connection' reads as an option | scope=connection",
      })
  void oneRuleALine(String line, int column, String what, String meant) {
    assertThat(problems(folder, "10.0.9.1", line).get(0))
        .isEqualTo("vips.list:2:" + column + ": one rule a line: " + what + "; accepted: " + meant);
  }

  @Test
  void aLabelMayBeCalledAsTheOptionIsThatStandsBesideIt() {
    assertThat(allowlist(folder, "10.0.8.3 silent only=silent", "10.0.8.4 tag mode=tag").rules())
        .extracting(Rule::label)
        .containsExactly("silent", "tag");
  }

  /** Comments, quotes, brackets and the rest of a list: what they were meant for is lost else. */
  @ParameterizedTest
  @ValueSource(
      strings = {"//", "--", "|", "->", "\\", ",8443", "-9", "/*", "\"lvs\"", "[::1]:443", "＃lvs"})
  void aLabelBeginsWithALetterOrADigit(String label) {
    assertThat(problems(folder, "10.0.8.3 " + label))
        .containsExactly(
            "vips.list:1:10: '"
                + label
                + "' is no label; accepted: one that begins with a letter or a digit");
  }

  @Test
  void namesEveryProblemOfALineAndOfTheFile() {
    assertThat(problems(folder, "10.0.8 lvs onyl=x port=0,80,x", "10.0.8.3", "::g"))
        .containsExactly(
            "vips.list:1:1: '10.0.8' is no IPv4 address; accepted: " + NUMBERS,
            "vips.list:1:12: unknown option 'onyl', the nearest is 'only'; accepted: mode, port,"
                + " only, scope, max",
            "vips.list:1:24: '0' is no port; accepted: ports 1-65535, commas between them",
            "vips.list:1:29: 'x' is no port; accepted: ports 1-65535, commas between them",
            "vips.list:3:1: '::g' is no IPv6 address; accepted: eight groups of up to four hex"
                + " digits, one '::' for groups of zeros; no brackets");
  }

  @Test
  void showsTwentyProblemsOfAFileAndCountsTheOthers() {
    List<String> problems = problems(folder, Collections.nCopies(50, "x").toArray(new String[0]));

    assertThat(problems).hasSize(21).last().isEqualTo("vips.list: and 30 more");
    assertThat(problems.get(19)).startsWith("vips.list:20:1: ");
    assertThat(problems(folder, Collections.nCopies(20, "x").toArray(new String[0]))).hasSize(20);
  }

  @Test
  void doesNotReadAFileToItsEndThatIsNoList() {
    assertThat(problems(folder, Collections.nCopies(5000, "x").toArray(new String[0])))
        .hasSize(21)
        .last()
        .isEqualTo("vips.list: and so on: the rest was not read");
  }

  @Test
  void takesNoControlCharacters() {
    assertThat(
            problems(folder, "10.0.8.3 a\0b", "10.0.8.4 ж \u001b[2J", "# \r #", "10.0.8.5\u007f"))
        .containsExactly(
            "vips.list:1:11: control character NUL; accepted: text in UTF-8",
            "vips.list:2:12: control character 0x1b; accepted: text in UTF-8",
            "vips.list:3:3: control character 0xd; accepted: text in UTF-8",
            "vips.list:4:9: control character 0x7f; accepted: text in UTF-8");
  }

  /** A terminal obeys C1 controls as it does ESC; others end a line, or turn what follows. */
  @Test
  void takesNothingThatATerminalOrALogActsOn() {
    assertThat(problems(folder, "10.0.8.3 \u009b2J", "10.0.8.4 a\u2028[ERROR]", "# \u202e"))
        .containsExactly(
            "vips.list:1:10: control character U+009B; accepted: text in UTF-8",
            "vips.list:2:11: control character U+2028; accepted: text in UTF-8",
            "vips.list:3:3: control character U+202E; accepted: text in UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      chars = {'\u0080', '\u009f', '\u2028', '\u2029', '\u202a', '\u202e', '\u2066', '\u2069'})
  void takesNoneOfThem(char c) {
    assertThat(problems(folder, c + " 10.0.8.3"))
        .containsExactly(
            "vips.list:1:1: control character U+"
                + Integer.toHexString(0x10000 + c).substring(1).toUpperCase(Locale.ROOT)
                + "; accepted: text in UTF-8");
  }

  @ParameterizedTest
  @ValueSource(chars = {'\t', '\u00a0', '\u2027', '\u202f', '\u2065', '\u206a'})
  void takesTheirNeighbours(char c) {
    assertThat(problems(folder, "10.0.8.3 # " + c, "10.0.8.4 # \0"))
        .containsExactly("vips.list:2:12: control character NUL; accepted: text in UTF-8");
  }

  @Test
  void takesNothingButUtf8() {
    byte[] latin1 = "10.0.8.3 a\n10.0.8.4 ö\n".getBytes(ISO_8859_1);
    assertThat(problemsOf(folder, file(folder, "vips.list", latin1)))
        .containsExactly("vips.list:2:10: not UTF-8: byte 0xf6; accepted: text in UTF-8");

    byte[] cut = "10.0.8.3 éж".getBytes(UTF_8);
    assertThat(problemsOf(folder, file(folder, "vips.list", Arrays.copyOf(cut, cut.length - 1))))
        .containsExactly("vips.list:1:11: not UTF-8: byte 0xd0; accepted: text in UTF-8");

    byte[] utf16 = "\uFEFF10.0.8.3\n".getBytes(UTF_16LE);
    assertThat(problemsOf(folder, file(folder, "vips.list", utf16)).get(0))
        .isEqualTo("vips.list:1:1: not UTF-8: byte 0xff; accepted: text in UTF-8");
  }

  @Test
  void columnsAreThoseOfAnEditorBehindAByteOrderMark() {
    assertThat(problemsOf(folder, file(folder, "vips.list", "\uFEFF10.0.8.3 a b".getBytes(UTF_8))))
        .containsExactly("vips.list:1:12: a second label 'b'; accepted: " + FIELDS);
  }

  @Test
  void showsWhatCannotBeSeen() {
    assertThat(problems(folder, "10.0.8.3\u00A0lvs"))
        .containsExactly(
            "vips.list:1:1: '10.0.8.3\\u00a0lvs' is no IPv4 address; accepted: " + NUMBERS);
  }

  @Test
  void aLineWithoutEndIsNoLine() {
    assertThat(problems(folder, "10.0.8.3", "#" + "x".repeat(70_000), "10.0.8.4"))
        .containsExactly(
            "vips.list: cannot be read: line 2 is longer than 65536 bytes; accepted: a readable"
                + " allowlist file");
    assertThat(allowlist(folder, "10.0.8.3", "#" + "x".repeat(65_000), "10.0.8.4").size())
        .isEqualTo(2);
  }

  @Test
  void linesAreCutWhereTheyEndWhereverTheBufferEnds() {
    String[] lines = new String[20_000];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = "10." + (i >> 8) + '.' + (i & 0xFF) + ".0/24 " + "жx".repeat(i % 7) + "l";
    }
    List<Rule> rules = allowlist(folder, lines).rules();

    assertThat(rules).hasSize(lines.length);
    for (int i = 0; i < lines.length; i++) {
      Rule rule = rules.get(i);
      assertThat(rule.text() + ' ' + rule.label()).isEqualTo(lines[i]);
      assertThat(rule.origin()).endsWith(":" + (i + 1));
    }
  }

  @Test
  void saysOfAFileThatIsMissingThatItIsMissing() {
    AllowlistReader reader = Lists.reader();
    reader.vips("10.0.8.3", "vip", 0);
    reader.file(folder.resolve("none.list").toFile());

    assertThat(reader.problems())
        .extracting(problem -> problem.toString().replace(folder + File.separator, ""))
        .containsExactly("none.list: no such file; accepted: a readable allowlist file");
    assertThat(reader.problems()).allMatch(Problem::isMissingFile);
    assertThat(reader.allowlist().size()).isZero();
    assertThat(reader.allowlistWithoutMissingFiles().size()).isEqualTo(1);
  }

  /** As a JVM under LC_ALL=C decodes a path that is not ASCII. */
  @Test
  void saysThatTheLocaleLosesAPath() {
    AllowlistReader reader = Lists.reader();
    reader.file(new File("/etc/\uFFFD\uFFFD/vips.list"));

    assertThat(reader.problems())
        .singleElement()
        .asString()
        .contains(
            "no such file: this JVM's locale (", ") cannot express its path", "LC_ALL=C.UTF-8");
    assertThat(reader.problems()).noneMatch(Problem::isMissingFile);
  }

  @Test
  void aMissingFileDoesNotExcuseAnotherProblem() {
    AllowlistReader reader = Lists.reader();
    reader.vips("10.0.8.3", "vip", 0);
    reader.vips("10.0.8", "vip", 0);
    reader.file(folder.resolve("none.list").toFile());

    assertThat(reader.allowlistWithoutMissingFiles().size()).isZero();
  }

  @Test
  void saysOfAFileThatIsNoneThatItIsNone() {
    assertThat(problemsOf(folder, Lists.file(folder, "d", new byte[0]).getParentFile()))
        .containsExactly(folder + ": not a file; accepted: a readable allowlist file");
  }

  @Test
  void saysWhyAFileCannotBeRead() throws IOException {
    File file = file(folder, "10.0.8.3");
    assumeTrue(
        file.setReadable(false) && !Files.isReadable(file.toPath()), "root reads everything");
    assertThat(problemsOf(folder, file))
        .singleElement()
        .asString()
        .startsWith("vips.list: cannot be read: ");
  }

  @Test
  void aVipValueIsShownAtItsOwnColumn() {
    AllowlistReader reader = Lists.reader();
    reader.vips("10.0.8.x", "agent argument:1", 5);
    reader.vips("10.0.8.x", "RST_AGENT_VIP", 0);

    reader.vips("port=443", "agent argument:1", 14);

    assertThat(reader.problems())
        .extracting(Problem::where)
        .containsExactly("agent argument:1:5", "RST_AGENT_VIP", "agent argument:1:14");
    assertThat(reader.problems())
        .last()
        .hasToString(
            "agent argument:1:14: 'port=443' is no address; accepted: an address, a network a/n or a"
                + " range a-b; options of a rule stand in a vip-file");
    assertThat(reader.allowlist().size()).isZero();
  }
}
