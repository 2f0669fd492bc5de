// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.util.Map;

/**
 * What another JVM says, made fit for a terminal: that JVM may be another user's, and no longer do
 * what it was made for.
 */
final class Printable {
  private Printable() {}

  /** A copy in which every character that a terminal acts on is a question mark. */
  static JsonObject of(JsonObject object) {
    JsonObject printable = new JsonObject();
    for (Map.Entry<String, Object> entry : object.entrySet()) {
      printable.put(of(entry.getKey()), value(entry.getValue()));
    }
    return printable;
  }

  private static Object value(Object value) {
    if (value instanceof JsonObject) {
      return of((JsonObject) value);
    }
    if (value instanceof JsonArray) {
      JsonArray printable = new JsonArray();
      for (Object element : (JsonArray) value) {
        printable.add(value(element));
      }
      return printable;
    }
    return value instanceof String ? of((String) value) : value;
  }

  /** The same of a text: it stays one line, in its own direction. */
  static String of(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int type = Character.getType(c);
      boolean acting =
          Character.isISOControl(c)
              || type == Character.FORMAT
              || type == Character.LINE_SEPARATOR
              || type == Character.PARAGRAPH_SEPARATOR;
      printable.append(acting ? '?' : c);
    }
    return printable.toString();
  }
}
