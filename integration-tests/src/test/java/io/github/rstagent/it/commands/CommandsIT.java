// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.rstagent.it.harness.AgentCommand;
import io.github.rstagent.it.harness.AgentJar;
import io.github.rstagent.it.harness.Allowlist;
import io.github.rstagent.it.harness.ClassFiles;
import io.github.rstagent.it.harness.EchoLoad;
import io.github.rstagent.it.harness.FinishedJvm;
import io.github.rstagent.it.harness.ForkedJvm;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.JavaHome;
import io.github.rstagent.it.harness.JvmCommand;
import io.github.rstagent.it.harness.LogLines;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.MavenJars;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.OptionalJars;
import io.github.rstagent.it.harness.Peer;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import io.github.rstagent.it.harness.TwinRun;
import io.github.rstagent.it.service.EchoService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar's commands to an agent in another JVM. */
@IntegrationTest
final class CommandsIT {
  private static final int RESETS = 3;
  private static final String QUIET = ",summary=off,advise=off";
  private static final String LISTED = "vip=" + Peers.LISTED.address() + QUIET;
  private static final int FAILED = 1;
  private static final int BAD_USAGE = 2;

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  private AgentCommand command() {
    return new AgentCommand(jvms);
  }

  /** The build's Java to each Java that services run on, and the latest of those to the build's. */
  static Stream<Arguments> toolAndService() {
    JavaHome own = JavaHome.ofTheBuild();
    Stream<Arguments> targets =
        Stream.concat(Stream.of(own), JavaHome.more().stream())
            .map(service -> Arguments.of(own, service));
    Stream<Arguments> latest =
        JavaHome.more().stream()
            .filter(home -> home.feature() > own.feature() && hasAttach(home))
            .map(tool -> Arguments.of(tool, own));
    return Stream.concat(targets, latest);
  }

  private static boolean hasAttach(JavaHome home) {
    return Files.exists(home.path().resolve("jmods")) || home.hasTool("jcmd");
  }

  /** A day of an operator's, while clients go on. */
  @ParameterizedTest(name = "Java {0}")
  @MethodSource("toolAndService")
  void aServiceUnderLoadLosesNothing(JavaHome tool, JavaHome home) throws IOException {
    AgentCommand command = new AgentCommand(jvms, tool);
    ClassFiles classFiles = new ClassFiles(folder);
    Service service = jvms.start(ServiceCommand.on(home, NettyVersions.CURRENT, Logging.LOGBACK));
    try (EchoLoad load = new EchoLoad(service, 4)) {
      assertShown(service, Peers.LISTED);
      String original = classFiles.methods(classFiles.capture(service));

      FinishedJvm attached = command.run("attach", service, LISTED);
      assertDone(attached);
      assertThat(attached.stdout())
          .as("what the agent has said")
          .anyMatch(line -> line.matches("\\d+\\.\\S+: 1 rule \\(from vip\\), mode=suppress"))
          .anyMatch(line -> line.startsWith("hooked nio of Netty "));
      assertHidden(service, Peers.LISTED);
      assertShown(service, Peers.STRANGER);
      load.awaitMore();
      assertThat(classFiles.methods(classFiles.capture(service)))
          .as("methods while the agent is there")
          .isNotEqualTo(original);

      FinishedJvm again = command.run("attach", service, "vip=" + Peers.STRANGER.address() + QUIET);
      assertDone(again);
      assertThat(again.stdout()).anyMatch(line -> line.startsWith("options replaced: "));
      assertHidden(service, Peers.STRANGER);
      assertShown(service, Peers.LISTED);

      assertDone(command.run("disable", service, "--restore"));
      assertShown(service, Peers.STRANGER);
      assertShown(service, Peers.LISTED);
      assertThat(classFiles.methods(classFiles.capture(service)))
          .as("methods after --restore")
          .isEqualTo(original);
      load.awaitMore();

      FinishedJvm stillOut = command.run("attach", service, LISTED);
      assertDone(stillOut);
      assertThat(stillOut.stdout()).anyMatch(line -> line.startsWith("still disabled, as before"));
      assertShown(service, Peers.LISTED);
      assertDone(command.run("enable", service));
      assertHidden(service, Peers.LISTED);
      assertShown(service, Peers.STRANGER);
      load.awaitMore();
    }
    List<String> exceptions = service.events("exception");
    assertThat(exceptions)
        .as("exceptions of the service, all of them shown resets")
        .hasSize(RESETS * 7)
        .allMatch(line -> line.contains("Connection reset"));
    assertThat(service.quit().exitCode()).as("exit code of the service").isZero();
  }

  @Test
  void badOptionsReplaceNone() {
    Service service =
        jvms.start(
            ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK)
                .agent("vip=" + Peers.LISTED.address()));

    FinishedJvm attached = command().run("attach", service, "onyl=silent");

    assertThat(attached.exitCode()).as("exit code").isEqualTo(FAILED);
    assertThat(attached.stderr())
        .as("stderr")
        .anyMatch(line -> line.contains("unknown key 'onyl'"))
        .anyMatch(line -> line.contains("options not replaced: those before stay in force"));
    assertThat(command().run("attach", service).exitCode())
        .as("exit code without options")
        .isEqualTo(BAD_USAGE);
    JsonObject state = command().status(service);
    assertThat(state.getBoolean("good")).as("good").isTrue();
    assertThat(state.getString("allowlist")).startsWith("1 rule (from vip)");
  }

  /** Somebody has stopped it for a reason that whoever attaches may not know. */
  @Test
  void otherOptionsDoNotResumeWhatWasDisabledUnlessTheySaySo() {
    Service service =
        jvms.start(ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK).agent(LISTED));
    assertHidden(service, Peers.LISTED);
    assertDone(command().run("disable", service));

    FinishedJvm attached = command().run("attach", service, LISTED);
    assertDone(attached);
    assertThat(attached.stdout())
        .anyMatch(line -> line.startsWith("options replaced: "))
        .anyMatch(
            line -> line.startsWith("still disabled, as before: the agent does nothing until"));
    assertShown(service, Peers.LISTED);
    assertThat(command().status(service).getBoolean("enabled")).as("enabled").isFalse();

    FinishedJvm explicit = command().run("attach", service, LISTED + ",enabled=true");
    assertDone(explicit);
    assertThat(explicit.stdout()).noneMatch(line -> line.startsWith("still disabled"));
    assertHidden(service, Peers.LISTED);
    assertDone(command().run("attach", service, LISTED));
    assertHidden(service, Peers.LISTED);
  }

  @Test
  void aListThatIsMissingReplacesNone() {
    Allowlist missing = new Allowlist(folder);
    Service service =
        jvms.start(ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK).agent(LISTED));

    FinishedJvm attached = command().run("attach", service, missing.quietOptions());

    assertThat(attached.exitCode()).as("exit code").isEqualTo(FAILED);
    assertThat(attached.stdout()).as("stdout").isEmpty();
    assertThat(attached.stderr())
        .as("stderr")
        .containsExactly(
            missing.path() + ": no such file; accepted: a readable allowlist file",
            "options not replaced: those before stay in force");
    assertThat(command().status(service).getString("allowlist")).startsWith("1 rule (from vip)");
    assertHidden(service, Peers.LISTED);
  }

  /** There is nothing to be kept: it is as at a start. */
  @Test
  void aListThatIsMissingAtTheFirstAttachIsTakenWhenItAppears() {
    Allowlist missing = new Allowlist(folder);
    Service service = jvms.start(ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK));

    FinishedJvm attached = command().run("attach", service, missing.quietOptions());
    assertDone(attached);
    assertThat(attached.stdout())
        .anyMatch(line -> line.endsWith("; its rules are taken when it appears"));
    assertShown(service, Peers.LISTED);

    missing.replaceWith(Peers.LISTED.address() + " lvs-a");
    service
        .jvm()
        .awaitLine(service.jvm().stderr(), line -> line.contains("+1 -0 rules"), "the list");
    assertHidden(service, Peers.LISTED);
  }

  @Test
  void toolsThatAskAtTheSameTimeEachGetTheirAnswer() throws Exception {
    Service service =
        jvms.start(ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK).agent(LISTED));
    int tools = 2;
    int times = 4;
    ExecutorService threads = Executors.newFixedThreadPool(tools);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < tools; i++) {
        all.add(
            threads.submit(
                () -> {
                  for (int j = 0; j < times; j++) {
                    assertDone(command().run("status", service));
                  }
                }));
      }
      for (Future<?> one : all) {
        one.get(); // fails where its tool has
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void attachWarnsOfAListThatEverybodyMayWrite() throws IOException {
    Allowlist list = Allowlist.in(folder, Peers.LISTED.address() + " lvs-a");
    Files.setAttribute(list.path(), "unix:mode", 0666);
    Service service = jvms.start(ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK));

    FinishedJvm attached = command().run("attach", service, list.quietOptions());

    assertDone(attached);
    assertThat(attached.stdout())
        .filteredOn(line -> line.contains(": warning: everybody may write it (mode 0666)"))
        .hasSize(1);
    assertHidden(service, Peers.LISTED);
  }

  @Test
  void badOptionsDoNothingAndAreNamed() {
    Service service = jvms.start(ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK));

    FinishedJvm attached =
        command().run("attach", service, "vip=" + Peers.LISTED.address() + ",onyl=silent");

    assertThat(attached.exitCode()).as("exit code").isEqualTo(FAILED);
    assertThat(attached.stdout()).as("stdout").isEmpty();
    assertThat(attached.stderr())
        .as("stderr")
        .anyMatch(line -> line.contains(":1:15: unknown key 'onyl', the nearest is 'only'"))
        .anyMatch(line -> line.contains("nothing is suppressed or tagged"));
    assertShown(service, Peers.LISTED);
    JsonObject state = command().status(service);
    assertThat(state.getBoolean("good")).as("good").isFalse();
    assertThat(state.getString("allowlist")).contains("nothing is in force", "onyl");

    // The attach mechanism of Java before 24 takes no more.
    String many = "vip=" + "127.0.0.9,".repeat(120) + "127.0.0.10";
    FinishedJvm tooLong = command().run("attach", service, many);
    if (JavaHome.ofTheBuild().feature() < 24) {
      assertThat(tooLong.exitCode()).as("exit code").isEqualTo(FAILED);
      assertThat(tooLong.stderr()).as("stderr").singleElement().asString().contains("vip-file");
    } else {
      assertDone(tooLong);
    }

    assertDone(command().run("attach", service, LISTED));
    assertHidden(service, Peers.LISTED);
  }

  @Test
  void statusAndTopShowWhatIsDone() throws Exception {
    Allowlist list =
        Allowlist.in(
            folder, "127.0.0.9 lvs-a", "127.0.0.10 lvs-b mode=tag", "127.0.0.11 lvs-a", "::1");
    Service service =
        jvms.start(
            ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK)
                .agent(list.quietOptions() + ",max=1000/min"));
    assertHidden(service, Peers.LISTED);
    assertShown(service, new Peer("127.0.0.10"));
    assertShown(service, Peers.STRANGER);

    JsonObject state = command().status(service);
    assertThat(state.getString("version")).matches("\\d+\\..*");
    assertThat(state.getBoolean("enabled")).isTrue();
    assertThat(state.getBoolean("good")).isTrue();
    assertThat(state.getString("allowlist"))
        .startsWith("4 rules (from " + list.path() + "), read 2");
    assertThat(state.getObject("options").getString("max")).startsWith("1000/min (agent argument");
    assertThat(state.getObject("options").getString("jmx")).isEqualTo("on (default)");
    assertThat(state.getArray("nettys"))
        .singleElement()
        .asString()
        .isEqualTo(NettyVersions.CURRENT + " (io.netty)");
    assertThat(state.getArray("hooks"))
        .singleElement()
        .asString()
        .isEqualTo("nio of Netty " + NettyVersions.CURRENT + " (io.netty): hooked");
    assertThat(state.getLong("resets")).isEqualTo(3 * RESETS);
    assertThat(state.getLong("suppressed")).isEqualTo(RESETS);
    assertThat(state.getLong("tagged")).isEqualTo(RESETS);
    assertThat(state.getLong("observed")).isZero();
    assertThat(state.getLong("passed")).isEqualTo(RESETS);
    assertThat(state.getObject("passedBy").getLong("stranger")).isEqualTo(RESETS);
    JsonObject rule = state.getObject("rules").getObject("lvs-a");
    assertThat(rule.getLong("suppressed")).isEqualTo(RESETS);
    assertThat(rule.getString("peers")).isEqualTo("127.0.0.9");
    assertThat(rule.getString("origin")).endsWith("vips.list:1");
    assertThat(rule.getInt("max")).isEqualTo(1000);
    assertThat(rule.getBoolean("inForce")).as("in force").isTrue();
    assertThat(state.getObject("rules"))
        .as("rules, those that did nothing included")
        .containsOnlyKeys("lvs-a", "lvs-b", "lvs-a 127.0.0.11", "::1");
    assertThat(state.getObject("rules").getObject("::1").getLong("suppressed")).isZero();

    FinishedJvm status = command().run("status", service);
    assertDone(status);
    assertThat(status.stdout())
        .first()
        .asString()
        .matches("rst-agent \\d+\\.\\S+ in " + service.jvm().pid() + ": enabled");
    assertThat(status.stdout())
        .contains("resets: 9 = 3 suppressed + 3 tagged + 0 observed + 3 passed (3 stranger)")
        .anyMatch(line -> line.matches("lvs-a +suppress +3 +0 +0 +0 +127\\.0\\.0\\.9 .*:1 *"))
        .anyMatch(line -> line.matches("::1 +suppress +0 +0 +0 +0 +::1 .*:4 *"));

    FinishedJvm top = command().run("top", service, "-n", "2");
    assertDone(top);
    assertThat(top.stdout())
        .noneMatch(line -> line.indexOf(0x1B) >= 0)
        .filteredOn(line -> line.startsWith("rst-agent 1."))
        .hasSize(2);
    assertThat(service.quit().stdout())
        .as("log: the service knows nothing of visitors")
        .noneMatch(line -> line.contains("Full thread dump"));
  }

  @ParameterizedTest(name = "killed: {0}")
  @ValueSource(booleans = {false, true})
  void topEndsWithTheJvm(boolean killed) {
    Service service =
        jvms.start(ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK).agent(LISTED));
    ForkedJvm top = command().start("top", String.valueOf(service.jvm().pid()));
    top.awaitLine(top.stdout(), line -> line.startsWith("rst-agent 1."), "a first screen");

    if (killed) {
      service.jvm().close();
    } else {
      service.quit();
    }

    FinishedJvm ended = top.awaitExit();
    assertDone(ended);
    assertThat(ended.stdout()).last().isEqualTo("the JVM " + service.jvm().pid() + " has ended");
  }

  /** {@code top PID | head}. */
  @Test
  void topEndsWhenNothingReadsIt() {
    Service service =
        jvms.start(ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK).agent(LISTED));
    ForkedJvm top = command().start("top", String.valueOf(service.jvm().pid()));
    top.awaitLine(top.stdout(), line -> line.startsWith("rst-agent 1."), "a first screen");

    top.closeStdout();

    assertDone(top.awaitExit());
    assertThat(service.jvm().isAlive()).as("the service lives on").isTrue();
  }

  @Test
  void aNettyThatIsSeenIsNotHookedYet() {
    String seen = "Netty " + NettyVersions.CURRENT + " (io.netty): seen, ";
    Service service =
        jvms.start(ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK).agent(LISTED));

    assertThat(command().status(service).getArray("hooks"))
        .as("hooks before the first connection")
        .singleElement()
        .asString()
        .startsWith(seen);

    assertHidden(service, Peers.LISTED);
    assertThat(command().status(service).getArray("hooks"))
        .as("hooks after it")
        .singleElement()
        .asString()
        .endsWith(": hooked");
  }

  /** And what the first connection needs is prepared, not on the event loop that accepts it. */
  @Test
  void aNettyThatIsBoundIsSeenByAttach() throws IOException {
    Path loaded = folder.resolve("loaded.log");
    Service service =
        jvms.start(
            ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK)
                .jvm("-Xlog:class+load=info:file=" + loaded + ":none"));

    FinishedJvm attached = command().run("attach", service, LISTED);

    assertDone(attached);
    assertThat(attached.stdout())
        .anyMatch(line -> line.startsWith("Netty " + NettyVersions.CURRENT + " (io.netty) found"));
    assertThat(loaded)
        .as("loaded classes")
        .content()
        .contains("io.github.rstagent.hook.ReadExceptionRewrite ")
        .doesNotContain("io.netty.channel.nio.AbstractNioByteChannel$NioByteUnsafe ");
    assertThat(command().run("status", service).stdout())
        .anyMatch(line -> line.contains(": seen, "))
        .noneMatch(line -> line.contains("no Netty"));
    assertHidden(service, Peers.LISTED);
  }

  /** Of attach, what has become of the options is told by more than what is said of them. */
  @Test
  void aFileThatIsNamedLikeARefusalIsNone() {
    Service service = jvms.start(ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK));

    FinishedJvm attached =
        command().run("attach", service, "vip-file=options not replaced.list" + QUIET);

    assertDone(attached);
    assertThat(attached.stdout()).anyMatch(line -> line.startsWith("options not replaced.list: "));
  }

  @Test
  void disableStopsAllAndEnableResumes() throws IOException {
    Path redefinitions = folder.resolve("redefinitions.log");
    Service service =
        jvms.start(
            ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK)
                .agent(LISTED)
                .jvm("-Xlog:redefine+class+load=info:file=" + redefinitions + ":none"));
    assertHidden(service, Peers.LISTED);

    FinishedJvm disabled = command().run("disable", service);
    assertDone(disabled);
    assertThat(disabled.stdout()).singleElement().asString().startsWith("disabled");
    assertShown(service, Peers.LISTED);
    assertShown(service, Peers.STRANGER);
    JsonObject state = command().status(service);
    assertThat(state.getBoolean("enabled")).isFalse();
    assertThat(state.getLong("resets")).as("counted until then").isEqualTo(RESETS);

    assertDone(command().run("enable", service));
    assertHidden(service, Peers.LISTED);
    assertShown(service, Peers.STRANGER);

    // To capture a class file means to retransform the class: it must have happened before.
    String again = "name=" + ClassFiles.READS + ", count=2 "; // the first: enable
    assertThat(redefinitions).content().doesNotContain(again);
    assertDone(command().run("disable", service, "--restore"));
    assertThat(redefinitions).content().contains(again);
    JsonObject restored = command().status(service);
    assertThat(restored.getBoolean("enabled")).isFalse();
    assertThat(restored.getArray("hooks")).singleElement().asString().doesNotContain(": hooked");
    ClassFiles classFiles = new ClassFiles(folder);
    // JDK 25 puts the class file together anew; GuaranteesIT compares it whole where it was kept.
    assertThat(
            classFiles.changedMethods(
                Map.of(ClassFiles.READS, classFiles.published(NettyVersions.CURRENT)),
                Map.of(ClassFiles.READS, classFiles.capture(service))))
        .as("methods that are not Netty's after --restore")
        .isEmpty();

    assertDone(command().run("enable", service));
    assertHidden(service, Peers.LISTED);
    assertThat(command().status(service).getArray("hooks"))
        .singleElement()
        .asString()
        .endsWith(": hooked");
  }

  /** The flag is there, for the day on which somebody wants it. */
  @Test
  void enableWakesAnAgentThatWasStartedDisabled() {
    Allowlist list = Allowlist.in(folder, "127.0.0.9 lvs-a");
    Service service =
        jvms.start(
            ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK)
                .agent(list.quietOptions() + ",enabled=false"));
    assertShown(service, Peers.LISTED);

    assertDone(command().run("enable", service));
    assertHidden(service, Peers.LISTED);
    assertShown(service, Peers.STRANGER);

    list.replaceWith("127.0.0.8 lvs-b");
    service
        .jvm()
        .awaitLine(service.jvm().stderr(), line -> line.contains("+1 -1 rules"), "the new list");
    assertHidden(service, Peers.STRANGER);
  }

  @Test
  void restoreLeavesWhatAnotherAgentHasDoneSince() throws IOException {
    Path byteman = OptionalJars.of("org.jboss.byteman:byteman:4.0.25");
    Path rules =
        Files.writeString(
            folder.resolve("rules.btm"),
            """
            RULE failed reads
            CLASS io.netty.channel.nio.AbstractNioByteChannel$NioByteUnsafe
            METHOD handleReadException
            AT ENTRY
            IF true
            DO setTriggering(true)
            ENDRULE
            """);
    String flag = JvmCommand.agentFlag(byteman, "script:" + rules);
    ClassFiles classFiles = new ClassFiles(folder);
    Service alone = start(flag);
    assertShown(alone, Peers.LISTED);
    Service service = start(JvmCommand.agentFlag(AgentJar.path(), LISTED), flag);
    assertHidden(service, Peers.LISTED);
    String theirs = classFiles.methods(classFiles.capture(alone));
    assertThat(theirs).contains("byteman");
    assertThat(classFiles.methods(classFiles.capture(service))).isNotEqualTo(theirs);

    assertDone(command().run("disable", service, "--restore"));

    assertThat(classFiles.methods(classFiles.capture(service))).isEqualTo(theirs);
    assertShown(service, Peers.LISTED);
    assertDone(command().run("enable", service));
    assertHidden(service, Peers.LISTED);
    assertThat(classFiles.methods(classFiles.capture(service))).contains("byteman");
  }

  private Service start(String... agents) {
    return TwinRun.start(
        JvmCommand.main(JavaHome.ofTheBuild(), EchoService.class)
            .jvm(agents)
            .jvm(Logging.LOGBACK.jvmArguments())
            .classPath(MavenJars.netty(NettyVersions.CURRENT))
            .classPath(Logging.LOGBACK.jars()),
        jvms);
  }

  @Test
  void whereThereIsNoAgent() {
    Service service = jvms.start(ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK));

    for (String name : List.of("status", "top", "disable", "enable")) {
      assertRefused(
          command().run(name, service),
          name + ": there is no rst-agent in the JVM " + service.jvm().pid() + ": 'attach ");
    }
    assertShown(service, Peers.LISTED);
    assertThat(service.quit().agentLines()).as("lines of the agent's in the service").isEmpty();
  }

  @Test
  void whatIsNoJvmSurvives() throws IOException, InterruptedException {
    Process sleep = new ProcessBuilder("sleep", "600").start();
    try {
      String pid = String.valueOf(sleep.pid());
      assertRefused(command().run("attach", pid, LISTED), "attach: the process " + pid);
      assertRefused(command().run("status", pid), "status: the process " + pid + " (sleep) is no");
      assertThat(sleep.isAlive()).as("sleep goes on").isTrue();
      sleep.destroy();
      assertThat(sleep.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertRefused(command().run("status", pid), "status: there is no process " + pid);
    } finally {
      sleep.destroyForcibly();
    }
  }

  @Test
  void aJvmThatLetsNobodyInIsLeftAlone() {
    Service closed =
        jvms.start(
            ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK)
                .jvm("-XX:+DisableAttachMechanism"));

    assertRefused(
        command().run("attach", closed, LISTED), "was started with -XX:+DisableAttachMechanism");

    assertThat(closed.quit().stdout()).as("log, without a thread dump").isEqualTo(LogLines.NONE);
  }

  @Test
  void anotherVersionIsNotReplaced() {
    Service other =
        jvms.start(
            ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK)
                .jvm("-Dio.github.rstagent.version=0.0.1"));

    for (String name : List.of("attach", "status")) {
      assertRefused(command().run(name, other), "rst-agent 0.0.1 is in the JVM ");
    }

    assertThat(other.quit().agentLines()).as("lines of the agent's in the service").isEmpty();
  }

  @Test
  void badUsage() {
    assertBadUsage(command().run("attach"), "PID");
    assertBadUsage(command().run("status", "service"), "'service' is no process id");
    assertBadUsage(command().run("disable", "1", "--restor"), "the nearest is '--restore'");
    assertBadUsage(command().run("top", "1", "-n", "many"), "many");
  }

  private static void assertBadUsage(FinishedJvm jvm, String text) {
    assertThat(jvm.exitCode()).as("exit code").isEqualTo(BAD_USAGE);
    assertThat(jvm.stdout()).as("stdout").isEmpty();
    assertThat(jvm.stderr()).as("stderr").first().asString().contains(text);
  }

  private static void assertRefused(FinishedJvm jvm, String text) {
    assertThat(jvm.stdout()).as("stdout").isEmpty();
    assertThat(jvm.stderr()).as("stderr").singleElement().asString().contains(text);
    assertThat(jvm.exitCode()).as("exit code").isEqualTo(FAILED);
  }

  private static void assertDone(FinishedJvm jvm) {
    assertThat(jvm.stderr()).as("stderr of the command").isEmpty();
    assertThat(jvm.exitCode()).as("exit code of the command").isZero();
  }

  private static void assertHidden(Service service, Peer peer) {
    assertThat(service.shownOf(peer, RESETS)).as("exceptions of %s", peer).isZero();
  }

  private static void assertShown(Service service, Peer peer) {
    assertThat(service.shownOf(peer, RESETS)).as("exceptions of %s", peer).isEqualTo(RESETS);
  }
}
