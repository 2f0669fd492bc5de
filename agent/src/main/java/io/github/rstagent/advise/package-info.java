// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
/**
 * Who is it? Which peers look like health checkers, by when they reset, and whom {@code @auto}
 * lists. Knows nothing of Netty, and touches no connection: it is told of what the gates have
 * judged, and asked which connections are to be watched.
 */
package io.github.rstagent.advise;
