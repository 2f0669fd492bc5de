// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
/**
 * The implementations of the interfaces of {@code netty}, each compiled against one library and
 * defined once more beside every copy of it that is met ({@code BridgeLoader}). They use only what
 * is there in every supported release of that library.
 */
package io.github.rstagent.netty.bridge;
