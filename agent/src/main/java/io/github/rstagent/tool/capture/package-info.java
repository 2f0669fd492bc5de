// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
/** Connections as tcpdump has seen them. Never loaded in a service. */
package io.github.rstagent.tool.capture;
