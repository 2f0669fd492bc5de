// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import io.github.rstagent.config.AllowlistReader;
import io.github.rstagent.config.Explanation;
import io.github.rstagent.config.Key;
import io.github.rstagent.config.Spelling;
import io.github.rstagent.rules.Problem;
import io.github.rstagent.rules.RuleDefaults;
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
  static final String LISTS = "; accepted: --vip-file FILE, --vip ADDRESSES";

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "ADDRESS[:PORT]",
      description = "The peer's address and the service's port; IPv6 with a port as [IPV6]:PORT.")
  private String peer;

  @Option(
      names = "--vip",
      paramLabel = "ADDRESSES",
      description = "As in the agent's option: addresses, networks, ranges, @presets.")
  private List<String> vips = new ArrayList<>();

  @Option(names = "--vip-file", paramLabel = "FILE", description = "An allowlist.")
  private List<File> files = new ArrayList<>();

  @Option(names = "--mode", description = "For rules that do not say: suppress, tag or observe.")
  private String mode = Key.MODE.standard();

  @Option(names = "--scope", description = "For rules that do not say: reset or connection.")
  private String scope = Key.SCOPE.standard();

  @Option(names = "--only", description = "For rules that do not say: any or silent.")
  private String only = Key.ONLY.standard();

  @Option(names = "--max", description = "For rules that do not say: N/min or off.")
  private String max = Key.MAX.standard();

  @Override
  public Integer call() {
    if (vips.isEmpty() && files.isEmpty()) {
      throw bad("no list" + LISTS + ", each as often as needed");
    }
    AllowlistReader reader = new AllowlistReader(defaults());
    for (String vip : vips) {
      reader.vips(vip, "--vip:1", 1);
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
    return new RuleDefaults(
        value(Key.MODE, mode),
        value(Key.SCOPE, scope),
        value(Key.ONLY, only),
        value(Key.MAX, max).intValue());
  }

  private <T> T value(Key<T> key, String text) {
    T value = key.parse(text);
    if (value == null) {
      throw bad(Spelling.badValue("--" + key.name(), text) + "; accepted: " + key.accepted());
    }
    return value;
  }

  private ParameterException bad(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
