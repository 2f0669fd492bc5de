// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The messages that known-issues explains are those that the code prints. */
class KnownIssuesTest {
  private static final Path SOURCES = Path.of("src/main/java");

  /** Where one literal ends and the next begins. */
  private static final Pattern JOINT = Pattern.compile("\"\\s*\\+\\s*\"");

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** How what the JVM or a library says begins. */
  private static final List<String> OF_OTHERS =
      List.of(
          "Error opening zip file",
          "ClassNotFoundException",
          "Could not find agent library",
          "Must enable AllowArchivingWithJavaAgent",
          "Unable to use AOT cache",
          "Mismatched values",
          "LinkageError",
          "WARNING: A Java agent",
          "Dynamic agent loading",
          "at io.github.rstagent",
          "Netty ");

  @Test
  void everyMessageIsOneOfTheAgents() throws IOException {
    String code = code();
    List<String> messages =
        Page.of("docs/known-issues.md").lines().stream()
            .filter(line -> line.startsWith("### "))
            .flatMap(line -> CODE.matcher(line).results().map(message -> message.group(1)))
            .filter(message -> OF_OTHERS.stream().noneMatch(message::startsWith))
            .toList();

    assertThat(messages).hasSizeGreaterThan(20);
    for (String message : messages) {
      assertThat(message.split("\\.\\.\\.", -1))
          .as(message)
          .allMatch(piece -> code.contains(piece.strip().replaceFirst(":$", "")));
    }
  }

  private static String code() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      StringBuilder code = new StringBuilder();
      for (Path file : files.filter(Files::isRegularFile).collect(Collectors.toList())) {
        code.append(JOINT.matcher(Files.readString(file)).replaceAll(""));
      }
      return code.toString();
    }
  }
}
