// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.util.List;

/** Log lines without what differs from run to run. */
public final class LogLines {
  /** The stdout of a service that has logged nothing. */
  public static final List<String> NONE = List.of("service starts", "service ends");

  private LogLines() {}

  public static List<String> normalised(List<String> lines) {
    return lines.stream().map(LogLines::normalised).toList();
  }

  private static String normalised(String line) {
    return line.replaceAll("(\\d+\\.\\d+\\.\\d+\\.\\d+):\\d+", "$1:PORT")
        .replaceAll("\\[id: 0x[0-9a-f]+", "[id: ID")
        // Blocking transports have a thread for each connection, and Netty 3 several workers.
        .replaceAll(
            "(pool-\\d+-thread-|oioEventLoopGroup-\\d+-|I/O worker #|New I/O server worker #\\d+-)"
                + "\\d+",
            "$1N")
        .replaceAll("(channel|parent)Id: -?\\d+", "$1Id: ID");
  }
}
