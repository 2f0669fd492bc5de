// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Path;
import org.jboss.shrinkwrap.resolver.api.ResolutionException;
import org.jboss.shrinkwrap.resolver.api.maven.Maven;

/**
 * Jars of others that a test runs beside the agent, each without what it depends on. Where one
 * cannot be had, the test is skipped: that says nothing about the agent.
 */
public final class OptionalJars {
  private OptionalJars() {}

  public static Path of(String coordinates) {
    try {
      return Maven.configureResolver()
          .withClassPathResolution(false)
          .workOffline(Boolean.getBoolean("it.offline"))
          .resolve(coordinates)
          .withoutTransitivity()
          .asSingleFile()
          .toPath();
    } catch (ResolutionException e) {
      return abort(coordinates + " cannot be resolved: " + e.getMessage());
    }
  }
}
