// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.agent;

import io.github.rstagent.boot.AgentThread;
import io.github.rstagent.boot.FlagPath;
import io.github.rstagent.boot.HomeJar;
import io.github.rstagent.boot.JdkTool;
import io.github.rstagent.config.Options;
import io.github.rstagent.config.Start;
import io.github.rstagent.hook.HookListener;
import io.github.rstagent.hook.NettyTransformer;
import io.github.rstagent.report.Console;
import io.github.rstagent.report.Lease;
import java.io.File;
import java.lang.instrument.Instrumentation;

/**
 * The agent of this JVM. There is one, however often it is started: each start brings new options.
 *
 * <p>What acts on resets is put together when the first Netty is met, so that a JVM without one
 * does not pay for it. That happens with locks of class loaders held, and so without a lock here.
 */
final class Agent implements HookListener {
  private static Agent instance;

  private final Instrumentation instrumentation;
  private final Console console;
  private final AgentThread thread = new AgentThread();
  private volatile Start start;
  private volatile boolean enabled;
  private volatile Effects effects; // null until a Netty is met, or somebody asks
  private boolean met;
  private NettyTransformer transformer; // null until it is first needed
  private boolean hooking;
  private boolean stopped; // by somebody's order, not by an option
  private boolean advised; // the advisor has had somebody to watch

  private Agent(Instrumentation instrumentation, Console console) {
    this.instrumentation = instrumentation;
    this.console = console;
  }

  /**
   * Starts the agent, or gives the one that runs new options.
   *
   * @param argument of the flag, or {@code null}
   */
  static synchronized void start(String argument, Instrumentation instrumentation) {
    start(argument, instrumentation, new Console(), false);
  }

  /**
   * As above, for somebody who is there to read the answer: options that are not good, or that name
   * a list file which is not there, do not replace those that are in force.
   *
   * @param console the agent's, where this is the first start
   */
  static synchronized void attach(
      String argument, Instrumentation instrumentation, Console console) {
    start(argument, instrumentation, console, true);
  }

  private static void start(
      String argument, Instrumentation instrumentation, Console console, boolean keepsGood) {
    File jar = HomeJar.of(Agent.class);
    Options options =
        Options.read(
            argument,
            System.getProperties(),
            System.getenv(),
            jar == null ? null : FlagPath.of(jar).getParentFile(),
            jar == null ? null : jar.getParentFile());
    boolean first = instance == null;
    Agent agent = first ? new Agent(instrumentation, console) : instance;
    if (first && JdkTool.isUnknown()) {
      agent.console.hold();
    }
    Start taken = new Start(options);
    if (!first && keepsGood && !taken.isWhole()) {
      taken.sayProblemsTo(console);
      console.say("options not replaced: those before stay in force");
      return;
    }
    // First what may be forbidden: an agent that says that it does nothing must do nothing.
    System.setProperty(Lease.VERSION_PROPERTY, Start.version());
    agent.take(taken, first ? "" : "options replaced: ");
    instance = agent;
  }

  /** The agent of this JVM, or {@code null} where none was started. */
  static synchronized Agent running() {
    return instance;
  }

  private synchronized void take(Start taken, String prefix) {
    console.debug(taken.options().debug());
    taken.sayTo(console, prefix);
    if (start != null) {
      console.say("changed: " + taken.changeFrom(start));
    }
    start = taken;
    stopped &= !taken.options().saysEnabled();
    if (stopped && taken.options().enabled()) {
      console.say(
          "still disabled, as before: nothing is done until it is enabled ('enable PID', or"
              + " enabled=true among the options)");
    }
    switchTo(taken.options().enabled() && !stopped);
  }

  /**
   * Stops all effects at once, or resumes them, by somebody's order: other options do not resume
   * what was stopped so, unless they say so themselves.
   */
  synchronized void order(boolean on) {
    stopped = !on;
    switchTo(on);
  }

  private void switchTo(boolean on) {
    enabled = on;
    Effects existing = effects;
    if (existing != null) {
      existing.enforce(start, on);
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
      transformer.retransformLoaded(instrumentation);
      hooking = true;
      if (effects != null) {
        effects.nettys().restored(false);
      }
    } finally {
      if (!hooking) {
        instrumentation.removeTransformer(transformer); // failed: then nothing at all is done
      }
    }
  }

  /**
   * The advisor has somebody whose connections it wants to see. On the agent's thread, which holds
   * no locks of class loaders: classes that are loaded already are changed for it.
   */
  synchronized void watchForAdvisor() {
    advised = true;
    if (hooking) {
      watchConnections();
    }
  }

  private void watchConnections() {
    transformer.watchConnections(start.watchesConnections(advised), instrumentation);
  }

  /** Stops all effects, and puts the original bytecode back. */
  synchronized void restore() {
    order(false);
    if (transformer != null) {
      transformer.retransformLoaded(instrumentation);
      effects().nettys().restored(true);
    }
    Effects existing = effects;
    if (existing != null) {
      existing.restoreLines();
    }
  }

  /**
   * Puts a list that was read again in force.
   *
   * @return false where the options are no longer those that it was read for
   */
  synchronized boolean replace(Start read, Start again) {
    if (start != read) {
      return false;
    }
    start = again;
    Effects existing = effects;
    if (existing != null) {
      existing.enforce(again, enabled);
    }
    if (hooking) {
      watchConnections();
    }
    return true;
  }

  /** What is in force. */
  Start started() {
    return start;
  }

  boolean enabled() {
    return enabled;
  }

  Console console() {
    return console;
  }

  /** What acts and counts; made now where no Netty was met yet. */
  Effects effects() {
    if (effects == null && publish(new Effects(this, instrumentation, console, thread))) {
      Start enforced;
      boolean on;
      do { // other options may come meanwhile
        enforced = start;
        on = enabled;
        effects.enforce(enforced, on);
      } while (enforced != start || on != enabled);
    }
    return effects;
  }

  @Override
  public void open() throws Exception {
    // In force already: to enforce here what may be outdated would undo what another thread does.
    effects().open();
    if (isFirst()) {
      console.release();
      Caveats.sayTo(console, start);
    }
  }

  /**
   * Several threads may have made them; nothing but this happens under the lock.
   *
   * @return whether it is these that count
   */
  private boolean publish(Effects made) {
    synchronized (thread) {
      if (effects == null) {
        effects = made;
      }
      return effects == made;
    }
  }

  private boolean isFirst() {
    synchronized (thread) {
      boolean first = !met;
      met = true;
      return first;
    }
  }

  @Override
  public void met(String netty, String nettyPackage) {
    effects().nettys().met(netty);
    console.say("Netty " + netty + " found");
    if (start.uringPeers()) {
      UringPeers.make(nettyPackage, console);
    }
  }

  @Override
  public void hooked(String netty, String transport) {
    effects().hooked(netty, transport);
    console.say("hooked " + transport + " of Netty " + netty);
  }

  @Override
  public void missing(String netty, String transport) {
    effects().nettys().transport(netty, transport, "not hooked, its class file is not found");
    console.say(
        transport
            + " of Netty "
            + netty
            + " is not hooked, because no class file is found where its reads fail: its resets are"
            + " shown as ever, unless a later line says that it is hooked");
  }

  @Override
  public void leftAlone(String netty, String transport, String reason) {
    effects().nettys().transport(netty, transport, "left alone, " + reason);
    console.say(
        transport
            + " of Netty "
            + netty
            + " is left alone, and its resets are shown as ever: "
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
    console.failed(subject + " is left alone, and its resets are shown as ever", cause);
  }
}
