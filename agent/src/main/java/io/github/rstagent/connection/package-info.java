// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
/**
 * Connections watched since they were accepted: whose peer is silent, and on whose behalf a thread
 * runs.
 */
package io.github.rstagent.connection;
