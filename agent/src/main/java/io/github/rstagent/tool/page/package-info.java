// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
/**
 * The page that {@code report} makes of a recording. Knows nothing of the agent but the names of
 * its events; never loaded in a service.
 */
package io.github.rstagent.tool.page;
