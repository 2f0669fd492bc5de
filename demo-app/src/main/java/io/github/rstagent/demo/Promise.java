// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.demo;

import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the agent promises, checked on what both services wrote. */
final class Promise {
  private static final Pattern ACCOUNTED =
      Pattern.compile("\\b(?:suppressed|tagged) (\\d+) resets?\\b");

  private final String mode;
  private final String scope;
  private final List<String> broken = new ArrayList<>();

  Promise(String mode, String scope) {
    this.mode = mode;
    this.scope = scope;
  }

  /** What was broken, in words; nothing if all was kept. */
  List<String> check(Side without, Side with) {
    for (int i = 0; i < without.sent().size(); i++) {
      Sent plain = without.sent().get(i);
      Sent watched = with.sent().get(i);
      if (plain.kind != Kind.ECHO && !without.showsReset(plain)) {
        broken.add("without the agent the reset from " + plain.peer + " is not in the log either");
      }
      if (isLastBeforeFound(without.sent(), i)) {
        continue; // it may have come when the agent had found it, and was about to say so
      }
      if (plain.kind != Kind.CHECK) {
        mustBeEqual(without, plain, with, watched);
      } else if (mode.equals("suppress")) {
        mustBeHidden(with, watched);
      } else if (mode.equals("tag")) {
        mustBeTagged(with, watched);
      } else {
        mustBeEqual(without, plain, with, watched);
      }
    }
    int sent = with.sent(Kind.CHECK).size();
    int either = with.sent(Kind.LEARNING).isEmpty() ? 0 : 1;
    int accounted = accountedFor(with.agentLines());
    if (!mode.equals("observe") && (accounted < sent || accounted > sent + either)) {
      broken.add("the agent's summary accounts for " + accounted + " of " + sent + " resets");
    }
    return broken;
  }

  private static boolean isLastBeforeFound(List<Sent> sent, int index) {
    return sent.get(index).kind == Kind.LEARNING && sent.get(index + 1).kind != Kind.LEARNING;
  }

  private void mustBeHidden(Side with, Sent check) {
    if (with.showsReset(check)) {
      broken.add("the reset from " + check.peer + ", which is listed, left a line");
    } else if (scope.equals("connection") && !with.entriesOf(check).isEmpty()) {
      broken.add("the check from " + check.peer + ", which is listed, left a line");
    }
  }

  private void mustBeTagged(Side with, Sent check) {
    if (with.entriesOf(check).stream().noneMatch(Promise::hasNote)) {
      broken.add("the reset from " + check.peer + ", which is listed, carries no note");
    }
    if (with.entriesOf(check).stream().noneMatch(Promise::hasContext)) {
      broken.add("the reset from " + check.peer + ", which is listed, has no rst.vip in its MDC");
    }
  }

  private void mustBeEqual(Side without, Sent plain, Side with, Sent watched) {
    if (!textOf(without, plain).equals(textOf(with, watched))) {
      broken.add("the log says something else about " + watched.peer + " than without the agent");
    }
  }

  private static List<String> textOf(Side side, Sent connection) {
    return side.entriesOf(connection).stream()
        .flatMap(entry -> entry.lines().stream())
        .map(line -> line.replace(connection.peer, "PEER"))
        .collect(toList());
  }

  private static boolean hasNote(LogEntry entry) {
    return entry.lines().stream()
        .anyMatch(line -> line.contains("rst-agent: peer ") && line.contains(" is listed as "));
  }

  /** The pattern of logback-mdc.xml prints all keys on the event's line. */
  private static boolean hasContext(LogEntry entry) {
    return entry.lines().get(0).contains("rst.vip=");
  }

  /** How many resets the summaries tell of; what it says at exit is the remainder. */
  static int accountedFor(List<String> agentLines) {
    int sum = 0;
    for (String line : agentLines) {
      Matcher matcher = ACCOUNTED.matcher(line);
      if (matcher.find()) {
        sum += Integer.parseInt(matcher.group(1));
      }
    }
    return sum;
  }
}
