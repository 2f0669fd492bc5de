// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent;

import io.github.rstagent.hook.HookListener;
import io.github.rstagent.hook.NettyTransformer;
import io.github.rstagent.observe.AgentThread;
import io.github.rstagent.observe.Console;
import io.github.rstagent.options.Options;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.security.CodeSource;

/**
 * The agent of this JVM. There is one, however often it is started: each start brings new options.
 *
 * <p>What acts on resets is put together when the first Netty is met, so that a JVM without one
 * does not pay for it. That happens with locks of class loaders held, and so without a lock here.
 */
final class Agent implements HookListener {
  private static Agent instance;

  private final Instrumentation instrumentation;
  private final Console console = new Console();
  private final AgentThread thread = new AgentThread();
  private volatile Start start;
  private volatile Effects effects; // null until a Netty is met
  private NettyTransformer transformer; // null while the agent does nothing

  private Agent(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /**
   * Starts the agent, or gives the one that runs new options.
   *
   * @param argument of the flag, or {@code null}
   */
  static synchronized void start(String argument, Instrumentation instrumentation) {
    Options options = Options.read(argument, System.getProperties(), System.getenv(), jarFolder());
    boolean first = instance == null;
    Agent agent = first ? new Agent(instrumentation) : instance;
    if (first && JdkTool.isUnknown()) {
      agent.console.hold();
    }
    agent.take(new Start(options), first ? "" : "options replaced: ");
    instance = agent;
  }

  private static File jarFolder() {
    try {
      CodeSource jar = Agent.class.getProtectionDomain().getCodeSource();
      return jar == null ? null : new File(jar.getLocation().toURI()).getParentFile();
    } catch (URISyntaxException | IllegalArgumentException e) {
      return null; // not a file: there is no folder to look in
    }
  }

  private void take(Start taken, String prefix) {
    console.debug(taken.options().debug());
    taken.sayTo(console, prefix);
    start = taken;
    Effects existing = effects;
    if (existing != null) {
      existing.enforce(taken);
    }
    if (taken.options().enabled() && transformer == null) {
      hook();
    } else if (!taken.options().enabled() && transformer != null) {
      instrumentation.removeTransformer(transformer);
      transformer = null;
    }
  }

  private void hook() {
    NettyTransformer added = new NettyTransformer(this);
    instrumentation.addTransformer(added, true);
    try {
      added.hookLoaded(instrumentation);
      transformer = added;
    } finally {
      if (transformer == null) {
        instrumentation.removeTransformer(added); // failed: then nothing at all is done
      }
    }
  }

  @Override
  public void open() throws Exception {
    if (effects == null) {
      publish(new Effects(console, thread));
    }
    Start enforced;
    do { // a second start may bring other options meanwhile
      enforced = start;
      effects.enforce(enforced);
    } while (enforced != start);
    effects.open(instrumentation);
  }

  /** Several threads may have made them; nothing but this happens under the lock. */
  private void publish(Effects made) {
    synchronized (thread) {
      if (effects != null) {
        return;
      }
      effects = made;
    }
    console.release();
    Caveats.sayTo(console, start);
  }

  @Override
  public void met(String netty, String nettyPackage) {
    console.say("Netty " + netty + " found");
    if (start.uringPeers()) {
      UringPeers.make(nettyPackage, console);
    }
  }

  @Override
  public void hooked(String netty, String transport) {
    console.say("hooked " + transport + " of Netty " + netty);
  }

  @Override
  public void missing(String netty, String transport) {
    console.say(
        transport
            + " of Netty "
            + netty
            + " is not hooked, because no class file is found where its reads fail: its resets are"
            + " shown as ever, unless a later line says that it is hooked");
  }

  @Override
  public void leftAlone(String netty, String transport, String reason) {
    console.say(
        transport
            + " of Netty "
            + netty
            + " is left alone, and its resets are shown as ever: "
            + reason);
  }

  @Override
  public void failed(String subject, Throwable cause) {
    console.failed(subject + " is left alone, and its resets are shown as ever", cause);
  }
}
