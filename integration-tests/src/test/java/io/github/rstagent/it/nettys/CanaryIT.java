// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.nettys;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.MavenJars;
import io.github.rstagent.it.harness.NettyRelease;
import java.nio.file.Path;
import java.util.List;
import org.jboss.shrinkwrap.resolver.api.ResolutionException;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The newest release of each line of Nettys that Maven knows today is hooked. It may fail where
 * nothing has changed here; so it runs where it is asked for: {@code -Dit.canary=on}.
 */
@IntegrationTest
@EnabledIfSystemProperty(named = "it.canary", matches = "on", disabledReason = "no -Dit.canary=on")
final class CanaryIT {
  private static final List<String> NATIVE = List.of("epoll", "kqueue", "io_uring");

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  /** Netty 3, 4.0 and 5 have ended. */
  @ParameterizedTest(name = "Netty {0}")
  @ValueSource(
      strings = {"[4.1,4.1.9999]", "[4.2.0.Final,4.2.9999]", "[4.3.0.Alpha1,5.0.0.Alpha1)"})
  void theNewestReleaseIsHooked(String line) {
    String version = newest(line);
    ReleaseCheck check = new ReleaseCheck();
    check.add(version, "nio", NettyRelease.jars(version, "nio"));
    for (String transport : NATIVE) {
      if (!transport.equals("io_uring") || !version.startsWith("4.1.")) {
        check.add(version, transport, classes(version, transport));
      }
    }
    System.out.println("canary: Netty " + version + " is the newest of " + line);
    check.assertAllAreHooked(jvms);
  }

  private static List<Path> classes(String version, String transport) {
    return MavenJars.withDependencies(
        "io.netty:netty-transport-classes-" + transport + ":" + version);
  }

  private static String newest(String line) {
    try {
      String version = MavenJars.newest("io.netty:netty-transport:" + line);
      assumeTrue(version != null, "Maven knows no Netty " + line);
      return version;
    } catch (ResolutionException e) {
      return abort("Maven cannot be asked for Netty " + line + ": " + e.getMessage());
    }
  }
}
