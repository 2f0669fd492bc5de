// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.nettys;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.rstagent.it.harness.AgentSays;
import io.github.rstagent.it.harness.BuiltJar;
import io.github.rstagent.it.harness.CapturedStream;
import io.github.rstagent.it.harness.CodeSource;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.JavaHome;
import io.github.rstagent.it.harness.JvmCommand;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.MavenJars;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.OptionalJars;
import io.github.rstagent.it.harness.PeerConnection;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Program;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceSources;
import io.github.rstagent.it.harness.TwinRun;
import io.github.rstagent.it.service.BundleHost;
import io.github.rstagent.it.service.EchoService;
import io.github.rstagent.it.service.SealedHost;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.framework.Felix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Netty and the service in other places than on the class path. */
@IntegrationTest
final class ClassLoadersIT {
  private static final Path SERVICE = CodeSource.of(EchoService.class);

  /** Works in every class loader: it is found by a class's name, and needs nothing but java.*. */
  private static final String SLF4J_SIMPLE =
      "org.slf4j:slf4j-simple:" + System.getProperty("it.slf4j.version");

  /** The last line whose bundles need no mediator between them. */
  private static final String OSGI_LOGBACK = "ch.qos.logback:logback-classic:1.2.13";

  private static final String SIMPLE_TO_STDOUT = "-Dorg.slf4j.simpleLogger.logFile=System.out";

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  static Stream<String> nettys() {
    return Stream.of(
        NettyVersions.CURRENT, // its modules are automatic
        NettyVersions.NEWEST);
  }

  @ParameterizedTest(name = "Netty {0}")
  @MethodSource("nettys")
  void modulePath(String netty) throws IOException {
    List<Path> modules = libraries(netty, Logging.LOGBACK.jars());
    String declaration =
        """
        module service {
          requires io.netty.buffer;
          requires io.netty.common;
          requires static io.netty.codec;
          requires static io.netty.handler;
          requires io.netty.transport;
          requires org.slf4j;
          requires static java.logging;
          requires static org.apache.logging.log4j;
          exports io.github.rstagent.it.service;
        }
        """;
    List<Path> compilePath = new ArrayList<>(modules);
    compilePath.addAll(Logging.LOG4J2.jars());
    compilePath.addAll(MavenJars.withDependencies("io.netty:netty-handler:" + netty));
    modules.add(new ServiceSources(folder).module(declaration, compilePath));

    assertListedPeerAloneIsSilent(
        "-p", path(modules), "-m", "service/" + EchoService.class.getName());
  }

  /** Of all but the three that the JVM asks the service's loader for. */
  @Test
  void classesNamedLikeTheAgentsAreNotTakenForThem() throws IOException {
    for (String name :
        List.of("agent/Agent", "hook/NettyHook", "shaded/bytebuddy/jar/asm/ClassReader")) {
      Path file = folder.resolve("io/github/rstagent/" + name + ".class");
      Files.createDirectories(file.getParent());
      Files.writeString(file, "no class");
    }
    List<Path> classPath = libraries(NettyVersions.CURRENT, Logging.LOGBACK.jars());
    classPath.addAll(0, List.of(folder, SERVICE));

    assertListedPeerAloneIsSilent("-cp", path(classPath), EchoService.class.getName());
  }

  static Stream<Arguments> springBoots() {
    return Stream.of(
        arguments("2.7.18", "org.springframework.boot.loader.JarLauncher"),
        arguments("3.5.7", "org.springframework.boot.loader.launch.JarLauncher"));
  }

  @ParameterizedTest(name = "Spring Boot {0}")
  @MethodSource("springBoots")
  void jarsInAJar(String version, String launcher) throws IOException {
    Path loader = OptionalJars.of("org.springframework.boot:spring-boot-loader:" + version);
    Path jar = folder.resolve("service.jar");
    Map<String, String> manifest =
        Map.of(
            "Main-Class",
            launcher,
            "Start-Class",
            EchoService.class.getName(),
            "Spring-Boot-Version",
            version,
            "Spring-Boot-Classes",
            "BOOT-INF/classes/",
            "Spring-Boot-Lib",
            "BOOT-INF/lib/");
    try (BuiltJar fat = new BuiltJar(jar, manifest)) {
      fat.content("", loader).folder("BOOT-INF/classes/").content("BOOT-INF/classes/", SERVICE);
      for (Path library : libraries(NettyVersions.CURRENT, Logging.LOGBACK.jars())) {
        fat.stored("BOOT-INF/lib/" + library.getFileName(), library);
      }
    }

    TwinRun.of(
            ourAgent ->
                Program.launcher()
                    .jvm(ourAgent)
                    .jvm(Logging.LOGBACK.jvmArguments())
                    .arguments(List.of("-jar", jar.toString())),
            jvms)
        .assertListedPeerAloneIsSilent();
  }

  @Test
  void bundles() throws IOException {
    List<Path> bundles = libraries(NettyVersions.CURRENT, simpleLogger());
    bundles.add(serviceBundle());

    TwinRun.of(
            ourAgent ->
                framework("framework" + ourAgent.size(), bundles)
                    .jvm(ourAgent)
                    .jvm(SIMPLE_TO_STDOUT),
            jvms)
        .assertListedPeerAloneIsSilent();
  }

  /** Of Netty's bundles only common imports SLF4J, and resets are read by transport. */
  @Test
  void loggingOfBundlesIsFound() throws IOException {
    List<Path> bundles = libraries(NettyVersions.CURRENT, MavenJars.withDependencies(OSGI_LOGBACK));
    bundles.add(serviceBundle());
    Service service =
        TwinRun.start(
            framework("framework", bundles)
                .agent("vip=127.0.0.9,mode=tag,summary=1s,advise=off")
                .jvm(Logging.LOGBACK.jvmArguments()),
            jvms);

    PeerConnection connection = Peers.LISTED.connect(service.address());
    String tag = "[127.0.0.9|127.0.0.9:" + connection.port() + "|tag]";
    connection.reset();
    service.awaitClosed(1);

    CapturedStream log = service.jvm().stdout();
    service.jvm().awaitLine(log, line -> line.contains(tag), "the tag in the service's log");
    service
        .jvm()
        .awaitLine(
            log,
            line -> line.startsWith("INFO " + AgentSays.LOGGER + " "),
            "a summary in the service's log");
  }

  private Path serviceBundle() throws IOException {
    Map<String, String> manifest =
        Map.of(
            "Bundle-ManifestVersion",
            "2",
            "Bundle-SymbolicName",
            "service",
            "Bundle-Version",
            "1.0.0",
            "Import-Package",
            "io.netty.bootstrap,io.netty.buffer,io.netty.channel,io.netty.channel.nio,"
                + "io.netty.channel.socket.nio,io.netty.util,io.netty.util.concurrent,org.slf4j");
    Path jar = folder.resolve("service-bundle.jar");
    try (BuiltJar bundle = new BuiltJar(jar, manifest)) {
      bundle.content("", SERVICE);
    }
    return jar;
  }

  private JvmCommand framework(String storage, List<Path> bundles) {
    return JvmCommand.main(
            JavaHome.ofTheBuild(), BundleHost.class, "storage=" + folder.resolve(storage))
        .classPath(List.of(CodeSource.of(Felix.class)))
        .arguments(named("bundle", bundles));
  }

  @Test
  void loaderThatSeesNothingElse() {
    List<Path> jars = libraries(NettyVersions.CURRENT, simpleLogger());
    jars.add(SERVICE);

    TwinRun.of(
            ourAgent ->
                JvmCommand.main(JavaHome.ofTheBuild(), SealedHost.class)
                    .jvm(ourAgent)
                    .jvm(SIMPLE_TO_STDOUT)
                    .arguments(named("jar", jars)),
            jvms)
        .assertListedPeerAloneIsSilent();
  }

  private void assertListedPeerAloneIsSilent(String... launcherArguments) {
    TwinRun.of(
            ourAgent ->
                Program.launcher()
                    .jvm(ourAgent)
                    .jvm(Logging.LOGBACK.jvmArguments())
                    .arguments(List.of(launcherArguments)),
            jvms)
        .assertListedPeerAloneIsSilent();
  }

  private static String path(List<Path> entries) {
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static List<Path> libraries(String netty, List<Path> logging) {
    List<Path> jars = new ArrayList<>(MavenJars.netty(netty));
    jars.addAll(logging);
    return jars;
  }

  private static List<Path> simpleLogger() {
    return MavenJars.withDependencies(SLF4J_SIMPLE);
  }

  private static List<String> named(String key, List<Path> paths) {
    return paths.stream().map(path -> key + "=" + path).toList();
  }
}
