// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.rules.Problem;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks up the places that problems name. */
public final class Places {
  private static final Pattern PLACE = Pattern.compile("(.*):([0-9]+):([0-9]+)", Pattern.DOTALL);
  private static final Pattern QUOTED = Pattern.compile("'(.*?)(\\.\\.\\.)?'");

  private Places() {}

  /**
   * Fails where a problem's place is not in the text, or where something else stands there than
   * what the problem quotes.
   *
   * @param text without a byte order mark; lines end with LF or CRLF
   * @param name what problems call the text; those of the whole text say that alone
   * @param exceptions parts of problems that quote something else
   */
  public static void assertIn(String text, String name, Problem problem, Set<String> exceptions) {
    assertThat(problem.what()).isNotEmpty().doesNotContain("\n", "\r");
    Matcher place = PLACE.matcher(problem.where());
    if (!place.matches()) {
      assertThat(problem.where()).isEqualTo(name);
      return;
    }
    assertThat(place.group(1)).isEqualTo(name);
    String[] lines = text.split("\n", -1);
    int number = Integer.parseInt(place.group(2));
    assertThat(number).as("%s", problem).isBetween(1, lines.length);
    String line = lines[number - 1];
    int at = Integer.parseInt(place.group(3)) - 1;
    assertThat(at).as("%s", problem).isBetween(0, line.length());
    Matcher quoted = QUOTED.matcher(problem.what());
    if (quoted.find()
        && quoted.group(1).indexOf('\\') < 0
        && exceptions.stream().noneMatch(problem.what()::contains)) {
      assertThat(line.substring(at)).as("%s", problem).startsWith(quoted.group(1));
    }
  }
}
