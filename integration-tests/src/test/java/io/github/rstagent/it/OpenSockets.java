// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The sockets of a process, as the kernel lists them. */
final class OpenSockets {
  private static final String LISTENING = "0A";

  private final Path process;

  private OpenSockets(ForkedJvm jvm) {
    process = Path.of("/proc", String.valueOf(jvm.pid()));
  }

  static int count(ForkedJvm jvm) {
    return new OpenSockets(jvm).inodes().size();
  }

  static Set<Integer> listeningPorts(ForkedJvm jvm) {
    return new OpenSockets(jvm).listeningPorts();
  }

  private Set<String> inodes() {
    Set<String> inodes = new HashSet<>();
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        String target = target(descriptor);
        if (target.startsWith("socket:[")) {
          inodes.add(target.substring("socket:[".length(), target.length() - 1));
        }
      }
      return inodes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String target(Path descriptor) throws IOException {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (NoSuchFileException e) {
      return "closed since it was listed";
    }
  }

  /**
   * Lines of the form {@code sl local:port remote:port state ... inode ...}, all in hexadecimal.
   */
  private Set<Integer> listeningPorts() {
    Set<String> inodes = inodes();
    Set<Integer> ports = new TreeSet<>();
    for (String table : List.of("tcp", "tcp6")) {
      for (String line : lines(process.resolve("net").resolve(table))) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields[3].equals(LISTENING) && inodes.contains(fields[9])) {
          ports.add(Integer.parseInt(fields[1].substring(fields[1].indexOf(':') + 1), 16));
        }
      }
    }
    return ports;
  }

  private static List<String> lines(Path table) {
    try {
      return Files.readAllLines(table);
    } catch (NoSuchFileException e) {
      return List.of(); // a kernel without IPv6
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
