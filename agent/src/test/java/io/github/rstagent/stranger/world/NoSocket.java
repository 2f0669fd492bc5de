// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.stranger.world;

import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;

/** Stands where Netty wants a socket of the JDK's. */
final class NoSocket extends AbstractSelectableChannel {
  /** A key that is cancelled, so that Netty leaves it alone. */
  static final SelectionKey KEY =
      new SelectionKey() {
        @Override
        public SelectableChannel channel() {
          throw new UnsupportedOperationException();
        }

        @Override
        public Selector selector() {
          throw new UnsupportedOperationException();
        }

        @Override
        public boolean isValid() {
          return false;
        }

        @Override
        public void cancel() {}

        @Override
        public int interestOps() {
          throw new UnsupportedOperationException();
        }

        @Override
        public SelectionKey interestOps(int ops) {
          throw new UnsupportedOperationException();
        }

        @Override
        public int readyOps() {
          throw new UnsupportedOperationException();
        }
      };

  NoSocket() {
    super(null);
  }

  @Override
  protected void implCloseSelectableChannel() {}

  @Override
  protected void implConfigureBlocking(boolean block) {}

  @Override
  public int validOps() {
    return SelectionKey.OP_READ;
  }
}
