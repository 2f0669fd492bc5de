// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
/**
 * What the agent says and shows: the console, counters, the summary, the last hidden events, and
 * the values that JMX, commands and recordings show. Counters are written by event loops; all that
 * is said is written by one thread, and what goes to the service's logger leaves from the agent's.
 */
package io.github.rstagent.report;
