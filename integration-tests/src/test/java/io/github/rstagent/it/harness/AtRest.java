// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a process has nothing left to do: all of its threads sleep in the kernel, and none of
 * them has run between two looks. A thread that was woken but has not yet run does not sleep.
 */
public final class AtRest {
  private final Path tasks;

  private AtRest(ForkedJvm jvm) {
    tasks = Path.of("/proc", String.valueOf(jvm.pid()), "task");
  }

  public static boolean is(ForkedJvm jvm) {
    AtRest process = new AtRest(jvm);
    Optional<Set<String>> look = process.look();
    return look.isPresent() && look.equals(process.look());
  }

  /** For each thread its name and how often it was switched; nothing if one of them is awake. */
  private Optional<Set<String>> look() {
    Set<String> threads = new TreeSet<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(tasks)) {
      for (Path folder : folders) {
        List<String> status = Files.readAllLines(folder.resolve("status"));
        if (!status.contains("State:\tS (sleeping)")) {
          return Optional.empty();
        }
        status.stream()
            .filter(line -> line.contains("ctxt_switches"))
            .forEach(line -> threads.add(folder.getFileName() + " " + line));
      }
      return Optional.of(threads);
    } catch (NoSuchFileException e) {
      return Optional.empty(); // A thread has ended meanwhile.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
