// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.demo;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers ports in their order of appearance, so that two runs give the same picture. */
final class StablePorts {
  private static final Pattern PORT = Pattern.compile("(?<=127\\.0\\.0\\.\\d{1,3}:|port )\\d+");
  private static final int FIRST = 40_001;

  private final Map<String, Integer> numbers = new HashMap<>();

  Line replaceIn(Line line) {
    Line replaced = Line.EMPTY;
    for (Line.Span span : line.spans) {
      replaced = replaced.then(span.style, replaceIn(span.text));
    }
    return replaced;
  }

  private String replaceIn(String text) {
    Matcher matcher = PORT.matcher(text);
    StringBuffer replaced = new StringBuffer();
    while (matcher.find()) {
      int number = numbers.computeIfAbsent(matcher.group(), port -> FIRST + numbers.size());
      matcher.appendReplacement(replaced, Integer.toString(number));
    }
    return matcher.appendTail(replaced).toString();
  }
}
