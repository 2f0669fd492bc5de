// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.stranger;

import io.github.rstagent.boot.FreshLoader;
import io.github.rstagent.stranger.world.World;

/** Makes Nettys of their own. */
final class Twins {
  private Twins() {}

  static Twin published() {
    return in(loader());
  }

  static FreshLoader loader() {
    return new FreshLoader("io.netty.", World.class.getPackageName() + ".");
  }

  static Twin in(FreshLoader loader) {
    return loader.make(Twin.class, World.class);
  }
}
