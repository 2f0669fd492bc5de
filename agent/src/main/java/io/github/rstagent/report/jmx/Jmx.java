// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report.jmx;

import io.github.rstagent.boot.Chore;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.JMException;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/**
 * Registers the agent in JMX, on the agent's own thread, and not before the service has decided
 * what its logging and its MBean server are: the first to touch JMX initialises both for the whole
 * JVM.
 */
public final class Jmx implements Chore {
  private static final long FIRST_WAIT = TimeUnit.SECONDS.toNanos(1);
  private static final long LONGEST_WAIT = TimeUnit.MINUTES.toNanos(1);

  /** JMX is some 400 classes: it is left out of a service's start, unless there is a reset. */
  private static final long START = TimeUnit.SECONDS.toNanos(5);

  private final long made = System.nanoTime();

  private final RstAgentMXBean agent;
  private final Instrumentation instrumentation;
  private final AtomicBoolean want;
  private boolean registered;
  private long wait = FIRST_WAIT;

  /**
   * @param want whether the agent is to be seen in JMX; asked at each run
   */
  public Jmx(RstAgentMXBean agent, Instrumentation instrumentation, AtomicBoolean want) {
    this.agent = agent;
    this.instrumentation = instrumentation;
    this.want = want;
  }

  @Override
  public long run() {
    boolean wanted = want.get();
    if (wanted == registered || !isThere()) {
      return UNTIL_POKED;
    }
    if (wanted && agent.getResets() == 0 && System.nanoTime() - made < START) {
      return FIRST_WAIT;
    }
    if (wanted && !(isLogManagerSettled() && Registration.isServerSettled())) {
      long now = wait;
      wait = Math.min(2 * wait, LONGEST_WAIT); // all loaded classes are looked through each time
      return now;
    }
    if (wanted) {
      Registration.add(agent);
    } else {
      Registration.remove();
    }
    registered = !registered;
    return UNTIL_POKED;
  }

  /** Not in a JVM without the module java.management. */
  private static boolean isThere() {
    try {
      Class.forName("java.lang.management.ManagementFactory", false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /**
   * Application servers name a LogManager of their own, which must be there first (JBoss Modules
   * and WildFly stop with "The LogManager was not properly installed" otherwise).
   */
  private boolean isLogManagerSettled() {
    String manager = System.getProperty("java.util.logging.manager");
    return manager == null || isLoaded(manager);
  }

  private boolean isLoaded(String className) {
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getName().equals(className)) {
        return true;
      }
    }
    return false;
  }

  /** Alone knows JMX's types: there are JVMs without the module java.management. */
  private static final class Registration {
    static void add(RstAgentMXBean agent) {
      try {
        ManagementFactory.getPlatformMBeanServer()
            .registerMBean(new StandardMBean(agent, RstAgentMXBean.class, true), name());
      } catch (JMException e) {
        throw new IllegalStateException(e);
      }
    }

    static void remove() {
      try {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(name());
      } catch (JMException e) {
        throw new IllegalStateException(e);
      }
    }

    /** A builder that the service names can only be seen by the service's own threads. */
    static boolean isServerSettled() {
      return System.getProperty("javax.management.builder.initial") == null
          || !MBeanServerFactory.findMBeanServer(null).isEmpty();
    }

    private static ObjectName name() throws JMException {
      return new ObjectName(RstAgentMXBean.NAME);
    }
  }
}
