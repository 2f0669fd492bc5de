// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
/**
 * Nettys and logging libraries, each seen from outside through one interface, whatever its version,
 * prefix and class loader. Knows {@code boot}. Called on event loops.
 */
package io.github.rstagent.netty;
