// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.util.ArrayList;
import java.util.List;

/** The jar as a command to a service. */
public final class AgentCommand {
  private final ForkedJvms jvms;
  private final JavaHome home;

  public AgentCommand(ForkedJvms jvms) {
    this(jvms, JavaHome.ofTheBuild());
  }

  /**
   * @param home whose java runs the command
   */
  public AgentCommand(ForkedJvms jvms, JavaHome home) {
    this.jvms = jvms;
    this.home = home;
  }

  public FinishedJvm run(String... arguments) {
    return start(arguments).awaitExit();
  }

  /** A command that goes on. */
  public ForkedJvm start(String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-jar", AgentJar.path().toString()));
    all.addAll(List.of(arguments));
    return jvms.start(JvmCommand.tool(home, "java", all.toArray(new String[0])));
  }

  public FinishedJvm run(String command, Service service, String... more) {
    List<String> all = new ArrayList<>(List.of(command, String.valueOf(service.jvm().pid())));
    all.addAll(List.of(more));
    return run(all.toArray(new String[0]));
  }

  /** {@code status --json}, parsed. */
  public JsonObject status(Service service) {
    FinishedJvm jvm = run("status", service, "--json");
    if (jvm.exitCode() != 0) {
      throw new AssertionError("status has failed: " + jvm.stderr());
    }
    try {
      return JsonParser.object().from(String.join("\n", jvm.stdout()));
    } catch (JsonParserException e) {
      throw new AssertionError("status prints no JSON: " + jvm.stdout(), e);
    }
  }
}
