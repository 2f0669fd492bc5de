// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.Problem;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Goes through the places where options may stand, the highest first, reads each value where it
 * stands, and keeps what is in force. A bad value is a problem also where a higher place replaces
 * it: it would be in force as soon as that goes.
 */
final class OptionsReader {
  private static final String FILE_BESIDE_JAR = "rst-agent.properties";
  private static final int MOST_SHOWN = 20;

  final Map<Key<?>, Setting> inForce = new HashMap<>();
  final List<Setting> vips = new ArrayList<>();
  final List<Setting> vipFiles = new ArrayList<>();
  final List<Problem> problems = new ArrayList<>();
  File configFile;

  private int problemCount;

  /** Keys that the place being read has given so far. */
  private final List<Key<?>> given = new ArrayList<>();

  void read(
      String argument, Properties system, Map<String, String> environment, File... jarFolders) {
    if (argument != null) {
      new AgentArgument(argument, this).read();
    }
    given.clear();
    for (Key<?> key : Key.ALL) {
      String text = system.getProperty(key.property());
      if (text != null) {
        take(key, "-D" + key.property(), text, "-D" + key.property(), 0);
      }
    }
    given.clear();
    for (Key<?> key : Key.ALL) {
      String text = environment.get(key.variable());
      // Charts and compose files pass on variables that are set to nothing: those count as absent.
      if (text != null && !text.trim().isEmpty()) {
        take(key, key.variable(), text, key.variable(), 0);
      }
    }
    given.clear();
    configFile = configFile(jarFolders);
    if (configFile != null) {
      new PropertiesFile(configFile, this).read();
    }
    if (problemCount > MOST_SHOWN) {
      problems.add(new Problem("options", "and " + (problemCount - MOST_SHOWN) + " more", null));
    }
  }

  /**
   * Takes what stands behind a name.
   *
   * @param column of the text in its place; 0 where it is not known
   */
  void take(String name, String whereName, String text, String place, int column) {
    Key<?> key = Key.named(name);
    if (key != null) {
      take(key, whereName, text, place, column);
    } else {
      String[] names = Key.names();
      String port = name.equals("port") ? "; port in a line of a vip-file" : "";
      problem(whereName, Spelling.unknown("key", name, names), String.join(", ", names) + port);
    }
  }

  private void take(Key<?> key, String whereKey, String text, String place, int column) {
    if (key == Key.VIP) {
      List<Setting> values = Setting.vips(text, place, column);
      vips.addAll(values);
      if (!values.isEmpty()) {
        return;
      }
    }
    String trimmed = key == Key.VIP ? "" : text.trim();
    Setting setting = new Setting(key, trimmed, key.parse(trimmed), place, column);
    if (given.contains(key) && !key.addsUp()) {
      problem(whereKey, "'" + key.name() + "' stands twice", "each key but vip and vip-file once");
    } else if (setting.parsed() == null) {
      problem(setting.where(), key.refusal(trimmed), key.accepted());
    } else if (key == Key.VIP_FILE) {
      vipFiles.add(setting);
    } else if (!inForce.containsKey(key)) {
      inForce.put(key, setting);
    }
    given.add(key);
  }

  void problem(String where, String what, String accepted) {
    if (++problemCount <= MOST_SHOWN) {
      problems.add(new Problem(where, what, accepted));
    }
  }

  private File configFile(File... jarFolders) {
    Setting config = inForce.get(Key.CONFIG);
    if (config != null) {
      File file = new File(config.value());
      if (!file.exists()) {
        problem(
            config.where(),
            "no such file: " + Problem.quote(config.value()),
            "a readable properties file");
        return null;
      }
      return file;
    }
    for (File folder : jarFolders) {
      File beside = folder == null ? null : new File(folder, FILE_BESIDE_JAR);
      if (beside != null && beside.exists()) {
        return beside;
      }
    }
    return null;
  }
}
