// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.safety;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.rstagent.it.harness.AgentJar;
import io.github.rstagent.it.harness.BuiltJar;
import io.github.rstagent.it.harness.CodeSource;
import io.github.rstagent.it.harness.JavaHome;
import io.github.rstagent.it.harness.JvmCommand;
import io.github.rstagent.it.harness.Left;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.MavenJars;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.service.EchoService;
import io.github.rstagent.it.service.OwnSystemLoader;
import io.github.rstagent.it.service.ThrowingAgent;
import io.github.rstagent.it.service.TouchyLogManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What may go wrong around the agent. */
enum Fault {
  BYTE_BUDDY_IS_INCOMPLETE(
      false,
      "NoClassDefFoundError: io/github/rstagent/shaded/bytebuddy/jar/asm",
      "io.github.rstagent.shaded.bytebuddy.jar.asm.ClassReader",
      null,
      Breakage.MISSING),
  NO_MEMORY_IN_PREMAIN(
      false,
      "does nothing, because its start failed: java.lang.OutOfMemoryError",
      "io.github.rstagent.config.Configuration",
      null,
      Breakage.OUT_OF_MEMORY),
  NO_STACK_IN_PREMAIN(
      false,
      "does nothing, because its start failed: java.lang.StackOverflowError",
      "io.github.rstagent.config.Configuration",
      null,
      Breakage.STACK_OVERFLOW),
  NO_MEMORY_IN_TRANSFORM(
      false,
      "its resets are shown unchanged: java.lang.OutOfMemoryError",
      "io.github.rstagent.hook.NettyHooks",
      null,
      Breakage.OUT_OF_MEMORY),
  NO_STACK_IN_TRANSFORM(
      false,
      "its resets are shown unchanged: java.lang.StackOverflowError",
      "io.github.rstagent.hook.NettyHooks",
      null,
      Breakage.STACK_OVERFLOW),
  NO_MEMORY_AT_A_RESET(
      false,
      "a reset could not be judged and is shown: java.lang.OutOfMemoryError",
      "io.github.rstagent.report.Counters",
      "count",
      Breakage.OUT_OF_MEMORY),
  NO_MEMORY_WHERE_A_CONNECTION_IS_WATCHED(
      true,
      "a connection could not be watched, and is not taken for silent: java.lang.OutOf",
      "io.github.rstagent.gate.ProbeScope",
      "enter",
      Breakage.OUT_OF_MEMORY) {
    @Override
    String options() {
      return ",scope=connection";
    }

    @Override
    int lines() {
      return 6; // the logging libraries that are hooked, too
    }
  },
  NO_MEMORY_IN_THE_OBSERVER(
      true,
      "a connection could not be watched, and is not taken for silent: java.lang.OutOf",
      "io.github.rstagent.netty.bridge.Netty4Observer",
      "received",
      Breakage.OUT_OF_MEMORY) {
    @Override
    String options() {
      return ",only=silent";
    }
  },
  THE_OBSERVER_IS_INCOMPLETE(
      false,
      "a connection could not be watched, and is not taken for silent: java.lang.NoClass",
      "io.github.rstagent.netty.bridge.Netty4Mark",
      null,
      Breakage.MISSING) {
    @Override
    String options() {
      return ",only=silent";
    }
  },
  NO_MEMORY_WHERE_A_CONNECTION_CROSSES_TO_AN_EXECUTOR(
      false,
      "a connection could not be watched, and is not taken for silent: java.lang.OutOf",
      "io.github.rstagent.netty.bridge.Netty4Crossing",
      "next",
      Breakage.OUT_OF_MEMORY) {
    @Override
    String options() {
      return ",only=silent,scope=connection";
    }

    @Override
    int lines() {
      return 6; // the logging library that is hooked, too
    }

    @Override
    JvmCommand service(List<String> ourAgent, Path folder) {
      return echo()
          .jvm(ourAgent)
          .classPath(MavenJars.withDependencies("io.netty:netty-handler:" + NettyVersions.CURRENT))
          .arguments(List.of("front=lifecycle", "front-executor=on"));
    }

    /** Two threads log, and one may see that the channel is closed while it logs a read. */
    @Override
    List<String> log(Left left) {
      return left.log().stream().map(line -> line.replace(" ! R:", " - R:")).sorted().toList();
    }
  },
  A_TRANSFORMER_THROWS_BEFORE_OURS {
    @Override
    JvmCommand service(List<String> ourAgent, Path folder) {
      return echo().jvm(throwingAgent(folder)).jvm(ourAgent);
    }
  },
  A_TRANSFORMER_THROWS_AFTER_OURS {
    @Override
    JvmCommand service(List<String> ourAgent, Path folder) {
      return echo().jvm(ourAgent).jvm(throwingAgent(folder));
    }
  },
  NOTHING_IS_PERMITTED("does nothing, because its start failed: java.security.AccessControl") {
    @Override
    JvmCommand service(List<String> ourAgent, Path folder) {
      return secured(ourAgent, folder, "");
    }
  },
  ONLY_READING_IS_PERMITTED("does nothing, because its start failed: java.security.AccessControl") {
    @Override
    JvmCommand service(List<String> ourAgent, Path folder) {
      return secured(
          ourAgent,
          folder,
          """
          permission java.util.PropertyPermission "*", "read";
          permission java.lang.RuntimePermission "*";
          permission java.io.FilePermission "<<ALL FILES>>", "read";
          """);
    }
  },
  ONLY_PROPERTIES_ARE_FORBIDDEN("does nothing, because its start failed: java.security.AccessC") {
    @Override
    JvmCommand service(List<String> ourAgent, Path folder) {
      return secured(
          ourAgent,
          folder,
          """
          permission java.util.PropertyPermission "*", "read";
          permission java.lang.RuntimePermission "*";
          permission java.io.FilePermission "<<ALL FILES>>", "read";
          permission java.lang.reflect.ReflectPermission "*";
          permission java.net.NetPermission "*";
          """);
    }
  },
  A_SECURITY_MANAGER_COMES_LATE("a security manager forbids it, and its policy must grant") {
    @Override
    JvmCommand service(List<String> ourAgent, Path folder) {
      return secured(ourAgent, folder, "", "-Djava.security.manager=allow")
          .arguments(List.of("security-manager=on"));
    }
  },
  A_SECURITY_MANAGER_PERMITS_ALL_OF_IT {
    @Override
    JvmCommand service(List<String> ourAgent, Path folder) {
      return secured(
              ourAgent,
              folder,
              "permission java.security.AllPermission;\n",
              "-Djava.security.manager=allow")
          .arguments(List.of("security-manager=on"));
    }
  },
  NEITHER_MANAGEMENT_NOR_FLIGHT_RECORDER {
    @Override
    JvmCommand service(List<String> ourAgent, Path folder) {
      return echo()
          .jvm("--limit-modules", "java.base,java.instrument,java.logging,java.xml,java.naming")
          .jvm(ourAgent);
    }
  },
  ANOTHER_SYSTEM_CLASS_LOADER {
    @Override
    JvmCommand service(List<String> ourAgent, Path folder) {
      return echo()
          .jvm("-Djava.system.class.loader=" + OwnSystemLoader.class.getName())
          .jvm(ourAgent);
    }
  },
  THE_LOG_MANAGER_COMES_LATE {
    @Override
    JvmCommand service(List<String> ourAgent, Path folder) {
      return echo()
          .jvm("-Djava.util.logging.manager=" + TouchyLogManager.class.getName())
          .jvm(ourAgent);
    }
  };

  private final boolean hides;
  private final String saying;
  private final String brokenClass; // null: none
  private final String brokenMethod; // null: all of it
  private final Breakage breakage;

  Fault() {
    this(true, "hooked nio of Netty ");
  }

  Fault(String saying) {
    this(false, saying);
  }

  /**
   * @param hides whether a listed peer's resets are hidden all the same
   * @param saying part of a line in which the agent says what it does
   */
  Fault(boolean hides, String saying) {
    this(hides, saying, null, null, null);
  }

  /** As above, in a jar that is broken. */
  Fault(boolean hides, String saying, String brokenClass, String brokenMethod, Breakage breakage) {
    this.hides = hides;
    this.saying = saying;
    this.brokenClass = brokenClass;
    this.brokenMethod = brokenMethod;
    this.breakage = breakage;
  }

  boolean hides() {
    return hides;
  }

  String saying() {
    return saying;
  }

  /** How many the agent may say. */
  int lines() {
    return 5;
  }

  /** More of them, each with a comma before it. */
  String options() {
    return "";
  }

  /** The agent's jar. */
  Path agent(Path folder) {
    return brokenClass == null
        ? AgentJar.path()
        : BrokenJar.in(folder, brokenClass, brokenMethod, breakage);
  }

  /** What a service has logged, as far as it is the same in each run. */
  List<String> log(Left left) {
    return left.log();
  }

  /** A service for which it goes wrong. */
  JvmCommand service(List<String> ourAgent, Path folder) {
    return echo().jvm(ourAgent);
  }

  private static JvmCommand echo() {
    return JvmCommand.main(JavaHome.ofTheBuild(), EchoService.class)
        .jvm(Logging.LOGBACK.jvmArguments())
        // Every buffer watched for leaks: a sample of them would change some of the stack traces.
        .jvm("-Dio.netty.leakDetection.level=paranoid")
        .classPath(libraries());
  }

  private static List<Path> libraries() {
    List<Path> jars = new ArrayList<>(MavenJars.netty(NettyVersions.CURRENT));
    jars.addAll(Logging.LOGBACK.jars());
    return jars;
  }

  private static String throwingAgent(Path folder) {
    Path jar = folder.resolve("throwing-agent.jar");
    Map<String, String> manifest =
        Map.of("Premain-Class", ThrowingAgent.class.getName(), "Can-Retransform-Classes", "true");
    try (BuiltJar built = new BuiltJar(jar, manifest)) {
      built.content("", CodeSource.of(ThrowingAgent.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return JvmCommand.agentFlag(jar, "");
  }

  /** With a security manager, under which the service may do everything. */
  private static JvmCommand secured(List<String> ourAgent, Path folder, String agentMay) {
    return secured(ourAgent, folder, agentMay, "-Djava.security.manager");
  }

  private static JvmCommand secured(
      List<String> ourAgent, Path folder, String agentMay, String manager) {
    assumeTrue(Runtime.version().feature() < 24, "since Java 24 there is no security manager");
    StringBuilder policy = new StringBuilder();
    List<Path> ofTheService = libraries();
    ofTheService.add(CodeSource.of(EchoService.class));
    for (Path entry : ofTheService) {
      String any = Files.isDirectory(entry) ? "-" : "";
      policy
          .append("grant codeBase \"" + entry.toUri() + any + "\" {\n")
          .append("  permission java.security.AllPermission;\n};\n");
    }
    policy
        .append("grant codeBase \"" + AgentJar.path().toUri() + "\" {\n")
        .append(agentMay)
        .append("};\n");
    try {
      Path file = Files.writeString(folder.resolve("service.policy"), policy.toString());
      return echo().jvm(manager, "-Djava.security.policy==" + file).jvm(ourAgent);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
