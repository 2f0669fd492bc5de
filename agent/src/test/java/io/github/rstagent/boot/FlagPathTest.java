// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlagPathTest {
  @TempDir Path folder;

  private File jar;
  private File link;

  @BeforeEach
  void makeALink() throws IOException {
    Path real = Files.writeString(folder.toRealPath().resolve("rst-agent-1.jar"), "");
    jar = real.toFile();
    Path links = Files.createDirectory(folder.resolve("current"));
    link = Files.createSymbolicLink(links.resolve("rst-agent.jar"), real).toFile();
  }

  @Test
  void isTheLinkThatTheFlagNames() throws IOException {
    String flag = "-javaagent:" + link + "=vip=::1";

    assertThat(FlagPath.of(jar, "java\0" + flag + "\0-jar\0a.jar\0", null)).isEqualTo(link);
    assertThat(FlagPath.of(jar, "java\0-javaagent:other.jar\0-javaagent:" + link + "\0", null))
        .isEqualTo(link);
    assertThat(FlagPath.of(jar, "java\0-jar\0a.jar\0", "-Xmx1g " + flag)).isEqualTo(link);
  }

  @Test
  void isTheJarWhereNoFlagLeadsToIt() throws IOException {
    assertThat(FlagPath.of(jar, "java\0-jar\0a.jar\0", null)).isEqualTo(jar);
    assertThat(FlagPath.of(jar, "java\0-javaagent:" + jar + "=a\0", "")).isEqualTo(jar);
    assertThat(FlagPath.of(jar, "", "-javaagent:none.jar")).isEqualTo(jar);
  }
}
