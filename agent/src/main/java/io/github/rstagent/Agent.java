// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent;

import io.github.rstagent.allowlist.Allowlist;
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
 * does not pay for it.
 */
final class Agent implements HookListener {
  private static Agent instance;

  private final Instrumentation instrumentation;
  private final Console console = new Console();
  private final AgentThread thread = new AgentThread();
  private Options options;
  private Allowlist allowlist;
  private Effects effects; // null until a Netty is met

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
    agent.take(options, first ? "" : "options replaced: ");
    if (first && options.enabled()) {
      instance = agent;
      NettyTransformer transformer = new NettyTransformer(agent);
      instrumentation.addTransformer(transformer, true);
      transformer.hookLoaded(instrumentation);
    }
  }

  private static File jarFolder() {
    try {
      CodeSource jar = Agent.class.getProtectionDomain().getCodeSource();
      return jar == null ? null : new File(jar.getLocation().toURI()).getParentFile();
    } catch (URISyntaxException | IllegalArgumentException e) {
      return null; // not a file: there is no folder to look in
    }
  }

  private synchronized void take(Options taken, String prefix) {
    options = taken;
    console.debug(taken.debug());
    Start start = new Start(taken);
    start.sayTo(console, prefix);
    allowlist = start.allowlist();
    if (effects != null) {
      effects.enforce(options, allowlist);
    }
  }

  @Override
  public synchronized void met(String netty, String nettyPackage) throws Exception {
    if (effects == null) {
      console.release();
      Caveats.sayTo(console, options, allowlist);
      Effects first = new Effects(console, thread);
      first.enforce(options, allowlist);
      first.open(instrumentation);
      effects = first;
    }
    console.say("Netty " + netty + " found");
    if (options.uringPeers()) {
      UringPeers.make(nettyPackage, console);
    }
  }

  @Override
  public void hooked(String netty, String transport) {
    console.say("hooked " + transport + " of Netty " + netty);
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
