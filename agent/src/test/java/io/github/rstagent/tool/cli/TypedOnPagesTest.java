// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.rstagent.config.Configuration;
import io.github.rstagent.config.Key;
import io.github.rstagent.config.Options;
import io.github.rstagent.docs.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages tell the reader to type is taken: options, commands and lists. */
class TypedOnPagesTest {
  private static final String KEYS =
      Key.all().stream().map(Key::name).collect(Collectors.joining("|", "(?:", ")"));
  private static final Pattern FLAG =
      Pattern.compile("-javaagent:\\S*rst-agent\\.jar=([^\\s\"'`]+)");
  private static final Pattern ATTACHED = Pattern.compile("attach \\w+ (" + KEYS + "=\\S+)");
  private static final Pattern OPTIONS = Pattern.compile("^(" + KEYS + "=\\S+)$");

  private static final Pattern COMMAND =
      Pattern.compile("(?:^|\\| )(?:java -jar (?:\\S*/)?rst-agent\\.jar|\\$ rst-agent) (.+)$");
  private static final Pattern SUBCOMMAND =
      RstAgentCommand.commandLine().getSubcommands().keySet().stream()
          .collect(
              Collectors.collectingAndThen(
                  Collectors.joining("|", "^((?:", ") .+)$"), Pattern::compile));

  @TempDir Path folder;

  @Test
  void optionsAreGood() throws IOException {
    List<String> options = found(List.of(FLAG, ATTACHED), OPTIONS);

    assertThat(options).hasSizeGreaterThan(30).anyMatch(typed -> typed.startsWith("vip=0.0.0.0/0"));
    for (String typed : options) {
      if (!isOutline(typed)) {
        Options read = Options.read(typed, new Properties(), Map.of());
        assertThat(new Configuration(read).problems()).as(typed).isEmpty();
      }
    }
  }

  @Test
  void commandsAreUnderstood() throws IOException {
    List<String> commands = found(List.of(COMMAND), SUBCOMMAND);

    assertThat(commands).hasSizeGreaterThan(30).anyMatch(typed -> typed.startsWith("explain "));
    for (String typed : commands) {
      if (!typed.equals("COMMAND")) {
        assertThatCode(() -> RstAgentCommand.commandLine().parseArgs(typed.split(" ", -1)))
            .as(typed)
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  void listsAreGood() throws IOException {
    List<String> lists =
        Page.all().stream()
            .flatMap(page -> page.blocks().stream())
            .filter(block -> block.startsWith("# peers "))
            .toList();

    assertThat(lists).hasSizeGreaterThan(1);
    for (String list : lists) {
      Path file = Files.writeString(folder.resolve("vips.list"), list);
      assertThat(RstAgentCommand.run("check", file.toString())).as(list).isZero();
    }
  }

  /** Whether it only says how options look. */
  private static boolean isOutline(String typed) {
    return typed.contains("...") || typed.chars().anyMatch(Character::isUpperCase);
  }

  private static List<String> found(List<Pattern> anywhere, Pattern inCodeType) throws IOException {
    List<String> found = new ArrayList<>();
    for (Page page : Page.all()) {
      for (Pattern pattern : anywhere) {
        page.blocks().stream().flatMap(String::lines).map(first(pattern)).forEach(found::addAll);
        page.codes().stream().map(first(pattern)).forEach(found::addAll);
      }
      page.codes().stream().map(first(inCodeType)).forEach(found::addAll);
    }
    return found;
  }

  private static Function<String, List<String>> first(Pattern pattern) {
    return text -> {
      Matcher matcher = pattern.matcher(text);
      return matcher.find() ? List.of(matcher.group(1)) : List.of();
    };
  }
}
