// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
/** The jar as a command. Alone knows the command-line library; never loaded in a service. */
package io.github.rstagent.tool.cli;
