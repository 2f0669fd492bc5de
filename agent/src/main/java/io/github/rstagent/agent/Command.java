// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.agent;

import io.github.rstagent.report.Console;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A command of the jar's to the agent in another JVM. It comes as the argument under which the jar
 * is loaded there, {@code :NAME QUESTION REST}: options never begin with a colon. The answer is the
 * agent's state, in a system property, for a while.
 */
final class Command {
  private static final int SECONDS = 60;

  private Command() {}

  /** Carries it out; where there is no agent in this JVM, only {@code :attach} does anything. */
  static void run(String argument, Instrumentation instrumentation, Console console) {
    String[] words = argument.substring(1).split(" ", 3);
    String name = words[0];
    String question = words.length > 1 ? words[1] : "";
    if (Agent.running() == null && !name.equals("attach")) {
      return;
    }
    Queue<String> heard = new ConcurrentLinkedQueue<>();
    boolean done;
    console.listen(heard);
    try {
      done = carryOut(name, words.length > 2 ? words[2] : null, instrumentation, console);
    } finally {
      console.listen(null);
    }
    Agent.running()
        .effects()
        .management()
        .lease
        .begin(question, new ArrayList<>(heard), done, SECONDS);
  }

  /** Returns whether what was asked for is done. */
  private static boolean carryOut(
      String name, String options, Instrumentation instrumentation, Console console) {
    boolean done = true;
    switch (name) {
      case "attach":
        done = Agent.attach(options, instrumentation, console);
        Agent.running().effects().reload().followNow(); // so that its warnings are heard
        break;
      case "enable":
        Agent.running().effects().management().view.setEnabled(true);
        break;
      case "disable":
        Agent.running().effects().management().view.setEnabled(false);
        break;
      case "restore":
        Agent.running().effects().management().view.restore();
        break;
      default: // a mere question
    }
    return done;
  }
}
