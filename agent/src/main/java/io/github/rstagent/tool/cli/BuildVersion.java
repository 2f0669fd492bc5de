// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/**
 * From what this jar was built. The commit's time stands for the build's: two builds of a commit
 * are the same, byte for byte.
 */
final class BuildVersion implements IVersionProvider {
  private static final String UNKNOWN = "unknown";

  @Override
  public String[] getVersion() throws IOException {
    Properties build = new Properties();
    try (InputStream in = BuildVersion.class.getResourceAsStream("build.properties")) {
      build.load(in);
    }
    return new String[] {text(build)};
  }

  /** One line; without a commit where the sources lay in no Git directory. */
  static String text(Properties build) {
    String text = "rst-agent " + build.getProperty("version");
    String commit = build.getProperty("commit");
    if (commit.equals(UNKNOWN)) {
      return text + " (commit unknown)";
    }
    boolean changed = build.getProperty("changed").equals("true");
    return text
        + " (commit "
        + commit
        + " of "
        + build.getProperty("commit.time")
        + (changed ? ", with changes)" : ")");
  }
}
