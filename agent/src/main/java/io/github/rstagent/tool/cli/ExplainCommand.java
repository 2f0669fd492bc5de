// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import io.github.rstagent.config.AllowlistReader;
import io.github.rstagent.config.Explanation;
import io.github.rstagent.config.RuleDefaults;
import io.github.rstagent.config.Spelling;
import io.github.rstagent.rules.Mode;
import io.github.rstagent.rules.Only;
import io.github.rstagent.rules.Problem;
import io.github.rstagent.rules.Scope;
import java.io.File;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers which rule would decide. */
@Command(
    name = "explain",
    header = "Tells which rule decides for a peer, and why.",
    description = {
      "Of the rules that list the peer and the service's port, the one with the fewest addresses"
          + " decides; on a tie one with ports, then the first. Without a port: for each port that"
          + " a rule names, and for all others."
    },
    footer = "Exit codes: 0 a rule decides, 1 there is none, 2 bad usage or a bad list.")
final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "ADDRESS[:PORT]",
      description = "The peer's address and the service's port; IPv6 with a port as [IPV6]:PORT.")
  private String peer;

  @Option(
      names = "--vip",
      split = ",",
      paramLabel = "ADDRESSES",
      description = "As in the agent's option: an address, network, range or @preset.")
  private List<String> vips = new ArrayList<>();

  @Option(names = "--vip-file", paramLabel = "FILE", description = "An allowlist.")
  private List<File> files = new ArrayList<>();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "For rules that do not say: suppress, tag or observe.")
  private String mode = RuleDefaults.STANDARD.mode().text();

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      description = "For rules that do not say: reset or connection.")
  private String scope = RuleDefaults.STANDARD.scope().text();

  @Option(
      names = "--only",
      paramLabel = "ONLY",
      description = "For rules that do not say: any or silent.")
  private String only = RuleDefaults.STANDARD.only().text();

  @Option(
      names = "--max",
      paramLabel = "MAX",
      description = "For rules that do not say: N/min or off.")
  private String max = "off";

  @Override
  public Integer call() {
    if (vips.isEmpty() && files.isEmpty()) {
      throw bad("no list; accepted: --vip-file FILE, --vip ADDRESSES, each as often as needed");
    }
    AllowlistReader reader = new AllowlistReader(defaults());
    for (String vip : vips) {
      reader.vip(vip.trim(), "--vip");
    }
    for (File file : files) {
      reader.file(file);
    }
    PrintWriter err = spec.commandLine().getErr();
    for (Problem problem : reader.problems()) {
      err.println(problem);
    }
    if (!reader.problems().isEmpty()) {
      err.println("A list is taken whole or not at all: with this one, all resets are shown.");
      return RstAgentCommand.BAD_USAGE;
    }
    Explanation explanation = Explanation.of(reader.allowlist(), peer);
    if (explanation.problem() != null) {
      throw bad(explanation.problem().toString());
    }
    PrintWriter out = spec.commandLine().getOut();
    for (String line : explanation.lines()) {
      out.println(line);
    }
    for (String note : explanation.notes()) {
      out.println("note: " + note);
    }
    return explanation.applies() ? 0 : RstAgentCommand.FAILED;
  }

  private RuleDefaults defaults() {
    check(Mode.of(mode) != null, "mode", mode, "suppress, tag, observe");
    check(Scope.of(scope) != null, "scope", scope, "reset, connection");
    check(Only.of(only) != null, "only", only, "any, silent");
    int limit = RuleDefaults.parseMax(max);
    check(limit >= 0, "max", max, RuleDefaults.MAX_ACCEPTED);
    return new RuleDefaults(Mode.of(mode), Scope.of(scope), Only.of(only), limit);
  }

  private void check(boolean good, String key, String value, String accepted) {
    if (!good) {
      throw bad(Spelling.badValue("--" + key, value) + "; accepted: " + accepted);
    }
  }

  private ParameterException bad(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
