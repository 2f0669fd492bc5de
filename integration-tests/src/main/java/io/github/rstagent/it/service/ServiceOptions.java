// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The {@code key=value} arguments of a service; a key may be repeated. */
final class ServiceOptions {
  private final String[] arguments;

  ServiceOptions(String[] arguments) {
    this.arguments = arguments.clone();
  }

  String get(String key, String otherwise) {
    List<String> values = all(key);
    return values.isEmpty() ? otherwise : values.get(values.size() - 1);
  }

  boolean isOn(String key, boolean otherwise) {
    return get(key, otherwise ? "on" : "off").equals("on");
  }

  List<String> all(String key) {
    List<String> values = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.startsWith(key + "=")) {
        values.add(argument.substring(key.length() + 1));
      }
    }
    return Collections.unmodifiableList(values);
  }
}
