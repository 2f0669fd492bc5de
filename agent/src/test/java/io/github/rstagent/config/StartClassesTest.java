// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.rules.Allowlist;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Before the service's main every class costs: what a start with one vip may load. A dozen of these
 * are the JDK's own, which come from its archive.
 */
class StartClassesTest {
  private static final int MOST = 34;
  private static final Pattern LOADED = Pattern.compile("\\[class,load *] (\\S+) source:");

  /** What the agent does with its options at the start, or nothing. */
  static final class Start {
    public static void main(String[] arguments) {
      Properties system = System.getProperties();
      Map<String, String> environment = System.getenv();
      if (arguments.length == 0) {
        return;
      }
      Options options = Options.read(arguments[0], system, environment, new File("none"));
      AllowlistReader reader = new AllowlistReader(options.ruleDefaults());
      List<Setting> vips = options.vips();
      for (int i = 0; i < vips.size(); i++) {
        reader.vip(vips.get(i));
      }
      Allowlist allowlist = reader.allowlist();
      if (allowlist.size() != 1 || options.problems().size() + reader.problems().size() > 0) {
        throw new AssertionError();
      }
    }
  }

  @Test
  void aStartWithOneVipLoadsFewClasses() throws IOException, InterruptedException {
    Set<String> loaded = classesOf("vip=127.0.0.9");
    loaded.removeAll(classesOf());

    assertThat(loaded).contains(Options.class.getName()).hasSizeLessThanOrEqualTo(MOST);
  }

  private static Set<String> classesOf(String... arguments)
      throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String classPath = folderOf(Options.class) + File.pathSeparator + folderOf(Start.class);
    ProcessBuilder builder =
        new ProcessBuilder(
            java.toString(), "-Xlog:class+load", "-cp", classPath, Start.class.getName());
    builder.command().addAll(List.of(arguments));
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    Set<String> classes = new TreeSet<>();
    for (Matcher line = LOADED.matcher(output); line.find(); ) {
      classes.add(line.group(1));
    }
    return classes;
  }

  private static String folderOf(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }
}
