// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.util.stream.Stream;

/** Some of the {@link NettyRelease}s, for tests that one of each generation is enough for. */
public final class NettyVersions {
  /** The version that the build is made with. */
  public static final String CURRENT = System.getProperty("it.netty.version");

  public static final String OLDEST = "4.0.0.Final";
  public static final String NEWEST = "4.2.18.Final";

  private NettyVersions() {}

  public static Stream<String> oneOfEachGeneration() {
    return Stream.of(OLDEST, "4.0.56.Final", CURRENT, NEWEST);
  }
}
