// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
/**
 * Who is it? Which peers look like health checkers, by when they reset and by what their next
 * connections do. Knows nothing of Netty: the agent and the command {@code who} feed the same
 * classes. Every time is a number of nanoseconds that the caller gives.
 */
package io.github.rstagent.advise;
