// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkToolTest {
  @TempDir Path folder;

  @Test
  void knowsItsOwnCommands() throws IOException {
    File jar = file("rst-agent.jar", "jar");
    File copy = file("my tools/rst-agent.jar", "JAR");

    for (File own : new File[] {jar, copy}) {
      assertThat(JdkTool.isOwn(own.getPath(), jar)).isTrue();
      assertThat(JdkTool.isOwn(own + " check a.jar b", jar)).isTrue();
    }
    assertThat(JdkTool.isOwn("io.github.rstagent.Main check f", jar)).isTrue();
    assertThat(JdkTool.isOwn("io.github.rstagent.Main", null)).isTrue();
  }

  @Test
  void takesNoServiceForOneOfThem() throws IOException {
    File jar = file("rst-agent.jar", "jar");
    File other = file("other/rst-agent.jar", "another jar");
    File service = file("service.jar", "jar");

    assertThat(JdkTool.isOwn(service.getPath(), jar)).isFalse();
    assertThat(JdkTool.isOwn(service + " " + jar, jar)).isFalse();
    assertThat(JdkTool.isOwn(other.getPath(), jar)).as("the same name alone").isFalse();
    assertThat(JdkTool.isOwn("com.acme.Main " + jar, jar)).isFalse();
    assertThat(JdkTool.isOwn("com.acme.Main rst-agent.jar", jar)).isFalse();
    assertThat(JdkTool.isOwn("io.github.rstagent.Mainly", jar)).isFalse();
    assertThat(JdkTool.isOwn(".jar", jar)).isFalse();
    assertThat(JdkTool.isOwn("", jar)).isFalse();
  }

  private File file(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content).toFile();
  }
}
