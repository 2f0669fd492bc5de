// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.util.List;

/** A way to run an {@link io.github.rstagent.it.service.EchoService}. */
@FunctionalInterface
public interface Program {
  /**
   * The command line, complete but for the service's own arguments.
   *
   * @param ourAgent its flag, or nothing
   */
  JvmCommand command(List<String> ourAgent);

  /** For programs that are not started by the name of a class on the class path. */
  static JvmCommand launcher() {
    return new JvmCommand(JavaHome.ofTheBuild())
        .jvm("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
  }
}
