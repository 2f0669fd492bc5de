// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** An allowlist file as an operator keeps it. */
public final class Allowlist {
  public static final String NAME = "vips.list";

  private final Path file;

  /** A file that is not there yet. */
  public Allowlist(Path folder) {
    file = folder.resolve(NAME);
  }

  public static Allowlist in(Path folder, String... rules) {
    return new Allowlist(folder).replaceWith(rules);
  }

  /** By a rename, as editors and configuration tools do. */
  public Allowlist replaceWith(String... rules) {
    try {
      Path draft = Files.createTempFile(file.getParent(), "draft", null);
      Files.writeString(draft, String.join("\n", rules) + "\n");
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As an editor does that keeps the file: the text as it is, without a line break of its own. */
  public Allowlist overwriteWith(String text) {
    try {
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path path() {
    return file;
  }

  public String option() {
    return "vip-file=" + file;
  }

  /** Options that leave all talking to the tests. */
  public String quietOptions() {
    return option() + ",summary=off,advise=off";
  }
}
