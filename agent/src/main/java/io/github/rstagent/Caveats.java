// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent;

import io.github.rstagent.allowlist.Allowlist;
import io.github.rstagent.allowlist.Problem;
import io.github.rstagent.allowlist.Rule;
import io.github.rstagent.allowlist.Scope;
import io.github.rstagent.observe.Console;
import io.github.rstagent.options.Options;

/** What an operator may expect of the options and will not get. Said when a Netty is met. */
final class Caveats {
  private Caveats() {}

  static void sayTo(Console console, Options options, Allowlist allowlist) {
    for (Problem stray : options.warnings()) {
      console.say(stray.toString());
    }
    for (Rule rule : allowlist.rules()) {
      if (rule.scope() == Scope.CONNECTION) {
        console.say(
            "scope=connection (" + rule.origin() + "): this version covers read exceptions only");
        return;
      }
    }
  }
}
