// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The sockets of a process, as the kernel lists them. */
public final class OpenSockets {
  private static final String LISTENING = "0A";

  private final ForkedJvm jvm;
  private final Path process;

  private OpenSockets(ForkedJvm jvm) {
    this.jvm = jvm;
    process = Path.of("/proc", String.valueOf(jvm.pid()));
  }

  public static int count(ForkedJvm jvm) {
    return new OpenSockets(jvm).inodes().size();
  }

  public static Set<Integer> listeningPorts(ForkedJvm jvm) {
    return new OpenSockets(jvm).listeningPorts();
  }

  /**
   * What has come to a port and was not taken yet: connections that wait to be accepted, bytes that
   * wait to be read.
   */
  public static long untaken(ForkedJvm jvm, int port) {
    String local = String.format(":%04X", port);
    return new OpenSockets(jvm)
        .rows()
        .filter(row -> row[1].endsWith(local))
        .mapToLong(row -> Long.parseLong(row[4].substring(row[4].indexOf(':') + 1), 16))
        .sum();
  }

  private Set<String> inodes() {
    Set<String> inodes = new HashSet<>();
    for (String target : Descriptors.targets(jvm)) {
      if (target.startsWith("socket:[")) {
        inodes.add(target.substring("socket:[".length(), target.length() - 1));
      }
    }
    return inodes;
  }

  private Set<Integer> listeningPorts() {
    Set<String> inodes = inodes();
    Set<Integer> ports = new TreeSet<>();
    rows()
        .filter(row -> row[3].equals(LISTENING) && inodes.contains(row[9]))
        .forEach(row -> ports.add(Integer.parseInt(row[1].substring(row[1].indexOf(':') + 1), 16)));
    return ports;
  }

  /**
   * The fields of the lines {@code sl local:port remote:port state transmit:receive ... inode ...},
   * all in hexadecimal.
   */
  private Stream<String[]> rows() {
    return Stream.of("tcp", "tcp6")
        .flatMap(table -> lines(process.resolve("net").resolve(table)).stream().skip(1))
        .map(line -> line.strip().split("\\s+", -1));
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
