// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import io.github.rstagent.config.Preset;
import java.io.PrintWriter;

/** What {@code --list-presets} prints. */
final class PresetList {
  private PresetList() {}

  static void printTo(PrintWriter out) {
    out.println("Every preset implies only=silent, unless its rule says otherwise.");
    for (Preset preset : Preset.all()) {
      out.println();
      out.println(preset + ": " + preset.title());
      for (String range : preset.ranges()) {
        out.println("  range   " + range);
      }
      if (preset.instead() != null) {
        out.println("  no ranges; list instead: " + preset.instead());
      }
      if (preset.source() != null) {
        out.println("  source  " + preset.source());
        out.println("  date    " + preset.date());
      }
      if (preset.clientTraffic() != null) {
        out.println("  carries clients' traffic, too: " + preset.clientTraffic());
      }
      for (String remark : preset.remarks()) {
        out.println("  " + remark);
      }
    }
  }
}
