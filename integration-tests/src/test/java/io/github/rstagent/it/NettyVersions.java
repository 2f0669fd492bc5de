// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it;

import java.util.List;
import java.util.stream.Stream;

/** The Nettys that the tests run, one for each way in which a reset travels through it. */
final class NettyVersions {
  /** The version that the build is made with. */
  static final String CURRENT = System.getProperty("it.netty.version");

  static final String OLDEST = "4.0.0.Final";
  static final String NEWEST = "4.2.18.Final";

  static final List<String> ALL =
      List.of(
          OLDEST, // the exception is fired inline, in three places
          "4.0.11.Final", // the last that does so
          "4.0.12.Final", // handleReadException, four parameters
          "4.0.56.Final", // the last 4.0
          "4.1.0.Final", // five parameters
          "4.1.52.Final", // running out of memory closes, too
          CURRENT,
          "4.2.0.Final", // event loops apart from their transports
          NEWEST);

  private NettyVersions() {}

  static Stream<String> oneOfEachGeneration() {
    return Stream.of(OLDEST, "4.0.56.Final", CURRENT, NEWEST);
  }
}
