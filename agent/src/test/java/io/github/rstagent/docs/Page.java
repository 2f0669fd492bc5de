// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page of the documentation, as far as it does not depend on the language. */
public final class Page {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\w*\\n(.*?)^```$");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");

  private final Path path;
  private final String text;

  private Page(Path path, String text) {
    this.path = path;
    this.text = text;
  }

  /**
   * @param name from the top of the project
   */
  static Page of(String name) throws IOException {
    return at(Paths.get("..").resolve(name));
  }

  static Page at(Path path) throws IOException {
    return new Page(path, Files.readString(path));
  }

  /** What lies at the top, and all that lies in docs. */
  public static List<Page> all() throws IOException {
    List<Page> pages = new ArrayList<>();
    for (String name :
        Arrays.asList(
            "README.md", "README.zh-CN.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")) {
      pages.add(of(name));
    }
    try (Stream<Path> files = Files.list(Paths.get("../docs"))) {
      for (Path file : files.sorted().collect(Collectors.toList())) {
        if (file.toString().endsWith(".md")) {
          pages.add(at(file));
        }
      }
    }
    return pages;
  }

  Path path() {
    return path;
  }

  /** What is to be typed, or is printed. */
  public List<String> blocks() {
    return found(BLOCK, text);
  }

  /** The words in code type between the blocks. */
  public List<String> codes() {
    return found(CODE, prose());
  }

  /** Where its sections begin, as links name them. */
  List<String> anchors() {
    return found(HEADING, prose()).stream()
        .map(heading -> heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", ""))
        .map(heading -> heading.replace(' ', '-'))
        .collect(Collectors.toList());
  }

  List<String> lines() {
    return text.lines().collect(Collectors.toList());
  }

  /** The words in code type of each table's row, whatever their order in it. */
  List<List<String>> rows() {
    return prose()
        .lines()
        .filter(line -> line.startsWith("|"))
        .map(Page::code)
        .collect(Collectors.toList());
  }

  /** The words in code type of each section, whatever their order in it. */
  List<List<String>> sections() {
    return Stream.of(prose().split("(?m)^## ", -1)).map(Page::code).collect(Collectors.toList());
  }

  /** Where its links lead to, in the order of the text. */
  List<String> links() {
    return found(LINK, prose());
  }

  @Override
  public String toString() {
    return path.toString();
  }

  private String prose() {
    return BLOCK.matcher(text).replaceAll("");
  }

  private static List<String> code(String part) {
    List<String> words = found(CODE, part);
    words.sort(null);
    return words;
  }

  private static List<String> found(Pattern pattern, String where) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(where);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
