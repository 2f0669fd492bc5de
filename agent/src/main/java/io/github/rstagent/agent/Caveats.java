// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.agent;

import io.github.rstagent.config.Start;
import io.github.rstagent.report.Console;
import io.github.rstagent.rules.Problem;

/** What an operator may expect of the options and will not get. Said when a Netty is met. */
final class Caveats {
  private Caveats() {}

  static void sayTo(Console console, Start start) {
    for (Problem stray : start.options().warnings()) {
      console.say(stray.toString());
    }
  }
}
