// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
/** Connections as a capture shows them, as a file or as text. Never loaded in a service. */
package io.github.rstagent.tool.capture;
