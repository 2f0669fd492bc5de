// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NettyReleasesTest {
  @Test
  void areSummedUpByLine() {
    assertThat(NettyReleases.summary())
        .contains("4.0.0.Final to 4.0.56.Final, 4.1.0.Beta3 to 4.1.")
        .matches("(\\d+\\.\\d+\\.\\d+\\.\\w+( to \\d+\\.\\d+\\.\\d+\\.\\w+)?(, |$))+");
  }
}
