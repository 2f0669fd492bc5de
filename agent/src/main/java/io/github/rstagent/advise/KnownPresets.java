// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

import io.github.rstagent.allowlist.Preset;
import java.net.InetAddress;
import java.util.List;

/** The presets that come with the agent; read when the first peer is looked up. */
public final class KnownPresets implements PresetRanges {
  @Override
  public String presetOf(InetAddress peer) {
    List<Preset> holding = Preset.holding(peer);
    if (holding.isEmpty()) {
      return null;
    }
    StringBuilder names = new StringBuilder();
    for (Preset preset : holding) {
      names.append(names.length() == 0 ? "@" : " or @").append(preset.name());
    }
    return names.toString();
  }
}
