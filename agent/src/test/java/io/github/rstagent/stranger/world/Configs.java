// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.stranger.world;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.socket.SocketChannelConfig;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Channels' configurations, with half-closure or without. */
final class Configs {
  private Configs() {}

  static ChannelConfig of(Channel channel, Player player) {
    DefaultChannelConfig config = new DefaultChannelConfig(channel);
    config.setAllocator(UnpooledByteBufAllocator.DEFAULT);
    config.setAutoRead(player.connection().autoRead());
    return player.connection().halfClosure() ? withHalfClosure(config) : config;
  }

  private static ChannelConfig withHalfClosure(DefaultChannelConfig config) {
    return (ChannelConfig)
        Proxy.newProxyInstance(
            Configs.class.getClassLoader(),
            new Class<?>[] {SocketChannelConfig.class},
            (proxy, method, arguments) ->
                isAboutHalfClosure(method, arguments) ? true : method.invoke(config, arguments));
  }

  private static boolean isAboutHalfClosure(Method method, Object[] arguments) {
    return method.getName().equals("isAllowHalfClosure")
        || (method.getName().equals("getOption")
            && arguments[0] == ChannelOption.ALLOW_HALF_CLOSURE);
  }
}
