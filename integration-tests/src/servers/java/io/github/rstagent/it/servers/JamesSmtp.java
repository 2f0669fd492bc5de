// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.servers;

import java.net.InetSocketAddress;
import org.apache.james.metrics.logger.DefaultMetricFactory;
import org.apache.james.protocols.netty.NettyServer;
import org.apache.james.protocols.smtp.SMTPConfigurationImpl;
import org.apache.james.protocols.smtp.SMTPProtocol;
import org.apache.james.protocols.smtp.SMTPProtocolHandlerChain;

/** James's mail server as a library: it takes no mail. It speaks first. */
public final class JamesSmtp {
  private JamesSmtp() {}

  public static void main(String[] arguments) throws Exception {
    SMTPProtocolHandlerChain chain = new SMTPProtocolHandlerChain(new DefaultMetricFactory());
    chain.wireExtensibleHandlers();
    SMTPProtocol smtp = new SMTPProtocol(chain, new SMTPConfigurationImpl());
    NettyServer server = new NettyServer.Factory().protocol(smtp).build();
    server.setListenAddresses(new InetSocketAddress("127.0.0.1", 0));
    server.bind();
  }
}
