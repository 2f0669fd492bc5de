// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/**
 * Finds system properties and environment variables that have the agent's prefix and are no option
 * of it.
 */
final class StrayNames {
  private StrayNames() {}

  static List<Problem> among(Properties system, Map<String, String> environment) {
    List<String> properties = new ArrayList<>();
    List<String> variables = new ArrayList<>();
    for (Key<?> key : Key.ALL) {
      properties.add(key.property());
      variables.add(key.variable());
    }
    List<Problem> strays = new ArrayList<>();
    for (String name : new TreeSet<>(system.stringPropertyNames())) {
      if (name.startsWith(Key.PROPERTY_PREFIX) && !properties.contains(name)) {
        strays.add(stray("-D" + name, "system property", name, properties));
      }
    }
    for (String name : new TreeSet<>(environment.keySet())) {
      if (name.startsWith(Key.VARIABLE_PREFIX)
          && !variables.contains(name)
          && !isOfKubernetes(name.substring(Key.VARIABLE_PREFIX.length()))) {
        strays.add(stray(name, "environment variable", name, variables));
      }
    }
    return strays;
  }

  private static Problem stray(String where, String kind, String name, List<String> known) {
    String unknown = Spelling.unknown(kind, name, known.toArray(new String[0]));
    return new Problem(where, "ignored, " + unknown, null);
  }

  /** Every container of a namespace with a Service named rst-agent gets these. */
  private static boolean isOfKubernetes(String name) {
    return name.equals("SERVICE_HOST")
        || name.startsWith("SERVICE_PORT")
        || name.equals("PORT")
        || name.startsWith("PORT_");
  }
}
