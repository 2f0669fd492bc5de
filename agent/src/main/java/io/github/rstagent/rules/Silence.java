// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

/** Whether the peer of a connection has sent anything yet, beyond one PROXY protocol header. */
public enum Silence {
  SILENT,
  SPOKE,
  /** The connection was not watched from its beginning. Unknown is not silent. */
  UNKNOWN
}
