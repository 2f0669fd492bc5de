// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a process holds open, as the kernel lists it. */
public final class Descriptors {
  private Descriptors() {}

  /** What each descriptor stands for; sockets and the like by their kind alone. Sorted. */
  public static List<String> of(ForkedJvm jvm) {
    return targets(jvm).stream().map(target -> target.replaceFirst("\\[.*", "")).sorted().toList();
  }

  /** What each descriptor stands for, such as {@code socket:[4711]}. */
  public static List<String> targets(ForkedJvm jvm) {
    List<String> open = new ArrayList<>();
    Path folder = Path.of("/proc", String.valueOf(jvm.pid()), "fd");
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(folder)) {
      for (Path descriptor : descriptors) {
        try {
          open.add(Files.readSymbolicLink(descriptor).toString());
        } catch (NoSuchFileException e) {
          // Closed since it was listed.
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return open;
  }
}
