// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URL;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentJarTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"rst-agent.jar", "rst agent.jar", "rst%20agent.jar", "r+s#t?.jar", "äö.jar"})
  void isFoundWhateverItsName(String name, @TempDir Path folder) throws Exception {
    File jar = folder.resolve(name).toFile();

    assertThat(AgentJar.file(jar.toURI().toURL())).isEqualTo(jar);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost/rst-agent.jar", "jar:file:/a.jar!/rst-agent.jar"})
  void isNoFileWhereItComesFromElsewhere(String location) throws Exception {
    assertThat(AgentJar.file(new URL(location))).isNull();
  }

  @Test
  void isNullWhereTheLocationIsNoUri() throws Exception {
    assertThat(AgentJar.file(new URL("file:/a%zz.jar"))).isNull();
  }
}
