// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
/**
 * Where classes are changed: which methods of which Nettys and logging libraries, the bytecode that
 * goes into them, and the one class in {@code java.lang} through which they ask. Alone knows Byte
 * Buddy. Called with locks of class loaders held, so nothing in here waits for another thread.
 *
 * <p>Ways tried and dropped, with the classes that a start loads and its CPU against an empty
 * agent, of prototypes that change one call (Byte Buddy's ASM, as it is: 46, 1.17; a transformer
 * that returns {@code null}: 3, 1.03):
 *
 * <ul>
 *   <li>{@code ForDeclaredMethods}, driven by hand (260, 1.14), and {@code
 *       decorate(...).visit(...)} (423, 1.23): describe every method, to compare a few names.
 *   <li>{@code MemberSubstitution} (663, 1.78): silently skips calls whose owner it cannot resolve.
 *   <li>{@code AgentBuilder} (1,159 to 1,521, 2.29 to 2.80).
 *   <li>Advice on {@code DefaultChannelPipeline.fireExceptionCaught}: also sees failed writes,
 *       accept errors and the application's own calls.
 *   <li>Skipping all of {@code handleReadException}: leaks the buffer and the connection.
 *   <li>Looking for two {@code aload}s before the call: Netty 4.0.0 to 4.0.11 compute the pipeline
 *       there.
 *   <li>Frames without a look at local variables: wrong for the OIO transport of 4.0.
 *   <li>A jar on the bootstrap class path: the JVM warns about class sharing, and a read-only file
 *       system has no place for it.
 * </ul>
 */
package io.github.rstagent.hook;
