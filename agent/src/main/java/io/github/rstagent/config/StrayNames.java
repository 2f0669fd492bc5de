// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds system properties and environment variables that have the agent's prefix and are no option
 * of it.
 */
final class StrayNames {
  private static final String[] PROPERTIES = new String[OptionsReader.KEYS.length];
  private static final String[] VARIABLES = new String[OptionsReader.KEYS.length];

  static {
    for (int i = 0; i < OptionsReader.KEYS.length; i++) {
      PROPERTIES[i] = OptionsReader.PROPERTY_PREFIX + OptionsReader.KEYS[i];
      VARIABLES[i] = OptionsReader.variable(OptionsReader.KEYS[i]);
    }
  }

  private StrayNames() {}

  static List<Problem> among(Properties system, Map<String, String> environment) {
    List<Problem> strays = new ArrayList<Problem>();
    for (String name : sorted(system.stringPropertyNames(), OptionsReader.PROPERTY_PREFIX)) {
      if (!Arrays.asList(PROPERTIES).contains(name)) {
        strays.add(stray("-D" + name, "system property", name, PROPERTIES));
      }
    }
    for (String name : sorted(environment.keySet(), OptionsReader.VARIABLE_PREFIX)) {
      if (!Arrays.asList(VARIABLES).contains(name)
          && !isOfKubernetes(name.substring(OptionsReader.VARIABLE_PREFIX.length()))) {
        strays.add(stray(name, "environment variable", name, VARIABLES));
      }
    }
    return strays;
  }

  private static Set<String> sorted(Set<String> names, String prefix) {
    Set<String> those = new TreeSet<String>();
    for (String name : names) {
      if (name.startsWith(prefix)) {
        those.add(name);
      }
    }
    return those;
  }

  private static Problem stray(String where, String kind, String name, String[] known) {
    return new Problem(where, "ignored, " + Spelling.unknown(kind, name, known), null);
  }

  /** Every container of a namespace with a Service named rst-agent gets these. */
  private static boolean isOfKubernetes(String name) {
    return name.equals("SERVICE_HOST")
        || name.startsWith("SERVICE_PORT")
        || name.equals("PORT")
        || name.startsWith("PORT_");
  }
}
