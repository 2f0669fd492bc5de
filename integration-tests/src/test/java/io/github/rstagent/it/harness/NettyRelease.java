// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * A line of the list of releases that the agent's jar carries.
 *
 * @param transports as listed, with their marks
 * @param run whether servers are run on it, or its classes alone are looked at
 */
public record NettyRelease(String version, List<String> transports, boolean run) {
  private static final String LIST = "io/github/rstagent/hook/netty-releases.txt";

  public static List<NettyRelease> all() {
    try (JarFile jar = new JarFile(AgentJar.path().toFile());
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    jar.getInputStream(jar.getEntry(LIST)), StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.startsWith("#")).map(NettyRelease::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static NettyRelease parse(String line) {
    String[] fields = line.split(" +", -1);
    return new NettyRelease(
        fields[0], Arrays.asList(fields[1].split(",", -1)), fields[2].equals("run"));
  }

  /** The transports whose servers can be run on this Java. */
  public Stream<String> runnable(JavaHome home) {
    return transports.stream()
        .filter(transport -> run && !transport.endsWith("*"))
        .filter(transport -> !transport.endsWith("@8") || home.version().equals("8"))
        .map(transport -> transport.replace("@8", ""));
  }

  public boolean isNetty3() {
    return version.startsWith("3.");
  }

  /**
   * The jars that have a transport's classes, with what they depend on.
   *
   * @param marked the transport, as listed
   */
  public List<Path> classes(String marked) {
    String transport = marked.replace("*", "").replace("@8", "");
    boolean withoutLibrary = version.startsWith("4.2.") && marked.endsWith("*");
    return withoutLibrary
        ? MavenJars.withDependencies(
            "io.netty:netty-transport-classes-" + transport + ":" + version)
        : jars(version, transport);
  }

  /** The jars of a transport of a release, with what they depend on. */
  public static List<Path> jars(String version, String transport) {
    if (version.startsWith("3.2.")) {
      return MavenJars.withDependencies("org.jboss.netty:netty:" + version);
    }
    if (version.startsWith("3.")) {
      return MavenJars.withDependencies("io.netty:netty:" + version);
    }
    return MavenJars.withDependencies(
        switch (transport) {
          case "epoll", "io_uring" ->
              "io.netty:netty-transport-native-" + transport + ":jar:linux-x86_64:" + version;
          case "kqueue" -> "io.netty:netty-transport-classes-kqueue:" + version;
          case "incubator" ->
              "io.netty.incubator:netty-incubator-transport-native-io_uring:jar:linux-x86_64:"
                  + version;
          default -> "io.netty:netty-transport:" + version;
        });
  }
}
