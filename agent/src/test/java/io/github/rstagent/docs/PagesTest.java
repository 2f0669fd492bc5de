// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The READMEs say the same in two languages, no page leads nowhere, and all stay short. */
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
  void linksLeadSomewhere(Page page) throws IOException {
    for (String link : page.links()) {
      if (!link.contains("://")) {
        String[] fileAndAnchor = link.split("#", -1);
        Path file =
            fileAndAnchor[0].isEmpty() ? page.path() : page.path().resolveSibling(fileAndAnchor[0]);
        assertThat(file).as("link in " + page).exists();
        if (fileAndAnchor.length > 1) {
          assertThat(Page.at(file).anchors())
              .as("sections of %s, which %s links to", file, page)
              .contains(fileAndAnchor[1]);
        }
      }
    }
  }

  @Test
  void theReadmeIsOnePage() throws IOException {
    List<String> lines = Page.of(ENGLISH).lines();
    assertThat(lines).hasSizeBetween(60, 120);
    assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120));
  }

  @Test
  void thePagesAreShort() throws IOException {
    long words = 0;
    for (Page page : Page.all()) {
      if (page.path().startsWith("../docs")) {
        words += Stream.of(String.join(" ", page.lines()).split("\\s+", -1)).count();
      }
    }
    assertThat(words).as("words in docs").isBetween(5_000L, 9_000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "README.zh-CN.md", "docs/supported.md"})
  void theReleasesOfNettyAreThoseThatAreTested(String page) throws IOException {
    List<String> releases =
        Files.readAllLines(Path.of("src/main/resources/io/github/rstagent/hook/netty-releases.txt"))
            .stream()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split("(\\.Final)?\\s", 2)[0])
            .toList();
    String row =
        Page.of(page).lines().stream()
            .filter(line -> line.startsWith("| Netty |"))
            .findFirst()
            .orElseThrow();
    for (String line : List.of("3.", "4.0.", "4.1.", "4.2.", "5.")) {
      List<String> ofLine = releases.stream().filter(release -> release.startsWith(line)).toList();
      assertThat(row).contains(ofLine.get(0), ofLine.get(ofLine.size() - 1).replace("5.0.0.", ""));
    }
  }
}
