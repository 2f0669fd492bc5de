// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.Problem;
import io.github.rstagent.rules.RuleDefaults;
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
  private final Map<Key<?>, Setting> inForce;
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
            value(Key.MODE), value(Key.SCOPE), value(Key.ONLY), value(Key.MAX).intValue());
  }

  /**
   * Reads the options from all places. Never fails: see {@link #problems()}.
   *
   * @param agentArgument what stands behind {@code -javaagent:JAR=}, or {@code null}
   * @param jarFolders where {@code rst-agent.properties} may lie, the first one first; each may be
   *     {@code null}
   */
  public static Options read(
      String agentArgument,
      Properties system,
      Map<String, String> environment,
      File... jarFolders) {
    OptionsReader reader = new OptionsReader();
    reader.read(agentArgument, system, environment, jarFolders);
    return new Options(reader, system, environment);
  }

  /** Every address, network or range of {@code vip}, not yet checked. */
  public List<Setting> vips() {
    return new ArrayList<>(vips);
  }

  /** The list files, relative to the working directory. */
  public List<File> vipFiles() {
    List<File> files = new ArrayList<>();
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
  public Advise advise() {
    return value(Key.ADVISE);
  }

  /** Interval of the summary line in milliseconds, at least 1000; 0: none. */
  public long summaryMillis() {
    return value(Key.SUMMARY);
  }

  /** Whether summary and advice go to the service's own logger; else to stderr. */
  public boolean summaryToLogger() {
    return value(Key.SUMMARY_TO);
  }

  public boolean jmx() {
    return value(Key.JMX);
  }

  /** Whether io_uring is to accept connections one by one, so that their peers are known. */
  public boolean uringPeers() {
    return value(Key.URING_PEERS);
  }

  /** With false the agent does nothing at all. */
  public boolean enabled() {
    return value(Key.ENABLED);
  }

  /** Whether the agent's argument itself asks for that, and not only the default or a file. */
  public boolean saysEnabled() {
    Setting setting = inForce.get(Key.ENABLED);
    return enabled() && setting != null && setting.where().startsWith(AgentArgument.NAME);
  }

  public boolean debug() {
    return value(Key.DEBUG);
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
    return new ArrayList<>(problems);
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
    List<Setting> all = new ArrayList<>();
    for (Key<?> key : Key.ALL) {
      if (key == Key.VIP) {
        all.addAll(vips);
      } else if (key == Key.VIP_FILE) {
        all.addAll(vipFiles);
      } else if (inForce.containsKey(key)) {
        all.add(inForce.get(key));
      } else if (key.standard() != null) {
        all.add(new Setting(key, key.standard(), null, "default", 0));
      } else if (configFile != null) {
        all.add(new Setting(key, configFile.getPath(), null, "beside the jar", 0));
      }
    }
    return all;
  }

  @SuppressWarnings("unchecked") // a setting's text was read by its own key
  private <T> T value(Key<T> key) {
    Setting setting = inForce.get(key);
    return setting == null ? key.parse(key.standard()) : (T) setting.parsed();
  }
}
