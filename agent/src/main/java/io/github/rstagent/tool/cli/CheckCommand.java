// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import io.github.rstagent.config.AllowlistReader;
import io.github.rstagent.config.ListWarnings;
import io.github.rstagent.config.WriteAccess;
import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.Problem;
import io.github.rstagent.rules.RuleDefaults;
import io.github.rstagent.tool.capture.Capture;
import io.github.rstagent.tool.capture.Rehearsal;
import java.io.File;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads list files as a service would. */
@Command(
    name = "check",
    header = "Checks allowlist files.",
    description = {
      "Every error is said at FILE:LINE:COLUMN on stderr; of a good file, the number of its rules"
          + " and addresses. An address of several rules counts once.",
      "Warnings, on stderr too, leave the exit code at 0: a last line without a line break, rules"
          + " that never decide, rules for very many addresses, and files that others than root"
          + " and their owner may write or replace."
    },
    footer = "Exit codes: 0 all files are good, 1 one is not, 2 bad usage.")
final class CheckCommand implements Callable<Integer> {
  /** More are not read, and each is kept in memory. */
  private static final int MOST_PROBLEMS = 100_000;

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "An allowlist, - for stdin.")
  private List<String> files;

  @Option(
      names = "--against",
      paramLabel = "CAPTURE",
      description =
          "Show what the lists, taken together, would have hidden of a capture, and what shown; a"
              + " file, or text, as for 'who'.")
  private String capture;

  @Override
  public Integer call() {
    if (capture != null && files.contains("-")) {
      throw new ParameterException(
          spec.commandLine(), "--against reads the lists twice; accepted: files, not stdin");
    }
    int exitCode = 0;
    for (String file : files) {
      AllowlistReader reader = new AllowlistReader(RuleDefaults.STANDARD, MOST_PROBLEMS);
      if (file.equals("-")) {
        reader.stream(System.in, "stdin");
      } else if (file.matches("vip(-file)?=.*") && !new File(file).exists()) {
        throw new ParameterException(
            spec.commandLine(),
            Problem.quote(file) + " is no file; accepted: a list's path alone, without the option");
      } else {
        reader.file(new File(file));
      }
      List<Problem> problems = reader.problems();
      if (problems.isEmpty()) {
        Allowlist list = reader.allowlist();
        warn(file, reader, list);
        spec.commandLine().getOut().println(name(file) + ": " + size(list));
      } else {
        for (Problem problem : problems) {
          spec.commandLine().getErr().println(problem);
        }
        exitCode = RstAgentCommand.FAILED;
      }
    }
    return capture == null || exitCode != 0 ? exitCode : rehearse();
  }

  /** What the lists would have done, which are good. */
  private int rehearse() {
    AllowlistReader reader = new AllowlistReader(RuleDefaults.STANDARD);
    for (String file : files) {
      reader.file(new File(file));
    }
    Rehearsal rehearsal = new Rehearsal(reader.allowlist());
    Capture read = new Capture(rehearsal::add);
    boolean whole = WhoCommand.read(capture, read, spec.commandLine().getErr());
    PrintWriter out = spec.commandLine().getOut();
    if (read.segments() > 0) {
      out.println();
      out.println(capture + ": " + read.size());
      out.println();
      Table table = new Table("RULE", "#SEEN", "#EMPTY", "#HIDDEN", "#TAGGED", "#SHOWN");
      rehearsal.rows().forEach(table::row);
      table.printTo(out);
      out.println();
      rehearsal.remarks().forEach(out::println);
      out.flush();
    }
    return whole && read.segments() > 0 ? 0 : RstAgentCommand.FAILED;
  }

  /** What is no error, but may be a mistake. */
  private void warn(String file, AllowlistReader reader, Allowlist list) {
    List<Problem> warnings = reader.warnings();
    warnings.addAll(ListWarnings.idle(list));
    Problem writers = file.equals("-") ? null : new WriteAccess().warning(new File(file));
    if (writers != null) {
      warnings.add(writers);
    }
    for (Problem warning : warnings) {
      spec.commandLine().getErr().println(warning);
    }
  }

  private static String name(String file) {
    return file.equals("-") ? "stdin" : file;
  }

  private static String size(Allowlist list) {
    return count(BigInteger.valueOf(list.size()), "rule", "rules")
        + ", "
        + count(list.ipv4Addresses(), "IPv4 address", "IPv4 addresses")
        + ", "
        + count(list.ipv6Addresses(), "IPv6 address", "IPv6 addresses");
  }

  private static String count(BigInteger number, String one, String several) {
    return number + " " + (number.equals(BigInteger.ONE) ? one : several);
  }
}
