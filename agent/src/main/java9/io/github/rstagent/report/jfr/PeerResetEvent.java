// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** One reset on an accepted channel. */
@Name("rstagent.PeerReset")
@Label("Peer Reset")
@Category("rst-agent")
@Description("An accepted connection that its peer has reset")
@StackTrace(false)
final class PeerResetEvent extends Event {
  @Label("Peer")
  String peer;

  @Label("Peer's Port")
  int peerPort;

  @Label("Local Port")
  int localPort;

  @Label("Rule")
  @Description("The rule of the allowlist that lists the peer")
  String rule;

  @Label("Action")
  @Description("suppress, tag, observe or pass")
  String action;

  @Label("Reason")
  @Description("Why it was passed on")
  String reason;

  @Label("Transport")
  String transport;

  @Label("Message")
  @Description("Of the exception")
  String message;
}
