// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
/**
 * Who is it? Which peers look like health checkers, by when they reset. Knows nothing of Netty, and
 * touches no connection: it is told of what the gates have judged.
 */
package io.github.rstagent.advise;
