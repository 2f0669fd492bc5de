// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.servers;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a server logs of a probe, each event as a part of its text.
 *
 * @param ofReset what it logs only if the probe ends with a RST
 * @param ofEveryProbe what it logs as well if the probe ends with a FIN
 * @param shown those of {@code ofEveryProbe} that scope=connection shows: an error that does not
 *     say that a connection was cut off
 */
record Noise(List<String> ofReset, List<String> ofEveryProbe, List<String> shown) {

  static Noise ofReset(String... events) {
    return new Noise(List.of(events), List.of(), List.of());
  }

  Noise ofEveryProbe(String... events) {
    return new Noise(ofReset, List.of(events), shown);
  }

  /** These of every probe's are shown with scope=connection, too. */
  Noise ofWhichAreShown(String... events) {
    return new Noise(ofReset, ofEveryProbe, List.of(events));
  }

  List<String> ofRst() {
    return Stream.concat(ofReset.stream(), ofEveryProbe.stream()).toList();
  }
}
