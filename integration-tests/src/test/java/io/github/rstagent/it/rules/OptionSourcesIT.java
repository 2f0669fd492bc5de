// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.harness.AgentJar;
import io.github.rstagent.it.harness.AgentSays;
import io.github.rstagent.it.harness.FinishedJvm;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.JvmCommand;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.Peer;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where options come from, and which of them count. */
@IntegrationTest
final class OptionSourcesIT {
  private static final int RESETS = 5;

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  /** The places of options, the strongest first. */
  private enum Place {
    ARGUMENT,
    SYSTEM_PROPERTY,
    ENVIRONMENT,
    FILE
  }

  static Stream<Place> places() {
    return Stream.of(Place.values());
  }

  static Stream<Arguments> strongerAndWeaker() {
    return Stream.of(
        Arguments.of(Place.ARGUMENT, Place.SYSTEM_PROPERTY),
        Arguments.of(Place.SYSTEM_PROPERTY, Place.ENVIRONMENT),
        Arguments.of(Place.ENVIRONMENT, Place.FILE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("places")
  void optionsAreTakenFrom(Place place) throws IOException {
    Configuration configuration = new Configuration();
    configuration.set(place, "vip", "127.0.0.9");
    Service service = jvms.start(configuration.applyTo(service()));

    Peers.LISTED.probe(service.address(), RESETS);
    Peers.STRANGER.probe(service.address(), RESETS);
    service.awaitClosed(2 * RESETS);

    assertThat(service.exceptionsOf(Peers.LISTED)).as("exceptions of the listed peer").isZero();
    assertThat(service.exceptionsOf(Peers.STRANGER))
        .as("exceptions of the stranger")
        .isEqualTo(RESETS);
  }

  @ParameterizedTest(name = "{0} over {1}")
  @MethodSource("strongerAndWeaker")
  void theStrongerPlaceWinsAndVipsAddUp(Place stronger, Place weaker) throws IOException {
    Configuration configuration = new Configuration();
    configuration.set(stronger, "mode", "tag");
    configuration.set(weaker, "mode", "suppress");
    configuration.set(stronger, "vip", "127.0.0.9");
    configuration.set(weaker, "vip", "127.0.0.10");
    Service service = jvms.start(configuration.applyTo(service()));
    Peer other = new Peer("127.0.0.10");

    Peers.LISTED.probe(service.address(), RESETS);
    other.probe(service.address(), RESETS);
    service.awaitClosed(2 * RESETS);

    assertThat(service.quit().stdout())
        .as("log events that carry the mark of the stronger place's mode")
        .filteredOn(line -> line.contains("|tag]"))
        .hasSize(2 * RESETS);
  }

  @Test
  void aPropertiesFileBesideTheJarIsReadAndNamed() throws IOException {
    Path jar = Files.copy(AgentJar.path(), folder.resolve("rst-agent.jar"));
    Path file = folder.resolve("rst-agent.properties");
    Files.writeString(file, "vip=127.0.0.9\n");
    Service service =
        jvms.start(service().jvm(JvmCommand.agentFlag(jar, "summary=off,advise=off")));

    Peers.LISTED.probe(service.address(), RESETS);
    service.awaitClosed(RESETS);

    assertThat(service.exceptionsOf(Peers.LISTED)).as("exceptions").isZero();
    assertThat(service.quit().agentLines())
        .as("lines of the agent")
        .anyMatch(AgentSays.banner(1).and(line -> line.contains("rst-agent.properties")));
  }

  @Test
  void variablesThatKubernetesSetsAreIgnoredInSilenceAndOthersWarnedAbout() {
    Service service =
        jvms.start(
            service()
                .agent("vip=127.0.0.9,summary=off,advise=off")
                .environment("RST_AGENT_SERVICE_HOST", "10.96.0.7")
                .environment("RST_AGENT_PORT", "tcp://10.96.0.7:80")
                .environment("RST_AGENT_PORT_80_TCP_ADDR", "10.96.0.7")
                .environment("RST_AGENT_MOED", "observe"));

    Peers.LISTED.probe(service.address(), RESETS);
    service.awaitClosed(RESETS);

    assertThat(service.exceptionsOf(Peers.LISTED)).as("exceptions").isZero();
    assertThat(service.quit().agentLines())
        .as("lines of the agent")
        .anyMatch(line -> line.contains("RST_AGENT_MOED"))
        .noneMatch(line -> line.contains("SERVICE_HOST"))
        .noneMatch(line -> line.contains("RST_AGENT_PORT"));
  }

  @Test
  void ofTwoFlagsTheSecondCounts() {
    Service service =
        jvms.start(
            service()
                .agent("vip=127.0.0.8,summary=off,advise=off")
                .agent("vip=127.0.0.9,summary=off,advise=off"));

    Peers.LISTED.probe(service.address(), RESETS);
    Peers.STRANGER.probe(service.address(), RESETS);
    service.awaitClosed(2 * RESETS);

    assertThat(service.exceptionsOf(Peers.LISTED)).as("exceptions of the second's peer").isZero();
    assertThat(service.exceptionsOf(Peers.STRANGER))
        .as("exceptions of the first's peer")
        .isEqualTo(RESETS);
    FinishedJvm jvm = service.quit();
    assertThat(jvm.exitCode()).as("exit code").isZero();
    assertThat(jvm.agentLines())
        .as("lines of the agent")
        .satisfiesOnlyOnce(line -> assertThat(line).matches(AgentSays.optionsReplaced(1)));
  }

  @Test
  void switchedOffItDoesNothing() {
    Service service = jvms.start(service().agent("vip=127.0.0.9,enabled=false"));

    Peers.LISTED.probe(service.address(), RESETS);
    service.awaitClosed(RESETS);

    assertThat(service.exceptionsOf(Peers.LISTED)).as("exceptions").isEqualTo(RESETS);
    assertThat(service.threads()).as("threads").doesNotContain("rst-agent");
  }

  private static ServiceCommand service() {
    return ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK);
  }

  /** Options in their places; none of them talks. */
  private final class Configuration {
    private final StringBuilder argument = new StringBuilder("summary=off,advise=off");
    private final StringBuilder file = new StringBuilder();
    private final Map<String, String> environment = new TreeMap<>();
    private final List<String> properties = new ArrayList<>();

    void set(Place place, String key, String value) {
      switch (place) {
        case ARGUMENT -> argument.append(',').append(key).append('=').append(value);
        case SYSTEM_PROPERTY -> properties.add("-Drst.agent." + key + "=" + value);
        case ENVIRONMENT -> environment.put("RST_AGENT_" + key.toUpperCase(Locale.ROOT), value);
        case FILE -> file.append(key).append('=').append(value).append('\n');
      }
    }

    ServiceCommand applyTo(ServiceCommand service) throws IOException {
      if (file.length() > 0) {
        Path path = Files.writeString(folder.resolve("agent.properties"), file);
        argument.append(",config=").append(path);
      }
      environment.forEach(service::environment);
      return service.jvm(properties.toArray(new String[0])).agent(argument.toString());
    }
  }
}
