// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a JVM loads, in order. Classes without a name of their own come more than once. */
public final class LoadedClasses {
  private final Path log;

  public LoadedClasses(Path folder) {
    log = folder.resolve("classes.log");
  }

  /** Of one JVM at a time. */
  public String flag() {
    return "-Xlog:class+load:file=" + log + ":none";
  }

  public List<String> names() throws IOException {
    return Files.readAllLines(log).stream()
        .map(line -> line.split(" ", 2)[0].replaceFirst("/0x[0-9a-f]+", ""))
        .toList();
  }
}
