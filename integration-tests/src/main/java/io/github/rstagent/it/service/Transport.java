// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;

/** A transport's classes by name: not every Netty has all of them. */
enum Transport {
  NIO(
      "io.netty.channel.nio.NioEventLoopGroup",
      "io.netty.channel.socket.nio.NioServerSocketChannel",
      "io.netty.channel.socket.nio.NioSocketChannel"),
  /** NIO whose accepted channels remember the exception that their read has thrown. */
  RECORDING(
      "io.netty.channel.nio.NioEventLoopGroup",
      "io.github.rstagent.it.service.RecordingServerChannel",
      "io.netty.channel.socket.nio.NioSocketChannel"),
  OIO(
      "io.netty.channel.oio.OioEventLoopGroup",
      "io.netty.channel.socket.oio.OioServerSocketChannel",
      "io.netty.channel.socket.oio.OioSocketChannel"),
  EPOLL(
      "io.netty.channel.epoll.EpollEventLoopGroup",
      "io.netty.channel.epoll.EpollServerSocketChannel",
      "io.netty.channel.epoll.EpollSocketChannel"),
  IO_URING(
      "io.netty.channel.MultiThreadIoEventLoopGroup",
      "io.netty.channel.uring.IoUringServerSocketChannel",
      "io.netty.channel.uring.IoUringSocketChannel") {
    @Override
    EventLoopGroup newGroup(int threads) throws ReflectiveOperationException {
      Class<?> factory = Class.forName("io.netty.channel.IoHandlerFactory");
      Object uring =
          Class.forName("io.netty.channel.uring.IoUringIoHandler")
              .getMethod("newFactory")
              .invoke(null);
      return Class.forName("io.netty.channel.MultiThreadIoEventLoopGroup")
          .asSubclass(EventLoopGroup.class)
          .getConstructor(int.class, factory)
          .newInstance(threads, uring);
    }
  },
  INCUBATOR(
      "io.netty.incubator.channel.uring.IOUringEventLoopGroup",
      "io.netty.incubator.channel.uring.IOUringServerSocketChannel",
      "io.netty.incubator.channel.uring.IOUringSocketChannel");

  private final String group;
  private final String server;
  private final String client;

  Transport(String group, String server, String client) {
    this.group = group;
    this.server = server;
    this.client = client;
  }

  EventLoopGroup newGroup(int threads) throws ReflectiveOperationException {
    return Class.forName(group)
        .asSubclass(EventLoopGroup.class)
        .getConstructor(int.class)
        .newInstance(threads);
  }

  Class<? extends ServerChannel> serverChannel() throws ClassNotFoundException {
    return Class.forName(server).asSubclass(ServerChannel.class);
  }

  Class<? extends Channel> clientChannel() throws ClassNotFoundException {
    return Class.forName(client).asSubclass(Channel.class);
  }
}
