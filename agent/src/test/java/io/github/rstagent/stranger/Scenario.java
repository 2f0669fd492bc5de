// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.stranger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.rstagent.config.AllowlistReader;
import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.RuleDefaults;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An allowlist, and connections that come one after the other.
 *
 * @param found {@code null}: there is no {@code @auto}
 * @param everybodyWatched whether connections of unlisted peers have an observer, too
 */
record Scenario(
    List<Listed> rules, Found found, boolean everybodyWatched, List<Connection> connections) {
  static final String LIST = "random.list";

  private static final int MOST_RULES = 5;
  private static final int MOST_CONNECTIONS = 6;

  static Scenario from(int[] numbers) {
    Choices choices = new Choices(numbers);
    int connectionCount = 1 + choices.below(MOST_CONNECTIONS);
    boolean everybodyWatched = choices.once(4);
    List<Listed> rules = new ArrayList<>();
    int ruleCount = choices.below(MOST_RULES + 1);
    for (int i = 0; i < ruleCount; i++) {
      rules.add(Listed.from(i + 1, choices));
    }
    List<Connection> connections = new ArrayList<>();
    for (int i = 0; i < connectionCount; i++) {
      connections.add(Connection.from(rules, choices));
    }
    Found found = choices.once(3) ? Found.from(ruleCount + 1, connections, choices) : null;
    Scenario scenario = new Scenario(rules, found, everybodyWatched, connections);
    Contract contract = new Contract(scenario);
    // Where handlers that the pipeline gets later carry the tag, the contract does not say.
    connections.replaceAll(
        connection ->
            contract.tagWhileSilent(connection) == null ? connection : connection.withoutChanges());
    return scenario;
  }

  /** The list as the agent reads it. */
  Allowlist allowlist() {
    AllowlistReader reader = new AllowlistReader(RuleDefaults.STANDARD);
    reader.stream(new ByteArrayInputStream(lines().getBytes(UTF_8)), LIST);
    if (!reader.problems().isEmpty()) {
      throw new AssertionError(reader.problems() + " in\n" + lines());
    }
    Allowlist list = reader.allowlist();
    return found == null ? list : list.with(found.learned());
  }

  private String lines() {
    String lines = rules.stream().map(rule -> rule.asLine() + "\n").collect(Collectors.joining());
    return found == null ? lines : lines + found.rule().asLine() + "\n";
  }

  @Override
  public String toString() {
    return lines()
        + (found == null ? "" : "(in: " + found.in() + ", later: " + found.later() + ")\n")
        + (everybodyWatched ? "(everybody is watched)\n" : "")
        + connections.stream().map(c -> c + "\n").collect(Collectors.joining());
  }
}
