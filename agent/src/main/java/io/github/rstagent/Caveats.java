// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent;

import io.github.rstagent.allowlist.Only;
import io.github.rstagent.allowlist.Problem;
import io.github.rstagent.allowlist.Rule;
import io.github.rstagent.allowlist.Scope;
import io.github.rstagent.observe.Console;
import io.github.rstagent.options.Setting;

/** What an operator may expect of the options and will not get. Said when a Netty is met. */
final class Caveats {
  private Caveats() {}

  static void sayTo(Console console, Start start) {
    for (Problem stray : start.options().warnings()) {
      console.say(stray.toString());
    }
    for (Setting setting : start.options().inForce()) {
      boolean unbuilt = setting.key().equals("jmx");
      if (unbuilt && setting.value().equals("on") && !setting.where().equals("default")) {
        console.say(setting + " has no effect in this version");
      }
    }
    Rule silent = null;
    Rule connection = null;
    for (Rule rule : start.allowlist().rules()) {
      silent = silent == null && rule.only() == Only.SILENT ? rule : silent;
      connection = connection == null && rule.scope() == Scope.CONNECTION ? rule : connection;
    }
    if (silent != null) {
      console.say(
          "only=silent, first at "
              + silent
              + ": such rules never apply in this version, which does not watch connections; the"
              + " resets are shown");
    }
    if (connection != null) {
      console.say(
          "scope=connection, first at "
              + connection
              + ": this version covers read exceptions only");
    }
  }
}
