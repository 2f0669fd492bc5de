// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

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

  /** The preset, such as {@code @gcp}, that an address is in, or {@code null}. */
  String presetOf(InetAddress peer);
}
