// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent;

import io.github.rstagent.allowlist.Problem;
import io.github.rstagent.allowlist.Rule;
import io.github.rstagent.allowlist.Scope;
import io.github.rstagent.observe.Console;

/** What an operator may expect of the options and will not get. Said when a Netty is met. */
final class Caveats {
  private Caveats() {}

  static void sayTo(Console console, Start start) {
    for (Problem stray : start.options().warnings()) {
      console.say(stray.toString());
    }
    Rule connection = null;
    for (Rule rule : start.allowlist().rules()) {
      connection = connection == null && rule.scope() == Scope.CONNECTION ? rule : connection;
    }
    if (connection != null) {
      console.say(
          "scope=connection, first at "
              + connection
              + ": this version covers read exceptions only");
    }
  }
}
