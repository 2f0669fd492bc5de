// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import io.netty.channel.Channel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Every channel that was ever accepted. */
final class Accepted {
  private final Queue<Channel> channels = new ConcurrentLinkedQueue<>();

  void add(Channel channel) {
    channels.add(channel);
  }

  long open() {
    return channels.stream().filter(Channel::isOpen).count();
  }

  void readAll() {
    channels.forEach(Channel::read);
  }
}
