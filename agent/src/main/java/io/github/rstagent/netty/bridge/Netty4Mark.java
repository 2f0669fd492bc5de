// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty.bridge;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;

/** What an observer leaves on a channel when it goes, so that it can be told from one unwatched. */
final class Netty4Mark {
  private static final String NAME = "rst-agent.observed";
  private static final AttributeKey<Boolean> KEY = key();

  private Netty4Mark() {}

  static void put(Channel channel) {
    channel.attr(KEY).set(Boolean.TRUE);
  }

  static boolean isOn(Channel channel) {
    return channel.attr(KEY).get() != null;
  }

  private static AttributeKey<Boolean> key() {
    try {
      return AttributeKey.valueOf(NAME);
    } catch (NoSuchMethodError e) {
      return keyOfOld();
    }
  }

  /** Early releases (4.0.11) have a constructor instead, which takes a name only once. */
  @SuppressWarnings("unchecked")
  private static AttributeKey<Boolean> keyOfOld() {
    try {
      return (AttributeKey<Boolean>)
          AttributeKey.class
              .getConstructor(String.class)
              .newInstance(NAME + '.' + System.identityHashCode(Netty4Mark.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
