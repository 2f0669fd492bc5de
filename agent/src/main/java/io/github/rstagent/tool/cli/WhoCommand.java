// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import io.github.rstagent.advise.PresetRanges;
import io.github.rstagent.report.PeerState;
import io.github.rstagent.rules.Problem;
import io.github.rstagent.tool.capture.Capture;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds health checkers in what tcpdump prints. */
@Command(
    name = "who",
    header = "Finds health checkers in what tcpdump prints.",
    description = {
      "Reads the text of 'tcpdump -nn' and shows which peers connect and reset, how often, and after"
          + " how many bytes; for a machine where the agent is not installed yet:",
      "  timeout 120 tcpdump -nn -i any tcp port 443 | java -jar rst-agent.jar who"
    },
    footer = "Exit codes: 0 read, 1 it cannot be read or holds no TCP, 2 bad usage.")
final class WhoCommand implements Callable<Integer> {
  private static final int MOST_ROWS = 40;
  private static final int MAGIC = 4;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = "-",
      description = "What tcpdump has printed; - (default) for stdin.")
  private String file;

  @Option(names = "--all", description = "Show every peer, not only the first 40.")
  private boolean all;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    String name = file.equals("-") ? "stdin" : file;
    Capture capture = new Capture(PresetRanges.PUBLISHED);
    boolean failed = false;
    try (InputStream in = new BufferedInputStream(open())) {
      if (isBinary(in)) {
        err.println(
            name
                + " is a capture file; accepted is its text: tcpdump -nn -r "
                + (file.equals("-") ? "FILE" : file)
                + " | java -jar rst-agent.jar who");
        return RstAgentCommand.FAILED;
      }
      capture.read(in);
    } catch (IOException e) {
      err.println(Problem.unreadable(name, e, "the text of 'tcpdump -nn'"));
      failed = true;
    }
    for (String remark : capture.remarks()) {
      err.println(name + ": " + remark);
    }
    if (capture.segments() == 0) {
      err.println(name + ": no TCP in it");
      return RstAgentCommand.FAILED;
    }
    print(capture);
    return failed ? RstAgentCommand.FAILED : 0;
  }

  private InputStream open() throws IOException {
    return file.equals("-") ? System.in : new FileInputStream(file);
  }

  /** The magic numbers of pcap, in both orders and resolutions, and of pcapng. */
  private static boolean isBinary(InputStream in) throws IOException {
    in.mark(MAGIC);
    int magic = 0;
    for (int i = 0; i < MAGIC; i++) {
      magic = magic << 8 | (in.read() & 0xFF);
    }
    in.reset();
    return magic == 0xA1B2C3D4
        || magic == 0xD4C3B2A1
        || magic == 0xA1B23C4D
        || magic == 0x4D3CB2A1
        || magic == 0x0A0D0D0A;
  }

  private void print(Capture capture) {
    PrintWriter out = spec.commandLine().getOut();
    List<PeerState> reports = capture.reports();
    out.println(capture.size());
    if (!reports.isEmpty()) {
      out.println();
      PeerRows.print(reports, all ? Integer.MAX_VALUE : MOST_ROWS, Integer.MAX_VALUE, out);
    }
    boolean first = true;
    for (String advice : capture.advice()) {
      out.print(first ? System.lineSeparator() : "");
      first = false;
      out.println(advice);
    }
    for (Map.Entry<String, Integer> half : capture.halfHandshakes().entrySet()) {
      out.print(first ? System.lineSeparator() : "");
      first = false;
      out.println(
          half.getKey()
              + " resets before the handshake is over ("
              + half.getValue()
              + " times): no service hears of it, there is nothing to silence");
    }
    out.flush();
  }
}
