// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
/**
 * The decision: addresses that parse themselves, rules and which of them decides, the verdict on
 * one reset, what is a reset, what is a storm, and what is regular. Pure: knows the JDK alone, no
 * Netty, no file, no clock. Called on event loops; everything is immutable or says how it is safe.
 */
package io.github.rstagent.rules;
