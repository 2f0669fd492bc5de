// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.observing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.tools.attach.VirtualMachine;
import io.github.rstagent.it.harness.AgentTicks;
import io.github.rstagent.it.harness.Allowlist;
import io.github.rstagent.it.harness.Attachment;
import io.github.rstagent.it.harness.Await;
import io.github.rstagent.it.harness.FinishedJvm;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import io.github.rstagent.it.service.LateLogManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The agent as a JMX client sees it. */
@IntegrationTest
final class JmxIT {
  private static final int RESETS = 3;
  private static final String QUIET = ",summary=off,advise=off";
  private static final String LISTED = "vip=" + Peers.LISTED.address() + QUIET;

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  private JMXConnector connector;

  @AfterEach
  void disconnect() throws IOException {
    if (connector != null) {
      connector.close();
    }
  }

  @Test
  void registeredAtTheFirstResetItShowsAndSteersTheAgent() throws Exception {
    Service service = jvms.start(service().agent(LISTED));
    MBeanServerConnection beans = connect(service);
    assertThat(beans.isRegistered(name())).as("registered before the first reset").isFalse();

    assertThat(service.shownOf(Peers.LISTED, RESETS)).isZero();
    awaitRegistered(beans);
    assertThat(service.shownOf(Peers.STRANGER, RESETS)).isEqualTo(RESETS);

    assertThat(count(beans, "Resets")).isEqualTo(2 * RESETS);
    assertThat(count(beans, "Suppressed")).isEqualTo(RESETS);
    assertThat(count(beans, "Tagged")).isZero();
    assertThat(count(beans, "Observed")).isZero();
    assertThat(count(beans, "Passed")).isEqualTo(RESETS);
    TabularData rules = (TabularData) beans.getAttribute(name(), "Rules");
    CompositeData rule = rules.get(new Object[] {Peers.LISTED.address()});
    assertThat(((CompositeData) rule.get("value")).get("suppressed")).isEqualTo((long) RESETS);
    assertThat((String[]) beans.getAttribute(name(), "Hooks"))
        .containsExactly("nio of Netty " + NettyVersions.CURRENT + " (io.netty): hooked");
    assertThat((String) beans.getAttribute(name(), "Version")).matches("\\d+\\..*");
    assertThat((CompositeData[]) beans.invoke(name(), "hidden", new Object[0], new String[0]))
        .hasSize(RESETS)
        .extracting(event -> event.get("peer") + " " + event.get("text"))
        .allMatch(event -> event.matches("127\\.0\\.0\\.9:\\d+ Connection reset.*"));
    assertThat((String) beans.getAttribute(name(), "AllowlistState"))
        .startsWith("1 rule (from vip");

    beans.setAttribute(name(), new Attribute("Enabled", false));
    assertThat(service.shownOf(Peers.LISTED, RESETS)).isEqualTo(RESETS);
    beans.setAttribute(name(), new Attribute("Enabled", true));
    assertThat(service.shownOf(Peers.LISTED, RESETS)).isZero();

    assertThat(call(beans, "explain", "127.0.0.9:443")).startsWith("127.0.0.9:443: ");
    assertThatThrownBy(() -> call(beans, "explain", "lvs.example"))
        .hasStackTraceContaining("lvs.example");
    assertThat(call(beans, "reload")).isEqualTo("no list file is in use");

    assertThat(call(beans, "restore")).isEqualTo("restored");
    assertThat(beans.getAttribute(name(), "Enabled")).isEqualTo(false);
    assertThat(service.shownOf(Peers.LISTED, RESETS)).isEqualTo(RESETS);
    beans.setAttribute(name(), new Attribute("Enabled", true));
    assertThat(service.shownOf(Peers.LISTED, RESETS)).isZero();
  }

  @Test
  void withAListFileRegisteredAtTheFirstHookAndReloadedAtOnce() throws Exception {
    Allowlist list = Allowlist.in(folder, "127.0.0.9 lvs-a");
    Service service = jvms.start(service().agent(list.quietOptions()));
    MBeanServerConnection beans = connect(service);
    Peers.STRANGER.connect(service.address()).fin();
    awaitRegistered(beans);
    assertThat(count(beans, "Resets")).isZero();

    list.replaceWith("127.0.0.8 lvs-b");
    String done = call(beans, "reload");
    // The agent's own thread may have been there before.
    assertThat(done).matches(".*\\+(1 -1|0 -0) rules, now 1 rule .*");
    assertThat(service.shownOf(Peers.STRANGER, RESETS)).isZero();

    list.replaceWith("127.0.0.8 lvs-b onyl=any");
    assertThat(call(beans, "reload")).contains("vips.list:1:17: unknown option 'onyl'");
    assertThat(service.shownOf(Peers.STRANGER, RESETS)).isZero();
    assertThat((String) beans.getAttribute(name(), "AllowlistState")).contains("not taken since");
  }

  /** The JVM's own agent makes the MBean server before {@code main}. */
  @Test
  void besideTheManagementAgentOfTheJvm() throws Exception {
    Service service = jvms.start(service().agent(LISTED).jvm("-Dcom.sun.management.jmxremote"));
    MBeanServerConnection beans = connect(service);
    assertThat(beans.isRegistered(name())).as("registered before the first reset").isFalse();

    assertThat(service.shownOf(Peers.LISTED, RESETS)).isZero();
    awaitRegistered(beans);
    assertThat(service.shownOf(Peers.STRANGER, RESETS)).isEqualTo(RESETS);
    assertThat(count(beans, "Suppressed")).isEqualTo(RESETS);
    connector.close();
    connector = null; // else it is closed once more, when the service is gone
    FinishedJvm jvm = service.quit();
    assertThat(jvm.exitCode()).as("exit code of the service").isZero();
    assertThat(jvm.stderrOfOthers()).as("stderr apart from the agent's lines").isEmpty();
  }

  /** WildFly's is in a module that its own code makes known after {@code main} has begun. */
  @Test
  void theServicesOwnLogManagerComesFirst() throws Exception {
    Service service =
        jvms.start(
            service()
                .agent(LISTED)
                .jvm("-Djava.util.logging.manager=" + LateLogManager.class.getName()));
    assertThat(service.shownOf(Peers.LISTED, RESETS)).isZero();
    AgentTicks.await(service, 3);
    assertThat(Attachment.property(service.jvm(), LateLogManager.MAKER))
        .as("maker of the log manager")
        .isNull();

    service.initializeLogManager();
    assertThat(service.events("log-manager")).containsExactly(LateLogManager.class.getName());
    assertThat(Attachment.property(service.jvm(), LateLogManager.MAKER)).isEqualTo("main");
    awaitRegistered(connect(service));
  }

  @Test
  void jmxOff() throws Exception {
    Service service = jvms.start(service().agent(LISTED + ",jmx=off"));
    assertThat(service.shownOf(Peers.LISTED, RESETS)).isZero();
    AgentTicks.await(service, 2);

    MBeanServerConnection beans = connect(service);
    assertThat(beans.isRegistered(name())).as("registered with jmx=off").isFalse();

    Attachment.load(service.jvm(), LISTED + ",jmx=on");
    awaitRegistered(beans);
    Attachment.load(service.jvm(), LISTED + ",jmx=off");
    Await.until(() -> !isRegistered(beans), "the MBean to go", () -> "");
  }

  private static ServiceCommand service() {
    return ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK);
  }

  private static ObjectName name() throws JMException {
    return new ObjectName("io.github.rstagent:type=RstAgent");
  }

  @SuppressWarnings("BanJNDI") // to a service of this test's own
  private MBeanServerConnection connect(Service service) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(String.valueOf(service.jvm().pid()));
    try {
      connector =
          JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
      return connector.getMBeanServerConnection();
    } finally {
      machine.detach();
    }
  }

  private static void awaitRegistered(MBeanServerConnection beans) {
    Await.until(() -> isRegistered(beans), "the MBean", () -> "");
  }

  private static boolean isRegistered(MBeanServerConnection beans) {
    try {
      return beans.isRegistered(name());
    } catch (JMException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static long count(MBeanServerConnection beans, String attribute) throws Exception {
    return (Long) beans.getAttribute(name(), attribute);
  }

  private static String call(MBeanServerConnection beans, String operation, String... arguments)
      throws Exception {
    String[] types =
        List.of(arguments).stream().map(a -> "java.lang.String").toArray(String[]::new);
    return (String) beans.invoke(name(), operation, arguments, types);
  }
}
