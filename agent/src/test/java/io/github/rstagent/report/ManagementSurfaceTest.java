// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.report.jmx.RstAgentMXBean;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What somebody with access to JMX can do: stop effects, resume them, read again. No rule comes.
 */
class ManagementSurfaceTest {
  @Test
  void nothingInJmxTakesAnOptionOrARule() {
    Set<String> doing = new TreeSet<>();
    for (Method method : RstAgentMXBean.class.getMethods()) {
      boolean reads = method.getName().startsWith("get") || method.getName().startsWith("is");
      if (!reads || method.getParameterCount() > 0) {
        doing.add(method.getName() + Arrays.toString(method.getParameterTypes()));
      }
    }

    assertThat(doing)
        .containsExactlyInAnyOrder(
            "explain[class java.lang.String]",
            "hidden[]",
            "reload[]",
            "restore[]",
            "setEnabled[boolean]");
  }
}
