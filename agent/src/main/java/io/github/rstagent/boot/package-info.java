// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
/** The agent's only thread, and what it does from time to time. */
package io.github.rstagent.boot;
