// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTest {
  static Stream<Key<?>> all() {
    return Key.all().stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void theTableOfOptionsHasEveryKeyAndItsDefault(Key<?> key) throws IOException {
    assertThat(rows("docs/allowlist.md", key)).hasSize(1);
    assertThat(rows("docs/allowlist.md", key).get(0)).contains(defaultOf(key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vip", "vip-file", "mode", "scope", "only", "max", "summary"})
  void theReadmesHaveTheSevenThatMostPeopleNeed(String name) throws IOException {
    Key<?> key = Key.named(name);
    for (String readme : List.of("README.md", "README.zh-CN.md")) {
      assertThat(rows(readme, key)).as(readme).hasSize(1);
      assertThat(rows(readme, key).get(0)).as(readme).contains(defaultOf(key));
    }
  }

  private static List<String> rows(String page, Key<?> key) throws IOException {
    return Files.readAllLines(Path.of("..", page)).stream()
        .filter(line -> line.matches("\\| `" + key.name() + "` \\|.*\\|.*\\|"))
        .toList();
  }

  /** As its row ends, where it has a default. */
  private static String defaultOf(Key<?> key) {
    return key.standard() == null ? "" : "| `" + key.standard() + "` |";
  }

  @ParameterizedTest
  @MethodSource("all")
  void aDefaultIsAValue(Key<?> key) {
    assertThat(key.standard() == null || key.parse(key.standard()) != null).isTrue();
    assertThat(key.accepted()).isNotBlank();
    assertThat(key.documentation()).isNotBlank();
    assertThat(key.parse("")).isNull();
  }
}
