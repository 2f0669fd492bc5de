// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

import io.github.rstagent.advise.PeerEntry.Evidence;
import io.github.rstagent.rules.AddressText;
import java.net.InetAddress;

/**
 * What is said of a peer, in one line that ends in what can be pasted:
 *
 * <pre>10.0.8.3 -> :443 resets every 1.00 s (cv 0.02, 60 times), sent 0 bytes, lived 0.3 ms: looks
 * like a health check. To silence it: vip=10.0.8.3</pre>
 */
final class AdviceLine {
  private AdviceLine() {}

  /**
   * The line, or {@code null} where there is nothing to say.
   *
   * @param preset whose range the peer is in, or {@code null}
   * @param elsewhere whether the peer uses other local ports, which are not to be silenced with it
   */
  static String of(
      InetAddress peer,
      int localPort,
      Evidence e,
      PeerVerdict verdict,
      String preset,
      boolean elsewhere) {
    if (!verdict.isWorthSaying()) {
      return null;
    }
    String address = AddressText.of(peer);
    String port = localPort < 0 ? "?" : Integer.toString(localPort);
    StringBuilder line = new StringBuilder();
    line.append(address).append(" -> :").append(port).append(" resets every ");
    line.append(Figures.seconds(e.period));
    line.append(" (cv ").append(Figures.variation(e.variation)).append(", ");
    line.append(e.resets).append(e.error > 0 ? " times or more)" : " times)");
    if (verdict == PeerVerdict.NOT_WATCHED) {
      return line.append(
              ", as a health check would, but its connections cannot be watched here, so")
          .append(" that a client that tries again and again is not told from one. To find out:")
          .append(" timeout 120 tcpdump -nn -i any host ")
          .append(address)
          .append(localPort < 0 ? "" : " and port " + port)
          .append(" | java -jar rst-agent.jar who")
          .toString();
    }
    line.append(", sent ").append(e.probeBytes).append(" bytes");
    line.append(e.probeBytes > 0 ? " (a PROXY header)" : "");
    line.append(", lived ").append(Figures.millis(e.probeMillis));
    line.append(": looks like a health check");
    line.append(preset == null ? "" : ", in the range of " + preset);
    boolean silentOnly = verdict == PeerVerdict.CHECK_AND_TRAFFIC || peer.isLoopbackAddress();
    String options =
        (elsewhere && localPort >= 0 ? " port=" + port : "") + (silentOnly ? " only=silent" : "");
    String rule =
        options.isEmpty()
            ? "vip=" + address
            : '"' + address + " -" + options + "\" in the vip-file";
    if (verdict == PeerVerdict.CHECK_AND_TRAFFIC) {
      line.append(
          e.data > 0 ? "; also carries traffic: use " : "; also connects without a reset: use ");
    } else {
      line.append(". To silence it: ");
    }
    line.append(rule);
    return line.toString();
  }
}
