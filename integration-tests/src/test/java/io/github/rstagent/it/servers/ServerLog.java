// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.servers;

import io.github.rstagent.it.harness.LogLines;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a server has printed of a {@link Deed}, done {@link ServerRun#TIMES} times; without what the
 * agent has.
 *
 * @param beforehand what it has printed before the peer sent anything or closed
 * @param thereupon what it has printed from then on
 */
record ServerLog(List<String> beforehand, List<String> thereupon) {
  /** slf4j-simple has the thread before the level. */
  private static final Pattern EVENT =
      Pattern.compile("(\\[[^\\]]+\\] )?(INFO|WARN|WARNING|ERROR|SEVERE|FATAL) .*");

  private static final String OBSERVER = "\tat io.github.rstagent.";

  /** Its own, and below it those of Netty that call it. */
  private static final int FRAMES_OF_A_HANDLER = 4;

  private List<String> lines() {
    return Stream.concat(beforehand.stream(), thereupon.stream()).toList();
  }

  /** The first line of each event, with {@code PEER} for who has done it. */
  List<String> events() {
    return lines().stream()
        .filter(line -> EVENT.matcher(line).matches())
        .map(line -> line.replaceAll("127\\.0\\.0\\.[89]:\\d+", "PEER"))
        .toList();
  }

  /**
   * All lines without what differs from run to run, sorted: those of two threads come in any order.
   */
  List<String> comparable() {
    return comparable(lines());
  }

  /**
   * The same of what came after the peer's first byte, without the frames of the agent's observer:
   * the read of this byte still passes it, and what fails in that read has them in its stack trace.
   */
  List<String> comparableThereupon() {
    List<String> lines = new ArrayList<>();
    int ofObserver = 0;
    for (String line : thereupon) {
      if (line.startsWith(OBSERVER)) {
        boolean isNetty3 = line.contains(".Netty3Observer.");
        if (isNetty3) {
          lines.remove(lines.size() - 1); // the context through which it passes the event on
        }
        ofObserver = isNetty3 ? 2 : FRAMES_OF_A_HANDLER;
      }
      if (ofObserver-- <= 0) {
        lines.add(line.replaceFirst("^\\t\\.\\.\\. \\d+ ", "\t... N "));
      }
    }
    return comparable(lines);
  }

  private static List<String> comparable(List<String> lines) {
    return LogLines.normalised(lines).stream()
        .map(line -> line.replaceAll("(Thread-|[A-Za-z]+_\\d+_)\\d+\\b", "$1N"))
        .sorted()
        .toList();
  }

  /** Events for each time it was done; and in brackets the lines that these take. */
  String perDeed() {
    return lines().isEmpty() ? "0" : each(events().size()) + " (" + each(lines().size()) + ")";
  }

  private static String each(int total) {
    return total % ServerRun.TIMES == 0
        ? String.valueOf(total / ServerRun.TIMES)
        : total + "/" + ServerRun.TIMES;
  }
}
