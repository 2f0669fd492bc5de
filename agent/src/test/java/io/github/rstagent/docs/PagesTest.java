// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The READMEs say the same in two languages, and no page leads nowhere. */
class PagesTest {
  private static final String ENGLISH = "README.md";
  private static final String CHINESE = "README.zh-CN.md";

  @Test
  void commandsAndOutputsAreTheSame() throws IOException {
    assertThat(Page.of(CHINESE).blocks())
        .hasSizeGreaterThan(5)
        .isEqualTo(Page.of(ENGLISH).blocks());
  }

  @Test
  void tablesHaveTheSameKeysAndValues() throws IOException {
    assertThat(Page.of(CHINESE).rows()).hasSizeGreaterThan(20).isEqualTo(Page.of(ENGLISH).rows());
  }

  @Test
  void sectionsNameTheSameOptionsAndFiles() throws IOException {
    assertThat(Page.of(CHINESE).sections())
        .hasSizeGreaterThan(4)
        .isEqualTo(Page.of(ENGLISH).sections());
  }

  @Test
  void linksLeadToTheSamePagesAndToEachOther() throws IOException {
    List<String> expected = new ArrayList<>(Page.of(ENGLISH).links());
    expected.replaceAll(link -> link.equals(CHINESE) ? ENGLISH : link);
    assertThat(expected).contains(ENGLISH);
    assertThat(Page.of(CHINESE).links()).isEqualTo(expected);
  }

  static List<Page> all() throws IOException {
    return Page.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void linksLeadSomewhere(Page page) {
    for (String link : page.links()) {
      String file = link.replaceFirst("#.*", "");
      if (!link.contains("://") && !file.isEmpty()) {
        assertThat(page.path().resolveSibling(file)).as("link in " + page).exists();
      }
    }
  }
}
