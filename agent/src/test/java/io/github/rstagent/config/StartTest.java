// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.rules.Only;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTest {
  @TempDir Path folder;

  private static Configuration start(String argument) {
    return new Configuration(Options.read(argument, new Properties(), Map.of()));
  }

  @Test
  void withoutRulesTheBannerSaysWhatIsDone() {
    assertThat(start(null).rules())
        .isEqualTo("no rules: resets are counted, likely health checkers are named");
    assertThat(start("advise=off").rules()).isEqualTo("no rules: resets are counted");
    assertThat(start("vip=10.0.8.3").rules()).isEqualTo("1 rule (from vip)");
  }

  @Test
  void veryWideRulesAreWarnedOfOnTheFlagToo() {
    assertThat(start("vip=0.0.0.0/0").warnings())
        .singleElement()
        .asString()
        .startsWith("vip: warning: 0.0.0.0/0 lists 4294967296 addresses: ");
    assertThat(start("vip=10.0.0.0/8,mode=observe").warnings()).isEmpty();
    assertThat(start("vip=0.0.0.0/0,mode=observe").warnings()).isEmpty();
  }

  @Test
  void tellsWhatHasChangedAndWhatWasDropped() {
    Configuration before = start("vip=10.0.8.3,vip=10.0.8.4,mode=tag,summary=5m");

    assertThat(start("vip=10.0.8.3").changeFrom(before))
        .isEqualTo(
            "dropped vip=10.0.8.4, mode=tag, summary=5m; new mode=suppress, summary=60s;"
                + " +1 -2 rules");
    assertThat(before.changeFrom(before)).isEqualTo("+0 -0 rules");
  }

  @Test
  void autoStandsOnceForAPortWhereverItIsWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("vips.list"), "10.0.8.3\n@auto - port=443\n");

    assertThat(start("vip=@auto,only=any").allowlist().rules())
        .singleElement()
        .satisfies(rule -> assertThat(rule.only()).isEqualTo(Only.SILENT));
    assertThat(start("vip=@auto,@auto").problems()).singleElement().asString().contains(":1:11: ");
    Configuration both = start("vip=@auto,vip-file=" + file);
    assertThat(both.allowlist().rules()).isEmpty();
    assertThat(both.problems())
        .singleElement()
        .asString()
        .startsWith(file + ":2:1: another @auto for the same port, beside vip; accepted: ");
  }

  @Test
  void aListThatIsMissingIsGoodAndNotWhole() {
    assertThat(start("vip-file=/absent").isGood()).isTrue();
    assertThat(start("vip-file=/absent").isWhole()).isFalse();
    assertThat(start("vip=10.0.8.3").isWhole()).isTrue();
    assertThat(start("vip=10.0.8.300").isWhole()).isFalse();
  }
}
