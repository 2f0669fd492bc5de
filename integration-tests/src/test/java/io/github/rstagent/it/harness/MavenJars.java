// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.shrinkwrap.resolver.api.maven.ConfigurableMavenResolverSystem;
import org.jboss.shrinkwrap.resolver.api.maven.Maven;
import org.jboss.shrinkwrap.resolver.api.maven.coordinate.MavenCoordinate;

/**
 * Libraries of any version, through the same repositories and the same cache as the build. What is
 * in the cache is not looked up again.
 */
public final class MavenJars {
  private static final Map<List<String>, List<Path>> RESOLVED = new ConcurrentHashMap<>();

  private MavenJars() {}

  public static List<Path> netty(String version) {
    return withDependencies("io.netty:netty-transport:" + version);
  }

  /** Where several libraries depend on different versions of another, the first one's counts. */
  public static List<Path> withDependencies(String... coordinates) {
    return RESOLVED.computeIfAbsent(List.of(coordinates), MavenJars::resolve);
  }

  /** The newest release in a range that the repositories have today, or {@code null}. */
  public static String newest(String range) {
    MavenCoordinate highest = resolver().resolveVersionRange(range).getHighestVersion();
    return highest == null ? null : highest.getVersion();
  }

  private static List<Path> resolve(List<String> coordinates) {
    File[] jars = resolver().resolve(coordinates).withTransitivity().asFile();
    return Arrays.stream(jars).map(File::toPath).toList();
  }

  private static ConfigurableMavenResolverSystem resolver() {
    return Maven.configureResolver()
        .withClassPathResolution(false)
        .workOffline(Boolean.getBoolean("it.offline"));
  }
}
