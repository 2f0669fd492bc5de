// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.nettys;

import java.util.stream.Stream;

/**
 * A published jar with a Netty of its own.
 *
 * @param version as far as the jar tells it
 */
record Relocation(String nettyPackage, String version, String coordinates) {
  static final Relocation GRPC =
      new Relocation(
          "io.grpc.netty.shaded.io.netty", "4.1.100.Final", "io.grpc:grpc-netty-shaded:1.60.0");
  static final Relocation HBASE =
      new Relocation(
          "org.apache.hbase.thirdparty.io.netty",
          "4.1.97.Final",
          "org.apache.hbase.thirdparty:hbase-shaded-netty:4.1.5");

  static Stream<Relocation> all() {
    return Stream.of(
        GRPC,
        HBASE,
        new Relocation(
            "org.apache.flink.shaded.netty4.io.netty",
            "4.1.91.Final",
            "org.apache.flink:flink-shaded-netty:4.1.91.Final-17.0"),
        new Relocation(
            "org.apache.pulsar.shade.io.netty",
            "4.1.94.Final",
            "org.apache.pulsar:pulsar-client:3.1.0"),
        new Relocation( // nothing of the name is left but its end
            "com.datastax.oss.driver.shaded.netty",
            "of unknown version",
            "com.datastax.oss:java-driver-core-shaded:4.17.0"),
        new Relocation( // brings its own SLF4J along, under the name that SLF4J has
            "shaded_package.io.netty",
            "of unknown version",
            "org.mock-server:mockserver-netty-no-dependencies:5.15.0"));
  }

  @Override
  public String toString() {
    return version + " (" + nettyPackage + ")";
  }
}
