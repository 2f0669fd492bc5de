// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;

/** What is sent to a service: one step of the same script after the other. */
final class Traffic {
  static final String SERVICE = "127.0.0.1";
  static final String CHECKER = "127.0.0.9";
  static final String STRANGER = "127.0.0.77";
  static final String CLIENT = "127.0.0.1";

  private final InetSocketAddress service;
  private final Prober checker;
  private final EchoClient client;
  private final EchoClient stranger;
  private final List<Sent> sent = new ArrayList<>();

  /**
   * @param tls null for plain connections
   */
  Traffic(InetSocketAddress service, SSLSocketFactory tls) {
    this.service = service;
    this.checker = new Prober(Loopback.address(CHECKER));
    this.client = new EchoClient(Loopback.address(CLIENT), tls);
    this.stranger = new EchoClient(Loopback.address(STRANGER), tls);
  }

  /** An echo; two thirds of the checks; the real failure; the other checks. */
  static List<Kind> script(int checks) {
    List<Kind> script = new ArrayList<>(Collections.nCopies(checks, Kind.CHECK));
    script.add((2 * checks + 2) / 3, Kind.FAILURE);
    script.add(0, Kind.ECHO);
    return script;
  }

  void send(Kind kind) throws IOException {
    switch (kind) {
      case ECHO:
        sent.add(client.echo(service));
        return;
      case CHECK:
      case LEARNING:
        sent.add(checker.check(kind, service));
        return;
      case FAILURE:
        sent.add(stranger.echoThenReset(service));
        return;
    }
    throw new AssertionError(kind);
  }

  List<Sent> sent() {
    return Collections.unmodifiableList(sent);
  }
}
