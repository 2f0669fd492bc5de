// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.util.Set;
import java.util.stream.Stream;

/** A transport of a Netty on a Java. */
public record Lane(JavaHome home, String netty, String transport) {
  /** The incubator's io_uring has releases of its own, and brings its Netty. */
  private static final String INCUBATOR = "0.0.26.Final";

  /** {@code full}: every lane on every Java. Else other Javas than the build's get a part. */
  private static final boolean FULL = System.getProperty("it.matrix", "").equals("full");

  public static Stream<Lane> all() {
    JavaHome build = JavaHome.ofTheBuild();
    return Stream.concat(
        on(build),
        JavaHome.more().stream().flatMap(home -> on(home).filter(lane -> FULL || lane.isKey())));
  }

  private static Stream<Lane> on(JavaHome home) {
    return Stream.concat(
        NettyRelease.all().stream()
            .flatMap(
                release ->
                    release
                        .runnable(home)
                        .map(transport -> new Lane(home, release.version(), transport))),
        Stream.of(new Lane(home, INCUBATOR, "incubator")));
  }

  /** One of each generation; and what runs on Java 8 alone. */
  private boolean isKey() {
    Set<String> generations =
        Set.of(NettyVersions.OLDEST, NettyVersions.CURRENT, NettyVersions.NEWEST, "3.10.6.Final");
    boolean nio = transport.equals("nio");
    boolean onlyThere =
        home.version().equals("8") && (transport.equals("epoll") || netty.startsWith("5."));
    return onlyThere || (generations.contains(netty) && (nio || transport.equals("epoll")));
  }

  public boolean isNetty3() {
    return netty.startsWith("3.");
  }

  @Override
  public String toString() {
    return "Netty " + netty + ", " + transport + ", on Java " + home.version();
  }
}
