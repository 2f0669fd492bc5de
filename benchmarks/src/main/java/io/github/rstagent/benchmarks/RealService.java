// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What people run: see {@code benchmarks/services}. */
enum RealService {
  WEBFLUX("Spring Boot WebFlux, fat jar", "webflux", null),
  GRPC("gRPC", "grpc", "services.Grpc"),
  VERTX("Vert.x", "vertx", "services.VertX");

  private final String title;
  private final String folder;
  private final String main; // null: the jar tells

  RealService(String title, String folder, String main) {
    this.title = title;
    this.folder = folder;
    this.main = main;
  }

  /** The end of the command line, but for the port. */
  List<String> program(Settings settings) {
    Path target = settings.home().resolve("benchmarks/services/" + folder + "/target");
    String jar = target.resolve(folder + ".jar").toString();
    return main == null
        ? List.of("-jar", jar)
        : List.of("-cp", jar + File.pathSeparator + target.resolve("lib/*"), main);
  }

  Client connect(int port) throws IOException {
    return this == GRPC ? new HealthClient(port) : new PingClient(port);
  }

  @Override
  public String toString() {
    return title;
  }
}
