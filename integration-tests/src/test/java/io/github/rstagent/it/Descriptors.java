// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a process holds open, as the kernel lists it. */
final class Descriptors {
  private Descriptors() {}

  /** What each descriptor stands for; sockets and the like by their kind alone. Sorted. */
  static List<String> of(ForkedJvm jvm) {
    List<String> open = new ArrayList<>();
    Path folder = Path.of("/proc", String.valueOf(jvm.pid()), "fd");
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(folder)) {
      for (Path descriptor : descriptors) {
        open.add(Files.readSymbolicLink(descriptor).toString().replaceAll("\\[.*", ""));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Collections.sort(open);
    return open;
  }
}
