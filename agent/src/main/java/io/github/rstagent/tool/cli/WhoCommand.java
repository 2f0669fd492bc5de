// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import io.github.rstagent.advise.PresetRanges;
import io.github.rstagent.rules.Problem;
import io.github.rstagent.tool.capture.Capture;
import io.github.rstagent.tool.capture.Clients;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds health checkers in a capture. */
@Command(
    name = "who",
    header = "Finds health checkers in a capture: a file, or what tcpdump prints.",
    description = {
      "Shows which peers connect, how often without sending anything, how their connections end,"
          + " and who looks like a health checker; for a machine where the agent is not installed"
          + " yet:",
      "  timeout 120 tcpdump -nn -i any tcp port 443 | java -jar rst-agent.jar who",
      "Reads pcap and pcapng, also gzipped, and the text of 'tcpdump -nn'; told by the first bytes."
    },
    footer = "Exit codes: 0 read, 1 it cannot be read or holds no TCP, 2 bad usage.")
final class WhoCommand implements Callable<Integer> {
  private static final int MOST_ROWS = 40;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = "-",
      description = "A capture, or what tcpdump has printed; - (default) for stdin.")
  private String file;

  @Option(names = "--all", description = "Show every peer, not only the first 40.")
  private boolean all;

  @Override
  public Integer call() {
    Clients clients = new Clients(PresetRanges.PUBLISHED);
    Capture capture = new Capture(clients::add);
    boolean whole = read(file, capture, spec.commandLine().getErr());
    if (capture.segments() > 0) {
      print(capture, clients, spec.commandLine().getOut());
    }
    return whole && capture.segments() > 0 ? 0 : RstAgentCommand.FAILED;
  }

  /** Reads a capture; false where that fails, and says what there is to say. */
  static boolean read(String file, Capture capture, PrintWriter err) {
    String name = file.equals("-") ? "stdin" : file;
    boolean whole = true;
    try (InputStream in = file.equals("-") ? System.in : new FileInputStream(file)) {
      capture.read(in);
    } catch (IOException e) {
      err.println(Problem.unreadable(name, e, "a capture, or the text of 'tcpdump -nn'"));
      whole = false;
    }
    if (whole || capture.segments() > 0) {
      capture.remarks().forEach(remark -> err.println(name + ": " + remark));
    }
    return whole;
  }

  private void print(Capture capture, Clients clients, PrintWriter out) {
    List<Object[]> rows = clients.rows();
    out.println(capture.size());
    if (!rows.isEmpty()) {
      int most = all ? rows.size() : Math.min(rows.size(), MOST_ROWS);
      String columns = "PEER,#PORT,#SEEN,#EMPTY,#EVERY,#IN,#OUT,#LIVED,ENDED,LOOKS LIKE";
      Table table = new Table(columns.split(",", -1));
      rows.subList(0, most).forEach(table::row);
      out.println();
      table.printTo(out);
      if (most < rows.size()) {
        out.println("... and " + (rows.size() - most) + " more");
      }
    } else {
      spec.commandLine().getErr().println("no connection in it with a complete handshake");
    }
    List<String> findings = clients.findings();
    if (!findings.isEmpty()) {
      out.println();
      findings.forEach(out::println);
    }
    out.flush();
  }
}
