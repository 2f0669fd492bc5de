// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

/** What a client looks like. */
enum ClientKind {
  CHECK("health check"),
  CHECK_AND_TRAFFIC("health check and traffic"),
  /** Again and again, at intervals that are not those of one check. */
  CHECK_AT_TIMES("health check without a period"),
  TOO_OFTEN("too often for a check"),
  /** Empty connections to many of the service's ports. */
  SCANNER("scanner"),
  TOO_FEW("too few to tell"),
  /** It has sent data. */
  CLIENT("client"),
  WAITS("sends nothing, and does not close at once");

  /** As people read it. */
  final String text;

  ClientKind(String text) {
    this.text = text;
  }

  boolean isCheck() {
    return compareTo(CHECK_AT_TIMES) <= 0;
  }
}
