// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.safety;

import io.github.rstagent.it.harness.AgentJar;
import io.github.rstagent.it.harness.Allowlist;
import io.github.rstagent.it.harness.BuiltJar;
import io.github.rstagent.it.harness.CodeSource;
import io.github.rstagent.it.harness.JvmCommand;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import io.github.rstagent.it.service.StuckAgent;
import io.github.rstagent.it.service.StuckMBeanServerBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What a thread of the agent's can wait for, because it is not the agent's own. */
enum Stuck {
  STDERR(",summary=1s,summary-to=stderr", "java.io.FileOutputStream.write") {
    @Override
    void happen(Service service, Path folder) {
      service.jvm().fillStderr();
    }
  },
  /** The appender writes to stdout, and nothing reads that any more. */
  THE_SERVICES_LOGGER(",summary=1s", "ch.qos.logback.") {
    @Override
    void happen(Service service, Path folder) {
      service.jvm().fillStdout();
    }
  },
  /** As on a file system that is gone: a look at the file succeeds, to read it does not end. */
  THE_LIST_FILE(",summary=off", "io.github.rstagent.config.FileLines") {
    @Override
    Path agent(Path folder) {
      return BrokenJar.in(
          folder, "io.github.rstagent.config.FileLines", "next", Breakage.NEVER_ENDS);
    }

    @Override
    String options(Path folder) {
      return super.options(folder) + ",vip-file=" + new Allowlist(folder).path();
    }

    /** A list that is there at the start would be read by then. */
    @Override
    void happen(Service service, Path folder) {
      Allowlist.in(folder, "127.0.0.11");
    }
  },
  JMX(",summary=off", "StuckMBeanServerBuilder") {
    @Override
    ServiceCommand prepare(ServiceCommand service, Path folder) {
      return service.jvm(
          "-Djavax.management.builder.initial=" + StuckMBeanServerBuilder.class.getName());
    }

    @Override
    void happen(Service service, Path folder) {
      service.ask("management", "managed");
    }
  },
  FLIGHT_RECORDER(",summary=off", "jdk.jfr.internal.MetadataRepository") {
    @Override
    ServiceCommand prepare(ServiceCommand service, Path folder) {
      return service.jvm(
          "--add-exports=jdk.jfr/jdk.jfr.internal=ALL-UNNAMED",
          "-XX:StartFlightRecording:filename=" + folder.resolve("recording.jfr"));
    }

    @Override
    void happen(Service service, Path folder) {
      service.ask("hold-flight-recorder", "held");
    }
  },
  RETRANSFORMATION(",summary=off,scope=connection", StuckAgent.class.getName()) {
    @Override
    ServiceCommand prepare(ServiceCommand service, Path folder) {
      Path jar = folder.resolve("stuck-agent.jar");
      Map<String, String> manifest =
          Map.of("Premain-Class", StuckAgent.class.getName(), "Can-Retransform-Classes", "true");
      try (BuiltJar built = new BuiltJar(jar, manifest)) {
        built.content("", CodeSource.of(StuckAgent.class));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      return service.jvm(JvmCommand.agentFlag(jar, "ch/qos/logback/classic/Logger"));
    }
  };

  private final String options;
  private final String frame;

  Stuck(String options, String frame) {
    this.options = options;
    this.frame = frame;
  }

  /** The agent's jar. */
  Path agent(Path folder) {
    return AgentJar.path();
  }

  /** Of the agent's, each with a comma before it. */
  String options(Path folder) {
    return options;
  }

  /** Where the agent's thread is then. */
  String frame() {
    return frame;
  }

  ServiceCommand prepare(ServiceCommand service, Path folder) {
    return service;
  }

  /** Where it does not happen by itself. */
  void happen(Service service, Path folder) {}
}
