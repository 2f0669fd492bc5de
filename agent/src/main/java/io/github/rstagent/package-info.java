// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
/**
 * The way of one reset through the packages. Each imports only from those above it in this list;
 * {@code ArchitectureTest} holds that.
 *
 * <pre>
 * boot        class loaders, the agent's threads, what says a line; the JDK and nothing else
 * rules       addresses, rules, the look-up, verdicts, regularity: pure decisions
 * config      options, list files, presets, reload: what is in force
 * netty       Nettys and logging libraries as the agent sees them (bridge: compiled against each)
 * hook        changes classes; alone knows Byte Buddy
 * report      console, counters, summary, status (jfr: recordings, jmx: registration)
 * gate        what Netty's classes and logging libraries ask
 * advise      who resets regularly; whom @auto lists
 * agent       one agent in a JVM: puts all of these together
 * tool        the jar as a command; never loaded in a service
 *
 *  a read fails in Netty
 *    -&gt; the call that hook has put before fireExceptionCaught
 *         -&gt; gate.ReadExceptionGate   judge: rules.Allowlist.find, rules.Verdict.of
 *                                     act:   Tag
 *                                     tell:  ResetListener -&gt; advise, report
 *         &lt;- true: not fired
 * </pre>
 *
 * <p>In this package are the two classes that the JVM starts by name: {@code RstAgent} for {@code
 * -javaagent}, which knows {@code boot} alone, and {@code Main} for {@code java -jar}.
 */
package io.github.rstagent;
