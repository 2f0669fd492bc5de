// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.servers;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOServer;
import java.util.Arrays;

/** netty-socketio, with {@code epoll} among the arguments on the native transport. */
public final class SocketIo {
  private SocketIo() {}

  public static void main(String[] arguments) throws Exception {
    Configuration configuration = new Configuration();
    configuration.setHostname("127.0.0.1");
    configuration.setPort(0);
    configuration.setUseLinuxNativeEpoll(Arrays.asList(arguments).contains("epoll"));
    new SocketIOServer(configuration).start();
  }
}
