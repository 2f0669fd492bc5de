// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.agent;

import io.github.rstagent.boot.AgentThread;
import io.github.rstagent.boot.FlagPath;
import io.github.rstagent.boot.HomeJar;
import io.github.rstagent.boot.JdkTool;
import io.github.rstagent.config.Configuration;
import io.github.rstagent.config.InForce;
import io.github.rstagent.config.Options;
import io.github.rstagent.hook.HookListener;
import io.github.rstagent.hook.NettyTransformer;
import io.github.rstagent.report.Console;
import io.github.rstagent.report.Control;
import io.github.rstagent.report.Lease;
import io.github.rstagent.report.Nettys;
import io.github.rstagent.rules.Problem;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The agent of this JVM. There is one, however often it is started: each start brings new options.
 *
 * <p>What acts on resets is put together when the first Netty is met, so that a JVM without one
 * does not pay for it. That happens with locks of class loaders held, and so without a lock here.
 */
final class Agent implements HookListener, InForce, Control {
  private static final int PATIENCE_SECONDS = 5;

  /** Of sun.instrument.InstrumentationImpl: what the main thread is in while agents are started. */
  private static final String PREMAIN_CALLER = "loadClassAndCallPremain";

  private static volatile Agent instance;

  private final Instrumentation instrumentation;
  private final Console console;
  private final AgentThread thread = new AgentThread("rst-agent");
  private final AgentThread exit = new AgentThread("rst-agent-exit");
  private final Thread starter = Thread.currentThread();

  /**
   * Held while options, or what is hooked, change: event loops and class loading do not take it.
   */
  private final ReentrantLock change = new ReentrantLock();

  private volatile Configuration current;
  private volatile boolean enabled;
  private volatile Effects effects; // null: not needed yet

  /** Of the Nettys that were met. */
  private final Set<String> packages = Collections.newSetFromMap(new ConcurrentHashMap<>());

  private NettyTransformer transformer; // null until it is first needed
  private boolean hooking;
  private boolean stopped; // by a command or JMX, not by an option

  private Agent(Instrumentation instrumentation, Console console) {
    this.instrumentation = instrumentation;
    this.console = console;
  }

  /**
   * Starts the agent, or gives the one that runs new options.
   *
   * @param argument of the flag, or {@code null}
   * @param console the agent's
   */
  static synchronized void start(
      String argument, Instrumentation instrumentation, Console console) {
    start(argument, instrumentation, console, false);
  }

  /**
   * Like {@code start}, for {@code attach}: invalid options, or options that name a missing list
   * file, are rejected, and the current ones stay in force.
   *
   * @return whether these options are in force
   */
  static synchronized boolean attach(
      String argument, Instrumentation instrumentation, Console console) {
    return start(argument, instrumentation, console, true);
  }

  private static boolean start(
      String argument, Instrumentation instrumentation, Console console, boolean keepsGood) {
    Configuration read = read(argument);
    Agent agent = instance;
    if (agent == null) {
      agent = new Agent(instrumentation, console);
      if (JdkTool.isUnknown()) {
        console.hold();
      }
    } else if (keepsGood && !read.isWhole()) {
      read.sayProblemsTo(console);
      console.say("options not replaced: those before stay in force");
      return false;
    }
    // First what may be forbidden: an agent that says that it does nothing must do nothing.
    System.setProperty(Lease.VERSION_PROPERTY, Configuration.version());
    agent.take(read, instance == null ? "" : "options replaced: ");
    instance = agent;
    return true;
  }

  private static Configuration read(String argument) {
    File jar = HomeJar.of(Agent.class);
    return new Configuration(
        Options.read(
            argument,
            System.getProperties(),
            System.getenv(),
            jar == null ? null : FlagPath.of(jar).getParentFile(),
            jar == null ? null : jar.getParentFile()));
  }

  /** The agent of this JVM, or {@code null} where none was started. */
  static Agent running() {
    return instance;
  }

  private void take(Configuration taken, String prefix) {
    begin();
    try {
      console.debug(taken.options().debug());
      taken.sayTo(console, prefix);
      if (current != null) {
        console.say("changed: " + taken.changeFrom(current));
      }
      current = current == null ? taken : taken.keeping(current);
      stopped &= !taken.options().saysEnabled();
      if (stopped && taken.options().enabled()) {
        console.say(
            "still disabled, as before: the agent does nothing until it is enabled ('enable PID', or"
                + " enabled=true among the options)");
      }
      if (taken.uringPeers()) {
        for (String known : packages) {
          UringPeers.make(known, instrumentation, console);
        }
      }
      switchTo(taken.options().enabled() && !stopped);
    } finally {
      change.unlock();
    }
  }

  /**
   * For who comes from outside: not without end, for classes may be changed meanwhile, and other
   * agents then run their code.
   *
   * @throws IllegalStateException where another change takes too long
   */
  private void begin() {
    try {
      if (change.tryLock() || change.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("nothing is changed: another change is under way, try again");
  }

  @Override
  public void order(boolean on) {
    begin();
    try {
      stopped = !on;
      switchTo(on);
    } finally {
      change.unlock();
    }
  }

  private void switchTo(boolean on) {
    enabled = on;
    Effects existing = effects;
    if (existing != null) {
      existing.enforce(current, on);
    }
    if (on && hooking) {
      watchConnections();
    } else if (on) {
      hook();
    } else if (hooking) {
      instrumentation.removeTransformer(transformer);
      hooking = false;
    }
  }

  private void hook() {
    if (transformer == null) {
      transformer = new NettyTransformer(this);
    }
    watchConnections();
    instrumentation.addTransformer(transformer, true);
    try {
      transformer.meetLoaded(instrumentation);
      transformer.retransformLoaded(instrumentation);
      hooking = true;
      Effects existing = effects;
      if (existing != null) {
        existing.nettys().restored(false);
      }
    } finally {
      if (!hooking) {
        instrumentation.removeTransformer(transformer); // failed: then nothing at all is done
      }
    }
  }

  private void watchConnections() {
    transformer.watchConnections(current.watchesConnections(), instrumentation);
  }

  @Override
  public void restore() {
    begin();
    try {
      order(false);
      if (transformer != null) {
        transformer.retransformLoaded(instrumentation);
        effects().nettys().restored(true);
      }
      Effects existing = effects;
      if (existing != null) {
        existing.restoreLines();
      }
    } finally {
      change.unlock();
    }
  }

  @Override
  public boolean replace(Configuration known, Configuration next) {
    change.lock();
    try {
      if (current != known) {
        return false;
      }
      current = next;
      Effects existing = effects;
      if (existing != null) {
        existing.enforce(next, enabled);
      }
      if (hooking) {
        watchConnections();
      }
      return true;
    } finally {
      change.unlock();
    }
  }

  @Override
  public Configuration current() {
    return current;
  }

  @Override
  public boolean enabled() {
    return enabled;
  }

  Console console() {
    return console;
  }

  /** What acts and counts; made now where no Netty was met yet. */
  Effects effects() {
    Effects made =
        effects == null ? new Effects(this, this, instrumentation, console, thread) : null;
    if (made != null && isFirst(made)) { // several threads may have made them
      Configuration enforced;
      boolean on;
      do { // other options may come meanwhile
        enforced = current;
        on = enabled;
        made.enforce(enforced, on);
      } while (enforced != current || on != enabled);
    }
    return effects;
  }

  /** No atomic: see {@code StderrWriter}. */
  private boolean isFirst(Effects made) {
    synchronized (packages) {
      boolean first = effects == null;
      effects = first ? made : effects;
      return first;
    }
  }

  @Override
  public void open() throws Exception {
    // In force already: to enforce here what may be outdated would undo what another thread does.
    if (effects().open()) {
      effects().sayRestAtExit(exit);
      console.release();
      for (Problem stray : current.options().warnings()) {
        console.say(stray.toString());
      }
    }
  }

  @Override
  public void met(String netty, String nettyPackage) {
    packages.add(nettyPackage);
    effects().nettys().met(netty);
    console.say("Netty " + netty + " found");
    if (current.uringPeers()) {
      UringPeers.make(nettyPackage, instrumentation, console);
    }
    follow();
  }

  /** From the first Netty on, but not before {@code main}: another agent may bring a Netty, too. */
  private void follow() {
    StackTraceElement[] stack = starter.getStackTrace();
    if (stack.length == 0 || !stack[stack.length - 1].getMethodName().equals(PREMAIN_CALLER)) {
      effects().follow();
    }
  }

  @Override
  public void hooked(String netty, String transport) {
    effects().nettys().transport(netty, transport, Nettys.HOOKED);
    console.say("hooked " + transport + " of Netty " + netty);
    follow();
  }

  @Override
  public void missing(String netty, String transport) {
    effects().nettys().transport(netty, transport, "not hooked, its class file is not found");
    console.say(
        transport
            + " of Netty "
            + netty
            + " is not hooked, because no class file is found where its reads fail: its resets are"
            + " shown unchanged, unless a later line says that it is hooked");
  }

  @Override
  public void leftAlone(String netty, String transport, String reason) {
    effects().nettys().transport(netty, transport, "left alone, " + reason);
    console.say(
        transport
            + " of Netty "
            + netty
            + " is left alone, and its resets are shown unchanged: "
            + reason);
  }

  @Override
  public void unwatched(String netty, String reason) {
    effects().nettys().unwatched(netty, reason);
    console.say(
        "connections of Netty "
            + netty
            + " are not watched, and so none is known to be silent: "
            + reason);
  }

  @Override
  public void failed(String subject, Throwable cause) {
    console.failed(subject + " is left alone, and its resets are shown unchanged", cause);
  }
}
