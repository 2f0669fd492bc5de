// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The page that is written: a template whose {@code ${NAME}} are filled in. */
final class Page {
  private final Map<String, String> values = new LinkedHashMap<>();

  void put(String name, Object value) {
    values.put(name, value.toString());
    System.out.println(name + ":\n" + value + "\n");
  }

  void write(Path file) throws IOException {
    String text;
    try (InputStream in = Page.class.getResourceAsStream("/cost.md")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("${" + value.getKey() + "}", value.getValue());
    }
    if (text.contains("${")) {
      throw new IllegalStateException("nothing measured for " + text.substring(text.indexOf("${")));
    }
    Files.writeString(file, text);
  }
}
