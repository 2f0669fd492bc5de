// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import io.github.rstagent.boot.HomeJar;
import io.github.rstagent.report.Lease;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.util.Properties;
import java.util.UUID;

/**
 * The agent in another JVM. It is asked by loading this very jar there once more, and answers in a
 * system property.
 */
final class AgentInJvm implements Closeable {
  private static final String VERSION =
      String.valueOf(HomeJar.class.getPackage().getImplementationVersion());

  /** HotSpot's AttachOperation::arg_length_max before Java 24, for jar and options together. */
  private static final int LONGEST_ORDER = 1024;

  private final String pid;
  private final JvmAttachment jvm;
  private final String version; // of the agent that was there when this was made; null: none

  private AgentInJvm(String pid, JvmAttachment jvm) throws UnreachableException {
    this.pid = pid;
    this.jvm = jvm;
    String found = properties().getProperty(Lease.VERSION_PROPERTY);
    version = found == null ? null : Printable.of(found);
  }

  /**
   * Attaches to a JVM, with or without an agent in it. Nothing is loaded there yet.
   *
   * @throws UnreachableException also where an agent of another version is in it
   */
  static AgentInJvm in(String pid) throws UnreachableException {
    new LinuxProcess(pid).require();
    AgentInJvm agent = new AgentInJvm(pid, JvmAttachment.to(pid));
    if (agent.isPresent() && !agent.version.equals(VERSION)) {
      throw new UnreachableException(
          "rst-agent "
              + agent.version
              + " is in the JVM "
              + pid
              + ", and this jar is "
              + VERSION
              + ": use the jar of that version; an agent cannot be replaced in a running JVM");
    }
    return agent;
  }

  /** Whether an agent was started in that JVM. */
  boolean isPresent() {
    return version != null;
  }

  /** As {@link #isPresent}, for those who can do nothing without one. */
  AgentInJvm required() throws UnreachableException {
    if (!isPresent()) {
      throw new UnreachableException(
          "there is no rst-agent in the JVM " + pid + ": 'attach " + pid + "' puts one there");
    }
    return this;
  }

  /**
   * Has the agent do something, and returns its state when that is over, with what it has {@link
   * Lease#SAID} meanwhile, and whether it is {@link Lease#DONE}.
   *
   * @param argument what the command needs, or {@code null}
   */
  JsonObject ask(String command, String argument) throws UnreachableException {
    String question = UUID.randomUUID().toString();
    String order = ":" + command + " " + question + (argument == null ? "" : " " + argument);
    UnreachableException refusal = load(jar(), order);
    JsonObject state = shown();
    JsonObject answers = state == null ? null : state.getObject("answers");
    JsonObject answer = answers == null ? null : answers.getObject(question);
    if (answer == null) {
      throw refusal == null
          ? new UnreachableException(
              "the agent in the JVM " + pid + " does not answer; its stderr may tell why")
          : refusal;
    }
    state.remove("answers");
    state.putAll(answer);
    return state;
  }

  /**
   * Returns what went wrong, or {@code null}. It is the answer that decides: Java 8 and those after
   * it do not understand each other's "all went well".
   */
  private UnreachableException load(String jar, String order) {
    try {
      jvm.loadAgent(jar, order);
      return null;
    } catch (UnreachableException e) {
      return e;
    } catch (IOException e) {
      return jar.length() + order.length() < LONGEST_ORDER
          ? gone(e)
          : new UnreachableException(
              "the JVM "
                  + pid
                  + " does not take options that are so long (before Java 24 about "
                  + (LONGEST_ORDER - jar.length() - order.indexOf(' ', order.indexOf(' ') + 1))
                  + " bytes are accepted): write the rules into a file, and name it with vip-file",
              e);
    }
  }

  /** The state that the agent shows at this moment, or {@code null} where it shows none. */
  JsonObject shown() throws UnreachableException {
    String json = properties().getProperty(Lease.STATUS_PROPERTY);
    try {
      return json == null ? null : Printable.of(JsonParser.object().from(json));
    } catch (JsonParserException e) {
      throw new UnreachableException("the agent's state cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      jvm.close();
    } catch (IOException e) {
      // It has ended, and with it the attachment.
    }
  }

  private Properties properties() throws UnreachableException {
    try {
      return jvm.systemProperties();
    } catch (IOException e) {
      throw gone(e);
    }
  }

  private UnreachableException gone(IOException cause) {
    return new EndedException(pid, cause);
  }

  private static String jar() throws UnreachableException {
    File jar = HomeJar.of(AgentInJvm.class);
    if (jar == null) {
      throw new UnreachableException("this jar cannot find itself", null);
    }
    return jar.getAbsolutePath();
  }
}
