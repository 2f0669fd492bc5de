// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.config.AllowlistReader;
import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.RuleDefaults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Allowlists and addresses as tests write them. */
public final class Lists {
  private Lists() {}

  /** The list of a file with these lines. */
  public static Allowlist of(String... lines) {
    AllowlistReader reader = new AllowlistReader(RuleDefaults.STANDARD);
    try {
      Path file = Files.createTempFile("vips", ".list");
      try {
        Files.write(file, List.of(lines));
        reader.file(file.toFile());
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(reader.problems()).isEmpty();
    return reader.allowlist();
  }

  /** The only rule of a file with this line. */
  public static Rule rule(String line) {
    return of(line).rules().get(0);
  }

  /** A literal address. */
  public static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }
}
