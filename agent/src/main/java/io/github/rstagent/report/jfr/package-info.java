// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
/**
 * What a recording of the JVM's Flight Recorder gets of the agent. What names {@code jdk.jfr} lies
 * in {@code src/main/java9} and is loaded only where that resolves.
 */
package io.github.rstagent.report.jfr;
