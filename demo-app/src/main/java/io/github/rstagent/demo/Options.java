// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.demo;

import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the command line asks for. */
final class Options {
  static final String USAGE =
      String.join(
          "\n",
          "Usage: demo [OPTION]...",
          "Runs one Netty echo service twice, without and with rst-agent, sends both the same",
          "traffic (health checks that reset, a client, a client that fails) and shows both logs.",
          "",
          "  --checks N      how many health checks to send (default 12)",
          "  --every TIME    time between two of them, as 1s or 300ms (default 300ms)",
          "  --mode MODE     what the agent does with them: suppress (default), tag, observe",
          "  --auto          no address is listed: the agent finds the checker by itself",
          "  --scope SCOPE   reset (default: the read exception), connection (the whole probe)",
          "  --tls           the service speaks TLS",
          "  --full          print both logs whole, one above the other",
          "  --svg FILE      draw the output as a picture, too",
          "  --help          print this",
          "",
          "Exit status: 0 the agent kept its promise, 1 it broke it, 2 the demo could not run.",
          "");

  private static final Pattern TIME = Pattern.compile("(\\d{1,6})(ms|s)");
  private static final int MOST_CHECKS = 10_000;

  int checks = 12;
  Duration every = Duration.ofMillis(300);
  String mode = "suppress";
  String scope = "reset";
  boolean auto;
  boolean tls;
  boolean full;
  boolean help;

  /** Null for no picture. */
  Path svg;

  static Options parse(String... arguments) throws DemoException {
    Options options = new Options();
    Deque<String> rest = new ArrayDeque<>(Arrays.asList(arguments));
    while (!rest.isEmpty()) {
      String argument = rest.remove();
      int equals = argument.indexOf('=');
      if (argument.startsWith("--") && equals > 0) {
        rest.push(argument.substring(equals + 1));
        int before = rest.size();
        options.take(argument.substring(0, equals), rest);
        if (rest.size() == before) {
          throw new DemoException(argument.substring(0, equals) + " takes no value");
        }
      } else {
        options.take(argument, rest);
      }
    }
    return options;
  }

  private void take(String name, Deque<String> rest) throws DemoException {
    switch (name) {
      case "--checks":
        checks = count(name, value(name, rest));
        return;
      case "--every":
        every = time(name, value(name, rest));
        return;
      case "--mode":
        mode = oneOf(name, value(name, rest), Arrays.asList("suppress", "tag", "observe"));
        return;
      case "--scope":
        scope = oneOf(name, value(name, rest), Arrays.asList("reset", "connection"));
        return;
      case "--svg":
        svg = Paths.get(value(name, rest));
        return;
      case "--auto":
        auto = true;
        return;
      case "--tls":
        tls = true;
        return;
      case "--full":
        full = true;
        return;
      case "-h":
      case "--help":
        help = true;
        return;
      default:
        throw new DemoException("unknown option " + name + "; --help lists the known ones");
    }
  }

  private static String value(String name, Deque<String> rest) throws DemoException {
    if (rest.isEmpty()) {
      throw new DemoException(name + " needs a value");
    }
    return rest.remove();
  }

  private static int count(String name, String value) throws DemoException {
    int count = value.matches("\\d{1,9}") ? Integer.parseInt(value) : 0;
    if (count < 1 || count > MOST_CHECKS) {
      throw new DemoException(
          name + " " + value + ": a number from 1 to " + MOST_CHECKS + " is accepted");
    }
    return count;
  }

  private static Duration time(String name, String value) throws DemoException {
    Matcher matcher = TIME.matcher(value);
    if (!matcher.matches()) {
      throw new DemoException(name + " " + value + ": a time as 1s or 300ms is accepted");
    }
    long amount = Long.parseLong(matcher.group(1));
    return matcher.group(2).equals("s") ? Duration.ofSeconds(amount) : Duration.ofMillis(amount);
  }

  private static String oneOf(String name, String value, List<String> accepted)
      throws DemoException {
    if (!accepted.contains(value)) {
      throw new DemoException(
          name + " " + value + ": one of " + String.join(", ", accepted) + " is accepted");
    }
    return value;
  }

  /** The agent's argument. */
  String agentOptions() {
    return "vip="
        + (auto ? "@auto" : Traffic.CHECKER)
        + (mode.equals("suppress") ? "" : ",mode=" + mode)
        + (scope.equals("reset") ? "" : ",scope=" + scope)
        + ",summary=5s,summary-to=stderr";
  }
}
