// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
/**
 * What the changed classes ask, on event loops: is this exception to be fired, who is silent, is
 * this log event to be dropped. Judges by {@code rules}, acts on the verdict, tells a listener.
 * Whatever fails in here, the service sees what it would see without the agent.
 */
package io.github.rstagent.gate;
