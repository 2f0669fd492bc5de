// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
/**
 * One agent in a JVM: entered by name from {@code RstAgent}, it reads the options, puts the parts
 * together when the first Netty is met, and is switched by JMX and commands. Imports all of the
 * packages above; nothing imports it.
 */
package io.github.rstagent.agent;
