// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.servers;

import static org.junit.jupiter.api.Assumptions.abort;

import io.github.rstagent.it.harness.JavaHome;
import io.github.rstagent.it.harness.Javac;
import io.github.rstagent.it.harness.JvmCommand;
import io.github.rstagent.it.harness.MavenJars;
import io.github.rstagent.it.service.ControlledServer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.shrinkwrap.resolver.api.ResolutionException;

/** How to start a {@link RealServer}: its launcher is compiled against its jars. */
final class ServerCommand {
  private static final String PACKAGE = "io.github.rstagent.it.servers";
  private static final Path BASE = Path.of(System.getProperty("basedir", ""));
  private static final Path SOURCES = BASE.resolve("src/servers/java");

  /** Where servers leave what they write, and their launchers' classes. */
  private static final Path FOLDER = BASE.resolve("target/servers").toAbsolutePath();

  /** The buffers that are watched for leaks, a sample, have other lines in a stack trace. */
  private static final String[] SAME_STACK_TRACES = {
    "-Dio.netty.leakDetection.level=disabled",
    "-Dio.grpc.netty.shaded.io.netty.leakDetection.level=disabled"
  };

  private ServerCommand() {}

  static JvmCommand of(RealServer server) {
    Path folder = FOLDER.resolve(server.launcher());
    List<Path> classPath = new ArrayList<>(jars(server));
    classPath.add(compile(server, classPath, folder.resolve("classes")));
    String launcher = PACKAGE + "." + server.launcher();
    return JvmCommand.main(
            JavaHome.ofTheBuild(), ControlledServer.class, launcher, server.transport())
        .jvm("-Duser.home=" + folder, "-Djava.io.tmpdir=" + folder)
        .directory(folder)
        .jvm(SAME_STACK_TRACES)
        .jvm("-Dit.keystore=" + ServerKeyStore.file())
        .jvm(server.logging().jvmArguments())
        .classPath(classPath);
  }

  /** What it consists of. A server that cannot be had is skipped: that says nothing about us. */
  static List<Path> jars(RealServer server) {
    // The logging's come first: their version of SLF4J counts.
    List<String> coordinates = new ArrayList<>(server.logging().coordinates());
    coordinates.addAll(server.coordinates());
    try {
      return MavenJars.withDependencies(coordinates.toArray(new String[0]));
    } catch (ResolutionException e) {
      return abort(server + " cannot be resolved: " + e.getMessage());
    }
  }

  private static Path compile(RealServer server, List<Path> classPath, Path classes) {
    try {
      return Javac.compile(
          List.of("-cp", classPath(classPath), "-sourcepath", SOURCES.toString()),
          Files.createDirectories(classes),
          SOURCES.resolve(PACKAGE.replace('.', '/')).resolve(server.launcher() + ".java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String classPath(List<Path> entries) {
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
