// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.config.AllowlistReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the tests of this package say often. */
public final class Lists {
  private Lists() {}

  public static AllowlistReader reader() {
    return new AllowlistReader(RuleDefaults.STANDARD);
  }

  public static File file(Path folder, String name, byte[] content) {
    try {
      return Files.write(folder.resolve(name), content).toFile();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static File file(Path folder, String... lines) {
    String text = String.join("\n", lines) + "\n";
    return file(folder, "vips.list", text.getBytes(StandardCharsets.UTF_8));
  }

  /** The allowlist of these lines, which have no problems. */
  public static Allowlist allowlist(Path folder, String... lines) {
    AllowlistReader reader = reader();
    reader.file(file(folder, lines));
    assertThat(reader.problems()).isEmpty();
    return reader.allowlist();
  }

  /** The problems of these lines, without the file's folder. */
  public static List<String> problems(Path folder, String... lines) {
    return problemsOf(folder, file(folder, lines));
  }

  public static List<String> problemsOf(Path folder, File file) {
    AllowlistReader reader = reader();
    reader.file(file);
    assertThat(reader.allowlist().size()).as("a list with problems is not taken").isZero();
    return reader.problems().stream()
        .map(problem -> problem.toString().replace(folder + File.separator, ""))
        .toList();
  }

  public static InetAddress peer(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** A link-local peer as a kernel gives it: with the number of its interface, not the name. */
  public static InetAddress peer(String literal, int zone) {
    try {
      return Inet6Address.getByAddress(null, peer(literal).getAddress(), zone);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
