// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent;

import io.github.rstagent.allowlist.Problem;
import io.github.rstagent.observe.Console;

/** What an operator may expect of the options and will not get. Said when a Netty is met. */
final class Caveats {
  private Caveats() {}

  static void sayTo(Console console, Start start) {
    for (Problem stray : start.options().warnings()) {
      console.say(stray.toString());
    }
  }
}
