// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
/** Tells when list files have changed and come to rest. */
package io.github.rstagent.reload;
