// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.Mode;
import io.github.rstagent.rules.Only;
import io.github.rstagent.rules.Problem;
import io.github.rstagent.rules.Scope;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The options in force, immutable. Of several places the highest decides: agent argument, system
 * property, environment variable, properties file; only {@code vip} and {@code vip-file} add up, in
 * that order.
 *
 * <p>Lists that are handed out are copies.
 */
public final class Options {
  private final Map<String, Setting> inForce;
  private final List<Setting> vips;
  private final List<Setting> vipFiles;
  private final RuleDefaults ruleDefaults;
  private final File configFile;
  private final List<Problem> problems;
  private final Properties system;
  private final Map<String, String> environment;

  private Options(OptionsReader reader, Properties system, Map<String, String> environment) {
    inForce = reader.inForce;
    vips = reader.vips;
    vipFiles = reader.vipFiles;
    configFile = reader.configFile;
    problems = reader.problems;
    this.system = system;
    this.environment = environment;
    ruleDefaults =
        new RuleDefaults(
            Mode.of(value("mode")),
            Scope.of(value("scope")),
            Only.of(value("only")),
            RuleDefaults.parseMax(value("max")));
  }

  /**
   * Reads the options from all places. Never fails: see {@link #problems()}.
   *
   * @param agentArgument what stands behind {@code -javaagent:JAR=}, or {@code null}
   * @param jarFolder where {@code rst-agent.properties} may lie, or {@code null}
   */
  public static Options read(
      String agentArgument, Properties system, Map<String, String> environment, File jarFolder) {
    OptionsReader reader = new OptionsReader();
    reader.read(agentArgument, system, environment, jarFolder);
    return new Options(reader, system, environment);
  }

  /** Every address, network or range of {@code vip}, not yet checked. */
  public List<Setting> vips() {
    return new ArrayList<Setting>(vips);
  }

  /** The list files, relative to the working directory. */
  public List<File> vipFiles() {
    List<File> files = new ArrayList<File>();
    for (int i = 0; i < vipFiles.size(); i++) {
      files.add(new File(vipFiles.get(i).value()));
    }
    return files;
  }

  /** What holds for rules that do not say. */
  public RuleDefaults ruleDefaults() {
    return ruleDefaults;
  }

  /** Whether to look for health checkers among unlisted peers. */
  public boolean advise() {
    return isOn("advise");
  }

  /** Interval of the summary line in milliseconds, at least 1000; 0: none. */
  public long summaryMillis() {
    return OptionsReader.millis(value("summary"));
  }

  /** Whether summary and advice go to the service's own logger; else to stderr. */
  public boolean summaryToLogger() {
    return value("summary-to").equals("logger");
  }

  public boolean jmx() {
    return isOn("jmx");
  }

  /** Whether io_uring is to accept connections one by one, so that their peers are known. */
  public boolean uringPeers() {
    return isOn("uring-peers");
  }

  /** With false the agent does nothing at all. */
  public boolean enabled() {
    return value("enabled").equals("true");
  }

  /** Whether the agent's argument itself asks for that, and not only the default or a file. */
  public boolean saysEnabled() {
    Setting setting = inForce.get("enabled");
    return enabled() && setting != null && setting.where().startsWith(AgentArgument.NAME);
  }

  public boolean debug() {
    return isOn("debug");
  }

  /**
   * The properties file that was read: the one that {@code config} names or the one beside the jar,
   * or {@code null}.
   */
  public File configFile() {
    return configFile;
  }

  /**
   * What is wrong. Where there is anything, nothing may be suppressed or tagged: these are not the
   * options meant.
   */
  public List<Problem> problems() {
    return new ArrayList<Problem>(problems);
  }

  /**
   * Properties and environment variables that look like options and are none. Looked for when
   * asked, since going through them loads a dozen classes of the JDK: better not before the
   * service's {@code main}.
   */
  public List<Problem> warnings() {
    return StrayNames.among(system, environment);
  }

  /**
   * For every key the value in force and where it was found; of {@code vip} and {@code vip-file}
   * all.
   */
  public List<Setting> inForce() {
    List<Setting> all = new ArrayList<Setting>();
    for (String key : OptionsReader.KEYS) {
      if (key.equals("vip")) {
        all.addAll(vips);
      } else if (key.equals("vip-file")) {
        all.addAll(vipFiles);
      } else if (inForce.containsKey(key)) {
        all.add(inForce.get(key));
      } else if (!key.equals("config")) {
        all.add(new Setting(key, standard(key), "default"));
      } else if (configFile != null) {
        all.add(new Setting(key, configFile.getPath(), "beside the jar"));
      }
    }
    return all;
  }

  private boolean isOn(String key) {
    return value(key).equals("on");
  }

  private String value(String key) {
    Setting setting = inForce.get(key);
    return setting == null ? standard(key) : setting.value();
  }

  /** The value of a key that stands nowhere. */
  private static String standard(String key) {
    switch (key) {
      case "mode":
        return RuleDefaults.STANDARD.mode().text();
      case "scope":
        return RuleDefaults.STANDARD.scope().text();
      case "only":
        return RuleDefaults.STANDARD.only().text();
      case "max":
        return "off";
      case "summary":
        return "60s";
      case "summary-to":
        return "logger";
      case "enabled":
        return "true";
      case "advise":
      case "jmx":
        return "on";
      default:
        return "off";
    }
  }
}
