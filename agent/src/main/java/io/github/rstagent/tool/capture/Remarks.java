// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

import io.github.rstagent.rules.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was skipped or could not be read, counted. */
final class Remarks {
  static final String OTHER = "of other protocols";

  /** Behind what the text shows. */
  static final String AS_TEXT =
      " (try its text: tcpdump -nn -r FILE | java -jar rst-agent.jar who)";

  static final String FRAGMENT = "later fragments";
  static final String CUT =
      "cut off or damaged; accepted: whole lines, as 'tcpdump -nn' prints them";

  private static final int LONGEST = 120;

  private final Map<String, Long> skipped = new LinkedHashMap<>();
  private final Map<String, Long> unreadable = new LinkedHashMap<>();
  private final List<String> firsts = new ArrayList<>();
  private final List<String> said = new ArrayList<>();

  /** Counts a packet that is not looked into. */
  void skip(String what) {
    skipped.merge(what, 1L, Long::sum);
  }

  /** Counts a line that cannot be read; the first of its kind is shown. */
  void unreadable(String why, long number, String line) {
    if (unreadable.merge(why, 1L, Long::sum) == 1) {
      String text = line.split("\0", 2)[0]; // of a file that is no text, the beginning
      String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
      firsts.add("; the first is line " + number + ": " + Problem.quote(shown));
    }
  }

  void say(String sentence) {
    said.add(sentence);
  }

  /** Each a line. */
  List<String> all() {
    List<String> all = new ArrayList<>(said);
    int kind = 0;
    for (Map.Entry<String, Long> lines : unreadable.entrySet()) {
      all.add(count(lines.getValue(), "line") + " " + lines.getKey() + firsts.get(kind++));
    }
    StringBuilder list = new StringBuilder();
    for (Map.Entry<String, Long> packets : skipped.entrySet()) {
      list.append(list.length() == 0 ? "skipped: " : ", ");
      list.append(packets.getValue()).append(' ').append(packets.getKey());
    }
    if (list.length() > 0) {
      all.add(list.toString());
    }
    return all;
  }

  static String count(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }
}
