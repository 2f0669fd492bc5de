// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

import java.util.Locale;

/** Measures as people read them. */
final class Figures {
  private Figures() {}

  static String seconds(double seconds) {
    return String.format(Locale.ROOT, seconds < 100 ? "%.2f s" : "%.0f s", seconds);
  }

  static String millis(double millis) {
    if (millis >= 1_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1_000);
    }
    if (millis < 0.1) {
      return "under 0.1 ms";
    }
    return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
  }

  static String variation(double variation) {
    return String.format(Locale.ROOT, "%.2f", variation);
  }
}
