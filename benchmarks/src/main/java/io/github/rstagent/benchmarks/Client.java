// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks;

import java.io.Closeable;
import java.io.IOException;

/** A client of a service, with a connection of its own that is kept. */
interface Client extends Closeable {
  /** One request, and its answer. */
  void request() throws IOException;
}
