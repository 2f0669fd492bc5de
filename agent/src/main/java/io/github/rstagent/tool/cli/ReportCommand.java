// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import io.github.rstagent.tool.page.Report;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the page of a recording. */
@Command(
    name = "report",
    description = {
      "Makes one self-contained HTML page of a Flight Recorder recording: resets over time by peer,"
          + " hidden and shown apart, periods and verdicts, counters, options in force.",
      "Times are local; -Duser.timezone=UTC before -jar makes them UTC."
    })
final class ReportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RECORDING.jfr", description = "what the service's JVM has recorded")
  private File recording;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.html",
      description = "where to write the page; default: beside the recording, with its name")
  private File output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter errors = spec.commandLine().getErr();
    File page = output == null ? beside(recording) : output;
    if (page.getAbsoluteFile().equals(recording.getAbsoluteFile())) {
      errors.println("report: " + page + " is the recording itself; nothing is written");
      return RstAgentCommand.BAD_USAGE;
    }
    try {
      if (!recording.isFile()) {
        throw new IOException(recording.exists() ? "it is not a file" : "there is no such file");
      }
      Report.write(recording, page, ZoneId.systemDefault());
    } catch (IOException e) {
      errors.println("report: no page is made of " + recording + ": " + e.getMessage());
      return RstAgentCommand.FAILED;
    }
    spec.commandLine().getOut().println(page);
    return 0;
  }

  private static File beside(File recording) {
    String name = recording.getName();
    int dot = name.lastIndexOf('.');
    return new File(
        recording.getAbsoluteFile().getParentFile(),
        (dot > 0 ? name.substring(0, dot) : name) + ".html");
  }
}
