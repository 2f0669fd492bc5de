// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
/** The agent in a JVM, seen and steered from outside it: by JMX, and by the jar's own commands. */
package io.github.rstagent.report;
