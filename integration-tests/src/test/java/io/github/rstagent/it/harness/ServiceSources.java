// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import io.github.rstagent.it.service.EchoService;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The service compiled once more, by the test: against other packages, or as a module. */
public final class ServiceSources {
  private static final String OWN_PACKAGE = EchoService.class.getPackageName();
  private static final Pattern PACKAGES =
      Pattern.compile(Pattern.quote(OWN_PACKAGE) + "|io\\.netty\\b");

  private final Path sources;
  private final Path classes;

  /**
   * @param folder empty
   */
  public ServiceSources(Path folder) {
    sources = folder.resolve("sources");
    classes = folder.resolve("classes");
  }

  /** The name of {@link EchoService} where Netty is {@code nettyPackage}. */
  public static String relocatedMain(String nettyPackage) {
    return relocatedPackage(nettyPackage) + ".EchoService";
  }

  private static String relocatedPackage(String nettyPackage) {
    return "service.on." + nettyPackage;
  }

  /** Compiles the service for a Netty with another package. Returns the folder of its classes. */
  public Path relocate(String nettyPackage, Path netty) throws IOException {
    String own = relocatedPackage(nettyPackage);
    Path main =
        copy(
            own,
            text ->
                PACKAGES
                    .matcher(text)
                    .replaceAll(
                        found ->
                            Matcher.quoteReplacement(
                                found.group().equals(OWN_PACKAGE) ? own : nettyPackage)));
    String classPath = netty + File.pathSeparator + System.getProperty("java.class.path");
    return Javac.compile(
        List.of("-cp", classPath, "-sourcepath", sources.toString()), classes, main);
  }

  /** Compiles the service as a module. Returns the folder of its classes. */
  public Path module(String declaration, Collection<Path> modulePath) throws IOException {
    Path main = copy(OWN_PACKAGE, UnaryOperator.identity());
    Path info = Files.writeString(sources.resolve("module-info.java"), declaration);
    String path =
        modulePath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    return Javac.compile(
        List.of("-p", path, "-sourcepath", sources.toString()), classes, main, info);
  }

  private Path copy(String toPackage, UnaryOperator<String> change) throws IOException {
    Path from =
        Path.of(System.getProperty("basedir", ""), "src/main/java", OWN_PACKAGE.replace('.', '/'));
    Path to = sources.resolve(toPackage.replace('.', '/'));
    try (Stream<Path> files = Files.list(from)) {
      Files.createDirectories(to);
      for (Path file : files.toList()) {
        Files.writeString(to.resolve(file.getFileName()), change.apply(Files.readString(file)));
      }
    }
    return to.resolve("EchoService.java");
  }
}
