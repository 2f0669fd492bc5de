// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it;

import java.util.stream.Stream;

/** Some of the {@link NettyRelease}s, for tests that one of each generation is enough for. */
final class NettyVersions {
  /** The version that the build is made with. */
  static final String CURRENT = System.getProperty("it.netty.version");

  static final String OLDEST = "4.0.0.Final";
  static final String NEWEST = "4.2.18.Final";

  private NettyVersions() {}

  static Stream<String> oneOfEachGeneration() {
    return Stream.of(OLDEST, "4.0.56.Final", CURRENT, NEWEST);
  }
}
