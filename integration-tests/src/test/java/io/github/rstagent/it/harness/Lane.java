// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A transport of a Netty on a Java. */
public record Lane(JavaHome home, String netty, String transport) {
  /** The incubator's io_uring has releases of its own, and brings its Netty. */
  private static final String INCUBATOR = "0.0.26.Final";

  /** Those of the {@link Matrix} that was asked for. */
  public static Stream<Lane> all() {
    JavaHome build = JavaHome.ofTheBuild();
    return Stream.concat(
        Matrix.RELEASES.isAsked() ? on(build) : newestOfEachLine(build).stream(),
        JavaHome.more().stream()
            .flatMap(
                home -> Matrix.FULL.isAsked() ? on(home) : on(home).filter(Lane::isOfGeneration)));
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

  /** The list has the oldest first. */
  private static Collection<Lane> newestOfEachLine(JavaHome home) {
    Map<String, Lane> newest = new LinkedHashMap<>();
    on(home).forEach(lane -> newest.put(lane.line(), lane));
    return newest.values();
  }

  private String line() {
    return netty.replaceFirst("^(3|\\d+\\.\\d+)\\..*", "$1") + " " + transport;
  }

  /** One of each generation; and what runs on Java 8 alone. */
  private boolean isOfGeneration() {
    Set<String> generations =
        Set.of(NettyVersions.OLDEST, NettyVersions.CURRENT, NettyVersions.NEWEST, "3.10.6.Final");
    boolean epoll = transport.equals("epoll");
    boolean onlyThere = home.version().equals("8") && (epoll || netty.startsWith("5."));
    return onlyThere
        || (epoll && netty.equals(NettyVersions.CURRENT))
        || (transport.equals("nio") && generations.contains(netty));
  }

  public boolean isNetty3() {
    return netty.startsWith("3.");
  }

  @Override
  public String toString() {
    return "Netty " + netty + ", " + transport + ", on Java " + home.version();
  }
}
