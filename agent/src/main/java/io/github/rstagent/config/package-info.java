// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
/**
 * What is in force: options and where each came from, list files, presets, what explains them, and
 * the reload of a list that changes. Knows {@code rules} and {@code boot}; returns problems and
 * lines. Called on the main thread before {@code main}, and then on the agent's thread and by
 * commands.
 */
package io.github.rstagent.config;
