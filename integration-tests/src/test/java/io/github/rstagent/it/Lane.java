// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it;

import java.util.stream.Stream;

/** A Netty on a Java. */
record Lane(JavaHome home, String netty) {
  static Stream<Lane> all() {
    return Stream.concat(Stream.of(JavaHome.ofTheBuild()), JavaHome.more().stream())
        .flatMap(home -> NettyVersions.ALL.stream().map(netty -> new Lane(home, netty)));
  }

  @Override
  public String toString() {
    return "Netty " + netty + " on Java " + home.version();
  }
}
