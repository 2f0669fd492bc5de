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

class KeyTest {
  static Stream<Key<?>> all() {
    return Key.all().stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void theReadmesTableHasEveryKeyAndItsDefault(Key<?> key) throws IOException {
    for (String readme : List.of("README.md", "README.zh-CN.md")) {
      List<String> rows =
          Files.readAllLines(Path.of("..", readme)).stream()
              .filter(line -> line.startsWith("| `") && line.contains("`" + key.name() + "`"))
              .toList();

      assertThat(rows).as(readme).isNotEmpty();
      if (key.standard() != null) {
        assertThat(rows).as(readme).anyMatch(row -> row.contains("`" + key.standard() + "`"));
      }
    }
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
