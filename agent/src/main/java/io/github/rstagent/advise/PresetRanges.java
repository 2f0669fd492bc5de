// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

import io.github.rstagent.config.Preset;
import java.net.InetAddress;

/** The published ranges of health checkers. */
public interface PresetRanges {
  /** No preset is known. */
  PresetRanges NONE =
      new PresetRanges() {
        @Override
        public String presetOf(InetAddress peer) {
          return null;
        }
      };

  /** Those that the agent comes with, read from its jar at the first question. */
  PresetRanges PUBLISHED =
      new PresetRanges() {
        @Override
        public String presetOf(InetAddress peer) {
          StringBuilder names = new StringBuilder();
          for (Preset preset : Preset.holding(peer)) {
            names.append(names.length() == 0 ? "" : " or ").append(preset);
          }
          return names.length() == 0 ? null : names.toString();
        }
      };

  /** The preset, such as {@code @gcp}, that an address is in, or {@code null}. */
  String presetOf(InetAddress peer);
}
