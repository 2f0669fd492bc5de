// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
/** Log events of the service: which are hidden, and how each logging library is asked for them. */
package io.github.rstagent.gate;
