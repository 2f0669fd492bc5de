// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTest {
  private static final RuleDefaults TAGGED =
      new RuleDefaults(Mode.TAG, Scope.CONNECTION, Only.SILENT, 9);

  private final Rule rule = rule("10.0.8.3", "lvs", "f", 1, RuleDefaults.STANDARD, 443);

  @TempDir Path folder;

  @Test
  void isTheSameOnAnotherLineAndWithAnotherMode() {
    Rule moved = rule("10.0.8.3", "lvs", "f", 2, TAGGED, 443);

    assertThat(moved).isEqualTo(rule).hasSameHashCodeAs(rule);
    assertThat(rule("::", null, "f", 1, TAGGED)).isEqualTo(rule("::", null, "f", 2, TAGGED));
  }

  @Test
  void isAnotherWithAnyOtherWords() {
    List<Rule> others =
        List.of(
            rule("10.0.8.4", "lvs", "f", 1, RuleDefaults.STANDARD, 443),
            rule("10.0.8.3", "lvs-b", "f", 1, RuleDefaults.STANDARD, 443),
            rule("10.0.8.3", null, "f", 1, RuleDefaults.STANDARD, 443),
            rule("10.0.8.3", "lvs", "g", 1, RuleDefaults.STANDARD, 443),
            rule("10.0.8.3", "lvs", "f", 1, RuleDefaults.STANDARD, 80),
            rule("10.0.8.3", "lvs", "f", 1, RuleDefaults.STANDARD));

    for (Rule other : others) {
      assertThat(rule).isNotEqualTo(other);
      assertThat(other).isNotEqualTo(rule);
    }
    assertThat(rule).isNotEqualTo(null).isNotEqualTo("10.0.8.3");
    assertThat(rule.hashCode())
        .isNotEqualTo(others.get(0).hashCode())
        .isNotEqualTo(others.get(3).hashCode());
  }

  @Test
  void inFullTellsAllThatIsWritten() {
    List<Rule> different =
        List.of(
            rule,
            rule("Aa", "lvs", "f", 1, RuleDefaults.STANDARD),
            rule("BB", "lvs", "f", 1, RuleDefaults.STANDARD),
            rule("Aa", "Aa", "f", 1, RuleDefaults.STANDARD),
            rule("Aa", "BB", "f", 1, RuleDefaults.STANDARD),
            rule("Aa", null, "f", 1, RuleDefaults.STANDARD),
            rule("Aa", "lvs", "f", 1, RuleDefaults.STANDARD, 443),
            rule("Aa", "lvs", "f", 1, TAGGED),
            rule("Aa", "lvs", "f", 1, new RuleDefaults(Mode.TAG, Scope.RESET, Only.SILENT, 9)),
            rule("Aa", "lvs", "f", 1, new RuleDefaults(Mode.TAG, Scope.CONNECTION, Only.ANY, 9)),
            rule("Aa", "lvs", "f", 1, new RuleDefaults(Mode.TAG, Scope.CONNECTION, Only.ANY, 8)));

    assertThat(different).extracting(Rule::inFull).doesNotHaveDuplicates();
    assertThat(rule("10.0.8.3", "lvs", "g", 7, RuleDefaults.STANDARD, 443).inFull())
        .as("where it stands does not matter")
        .isEqualTo(rule.inFull());
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.8.3, 10.0.8.4, false",
    "10.0.8.3 - only=silent, 10.0.8.4, true",
    "10.0.8.3, 10.0.8.4 - only=silent, true",
    "10.0.8.3 - scope=connection, 10.0.8.4, true",
    "10.0.8.3 - scope=connection, 10.0.8.4 - only=silent, true"
  })
  void asksForConnectionsWhereOneRuleDoes(String one, String other, boolean asks) {
    assertThat(Lists.allowlist(folder, one, other).asksForConnections()).isEqualTo(asks);
  }

  private static Rule rule(
      String text, String label, String source, int line, RuleDefaults terms, int... ports) {
    return new Rule(0, text, List.of(), label, source, line, terms, ports);
  }
}
