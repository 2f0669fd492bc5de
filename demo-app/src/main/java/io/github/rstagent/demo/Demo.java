// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;

/** Shows what a Netty service logs without and with the agent. */
public final class Demo {
  private static final int KEPT = 0;
  private static final int BROKEN = 1;
  private static final int NOT_RUN = 2;

  /** Longer than the agent's summary interval, which ends the wait. */
  private static final Duration SETTLED_LIMIT = Duration.ofSeconds(15);

  /** The agent needs 25, and has a look once a second. */
  private static final int MOST_TO_LEARN = 1_000;

  private final Options options;

  private Demo(Options options) {
    this.options = options;
  }

  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String... args) {
    try {
      Options options = Options.parse(args);
      if (options.help) {
        System.out.print(Options.USAGE);
        return KEPT;
      }
      return new Demo(options).run();
    } catch (DemoException e) {
      System.err.println("demo: " + e.getMessage());
    } catch (IOException | GeneralSecurityException e) {
      System.err.println("demo: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return NOT_RUN;
  }

  private int run()
      throws DemoException, IOException, GeneralSecurityException, InterruptedException {
    Path agent = agent();
    Loopback.require(Traffic.CHECKER);
    Loopback.require(Traffic.STRANGER);
    if (!options.tls) {
      return run(agent, null);
    }
    try (Certificate certificate = new Certificate()) {
      return run(agent, certificate);
    }
  }

  private int run(Path agent, Certificate certificate)
      throws DemoException, IOException, GeneralSecurityException, InterruptedException {
    SSLSocketFactory tls = certificate == null ? null : certificate.clientSockets();
    List<String> jvmOptions = new ArrayList<>();
    // It samples one buffer in 128, and a read into such a buffer has one frame more to print.
    jvmOptions.add("-Dio.netty.leakDetection.level=disabled");
    if (options.mode.equals("tag")) {
      jvmOptions.add("-Dlogback.configurationFile=logback-mdc.xml");
    }
    List<String> withAgent = new ArrayList<>(jvmOptions);
    withAgent.add("-javaagent:" + agent + "=" + options.agentOptions());
    try (ServiceProcess plain = new ServiceProcess("without the agent", jvmOptions, certificate);
        ServiceProcess watched = new ServiceProcess("with the agent", withAgent, certificate)) {
      Traffic toPlain = new Traffic(plain.awaitListening(), tls);
      Traffic toWatched = new Traffic(watched.awaitListening(), tls);
      send(toPlain, toWatched, watched);
      awaitSettled(plain, toPlain, false);
      awaitSettled(watched, toWatched, true);
      plain.stop();
      watched.stop();
      return show(side(plain, toPlain), side(watched, toWatched));
    }
  }

  private void send(Traffic toPlain, Traffic toWatched, ServiceProcess watched)
      throws IOException, InterruptedException {
    Pace pace = new Pace(options.every);
    for (int i = 0; options.auto && i < MOST_TO_LEARN && !hasFound(watched); i++) {
      pace.awaitTick();
      toPlain.send(Kind.LEARNING);
      toWatched.send(Kind.LEARNING);
    }
    System.err.println(
        options.checks + " health checks, " + options.every.toMillis() + " ms apart ...");
    for (Kind kind : Traffic.script(options.checks)) {
      if (kind == Kind.CHECK) {
        pace.awaitTick();
      }
      toPlain.send(kind);
      toWatched.send(kind);
    }
  }

  private static boolean hasFound(ServiceProcess watched) {
    return watched.stderr.lines().stream().anyMatch(line -> line.contains(": listed from now on"));
  }

  /** Waits until the service has dealt with all resets; what is missing then, the promise names. */
  private void awaitSettled(ServiceProcess service, Traffic traffic, boolean agent)
      throws InterruptedException {
    boolean hidden = agent && options.mode.equals("suppress");
    service.stdout.await(
        lines -> {
          Side side = new Side(traffic.sent(), lines, Collections.emptyList());
          return side.resetsShown(Kind.FAILURE) == 1
              && (hidden || side.resetsShown(Kind.CHECK) == options.checks);
        },
        SETTLED_LIMIT);
    if (agent && !options.mode.equals("observe")) {
      service.stderr.await(lines -> Promise.accountedFor(lines) >= options.checks, SETTLED_LIMIT);
    }
  }

  private static Side side(ServiceProcess service, Traffic traffic) {
    return new Side(traffic.sent(), service.stdout.lines(), service.stderr.lines());
  }

  private int show(Side without, Side with) throws IOException {
    List<String> broken = new Promise(options.mode, options.scope).check(without, with);
    List<Line> page = new Report(options, without, with, broken).lines();
    Terminal.stdout().print(page);
    if (options.svg != null && broken.isEmpty()) {
      StablePorts ports = new StablePorts();
      List<Line> stable = new ArrayList<>();
      page.forEach(line -> stable.add(ports.replaceIn(line)));
      Files.write(options.svg, SvgPicture.draw("./demo", stable).getBytes(UTF_8));
    }
    return broken.isEmpty() ? KEPT : BROKEN;
  }

  private static Path agent() throws DemoException {
    String named = System.getProperty("agent.jar");
    Path agent = named == null ? besideThisModule() : Paths.get(named);
    if (!Files.isRegularFile(agent)) {
      throw new DemoException(
          "no agent jar at "
              + agent
              + "; build it with ./demo or mvn package, or name another with -Dagent.jar=FILE");
    }
    return agent.toAbsolutePath();
  }

  private static Path besideThisModule() throws DemoException {
    try {
      Path jar = Paths.get(Demo.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return jar.resolve("../../../agent/target/rst-agent.jar").normalize();
    } catch (URISyntaxException e) {
      throw new DemoException("the demo's own jar cannot be found: " + e.getMessage());
    }
  }
}
