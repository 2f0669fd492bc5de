// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
/**
 * What everything else stands on: the class loaders that hold the agent apart from the service, its
 * two threads and what they do from time to time, and where a line or a failure is said. Knows the
 * JDK alone. Called before {@code main} on the main thread, and by every thread that says a line.
 */
package io.github.rstagent.boot;
