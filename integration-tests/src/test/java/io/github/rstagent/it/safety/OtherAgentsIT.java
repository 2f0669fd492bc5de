// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.harness.AgentJar;
import io.github.rstagent.it.harness.AgentSays;
import io.github.rstagent.it.harness.Allowlist;
import io.github.rstagent.it.harness.Attachment;
import io.github.rstagent.it.harness.BuiltJar;
import io.github.rstagent.it.harness.CodeSource;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.JavaHome;
import io.github.rstagent.it.harness.Javac;
import io.github.rstagent.it.harness.JvmCommand;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.MavenJars;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.OptionalJars;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.TwinRun;
import io.github.rstagent.it.service.EchoService;
import io.github.rstagent.it.service.NettyBringingAgent;
import io.github.rstagent.it.service.PeekingAgent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Another agent in the same JVM, before or after ours on the command line: both do their work. */
@IntegrationTest
final class OtherAgentsIT {
  private enum Order {
    OURS_FIRST,
    OURS_LAST
  }

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void openTelemetry(Order order) {
    Path jar = OptionalJars.of("io.opentelemetry.javaagent:opentelemetry-javaagent:2.20.1");

    TwinRun run =
        run(
            order,
            JvmCommand.agentFlag(jar, ""),
            "-Dotel.traces.exporter=none",
            "-Dotel.metrics.exporter=none",
            "-Dotel.logs.exporter=none");

    run.assertListedPeerAloneIsSilent();
    assertThat(run.withAgent().jvm().stderr())
        .as("stderr")
        .anyMatch(line -> line.contains("opentelemetry-javaagent - version: "));
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void jacoco(Order order) throws IOException {
    Path jar = OptionalJars.of("org.jacoco:org.jacoco.agent:jar:runtime:0.8.14");
    Path executed = folder.resolve("jacoco.exec");

    TwinRun run = run(order, JvmCommand.agentFlag(jar, "destfile=" + executed));

    run.assertListedPeerAloneIsSilent();
    assertThat(Files.readString(executed, StandardCharsets.ISO_8859_1))
        .as("classes whose coverage was measured")
        .contains("io/netty/channel/nio/AbstractNioByteChannel$NioByteUnsafe");
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void byteman(Order order) throws IOException {
    Path jar = OptionalJars.of("org.jboss.byteman:byteman:4.0.25");
    Path seen = folder.resolve("seen");
    Path rules =
        Files.writeString(
            folder.resolve("rules.btm"),
            """
            RULE failed reads
            CLASS io.netty.channel.nio.AbstractNioByteChannel$NioByteUnsafe
            METHOD handleReadException
            AT ENTRY
            IF true
            DO openTrace("seen", "%s"), traceln("seen", $3.toString())
            ENDRULE
            """
                .formatted(seen));

    TwinRun run = run(order, JvmCommand.agentFlag(jar, "script:" + rules));

    run.assertListedPeerAloneIsSilent();
    assertThat(seen)
        .as("what Byteman's rule has seen: a run of the stranger, and a run of both peers")
        .isRegularFile();
    assertThat(Files.readAllLines(seen)).as("resets").hasSize(3 * TwinRun.RESETS);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void blockHound(Order order) throws IOException {
    Path jar = OptionalJars.of("io.projectreactor.tools:blockhound:1.0.13.RELEASE");
    String flag = JvmCommand.agentFlag(jar, "");
    String needed = "-XX:+AllowRedefinitionToAddDeleteMethods";
    List<Path> classPath = List.of(jar, allowanceForTheService(jar));

    TwinRun.of(ourAgent -> service(order, ourAgent, flag).jvm(needed).classPath(classPath), jvms)
        .assertListedPeerAloneIsSilent();

    Service blocking =
        TwinRun.start(service(order, List.of(), flag).jvm(needed).classPath(classPath), jvms);
    blocking.block();
    assertThat(blocking.quit().stdout())
        .as("log of a service that does block an event loop")
        .anyMatch(line -> line.contains("reactor.blockhound.BlockingOperationError"));
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void datadog(Order order) {
    Path jar = OptionalJars.of("com.datadoghq:dd-java-agent:1.40.0");

    TwinRun run =
        run(
            order,
            JvmCommand.agentFlag(jar, ""),
            "-Ddd.trace.agent.port=1", // where nothing listens
            "-Ddd.instrumentation.telemetry.enabled=false",
            "-Ddd.remote_config.enabled=false",
            "-Ddatadog.slf4j.simpleLogger.defaultLogLevel=off");

    run.assertListedPeerAloneIsSilent();
    assertThat(run.withAgent().jvm().stderrOfOthers())
        .as("stderr: the JVM's word on an agent that appends to the bootstrap class path")
        .anyMatch(line -> line.contains("bootstrap classpath has been appended"));
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void anAgentThatLoadsWhatItLooksAt(Order order) throws IOException {
    Path seen = folder.resolve("seen");

    run(order, JvmCommand.agentFlag(agentJar(PeekingAgent.class), seen.toString()))
        .assertListedPeerAloneIsSilent();

    assertThat(Files.readAllLines(seen))
        .as("our classes as they were loaded, and what their loaders do not answer")
        .allMatch(line -> line.matches("\\S+ \\S+"))
        .anyMatch(line -> line.endsWith(".AgentLoader io/github/rstagent/hook/NettyHook"))
        .anyMatch(
            line -> line.endsWith(".ChildFirstLoader io/github/rstagent/hook/JavaLangDefinition"))
        .anyMatch(line -> line.matches(".*\\.BridgeLoader \\S+/Netty4Channels"))
        .hasSizeGreaterThan(100);
  }

  /** The service decides before that what its logging and its MBean server are. */
  @Test
  void aNettyBeforeMainStartsNoThread() throws Exception {
    Allowlist list = Allowlist.in(folder, Peers.LISTED.address() + " lvs-a scope=connection");
    String ours = JvmCommand.agentFlag(AgentJar.path(), list.quietOptions());
    String theirs = JvmCommand.agentFlag(agentJar(NettyBringingAgent.class), "");
    Service service = TwinRun.start(service(Order.OURS_FIRST, List.of(ours), theirs), jvms);

    assertThat(Attachment.property(service.jvm(), NettyBringingAgent.THREADS))
        .as("threads before main")
        .contains("main")
        .doesNotContainPattern("rst-agent[,\\]]");
    assertThat(service.threads()).as("threads after it").doesNotContain("rst-agent");
    assertThat(service.shownOf(Peers.LISTED, 1)).isZero();
    assertThat(service.threads()).as("threads after a reset").contains("rst-agent");
    assertThat(service.quit().agentLines()).anyMatch(AgentSays.nettyMet(NettyVersions.CURRENT));
  }

  private Path agentJar(Class<?> agent) throws IOException {
    Path jar = folder.resolve(agent.getSimpleName() + ".jar");
    try (BuiltJar built = new BuiltJar(jar, Map.of("Premain-Class", agent.getName()))) {
      built.content("", CodeSource.of(agent));
    }
    return jar;
  }

  /** The service tells the test what its handlers see, and that is a blocking call. */
  private Path allowanceForTheService(Path blockHound) throws IOException {
    Path source =
        Files.writeString(
            folder.resolve("Allowance.java"),
            """
            public final class Allowance
                implements reactor.blockhound.integration.BlockHoundIntegration {
              @Override
              public void applyTo(reactor.blockhound.BlockHound.Builder builder) {
                builder.allowBlockingCallsInside(
                    "io.github.rstagent.it.service.ControlLine", "say");
              }
            }
            """);
    Path classes = folder.resolve("classes");
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("reactor.blockhound.integration.BlockHoundIntegration"), "Allowance");
    return Javac.compile(List.of("-cp", blockHound.toString()), classes, source);
  }

  private TwinRun run(Order order, String otherAgent, String... flags) {
    return TwinRun.of(ourAgent -> service(order, ourAgent, otherAgent).jvm(flags), jvms);
  }

  private static JvmCommand service(Order order, List<String> ourAgent, String otherAgent) {
    return JvmCommand.main(JavaHome.ofTheBuild(), EchoService.class)
        .jvm(order == Order.OURS_FIRST ? ourAgent : List.of())
        .jvm(otherAgent)
        .jvm(order == Order.OURS_LAST ? ourAgent : List.of())
        .jvm(Logging.LOGBACK.jvmArguments())
        .classPath(MavenJars.netty(NettyVersions.CURRENT))
        .classPath(Logging.LOGBACK.jars());
  }
}
