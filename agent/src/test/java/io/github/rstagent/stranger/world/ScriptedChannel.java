// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.stranger.world;

import io.netty.channel.Channel;

/** A channel whose reads are a script's, through the read method of a real transport. */
interface ScriptedChannel extends Channel {
  /** Reads once, as when the selector tells that there is something to read. */
  void readOnce();
}
