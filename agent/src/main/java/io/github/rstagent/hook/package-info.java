// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
/**
 * Where classes are changed: which methods of which Nettys and logging libraries, the bytecode that
 * goes into them, and the one class in {@code java.lang} through which they ask. Alone knows Byte
 * Buddy. Called with locks of class loaders held, so nothing in here waits for another thread.
 */
package io.github.rstagent.hook;
