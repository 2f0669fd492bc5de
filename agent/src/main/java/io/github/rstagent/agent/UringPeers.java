// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.agent;

import io.github.rstagent.report.Console;

/**
 * Makes io_uring accept connections one by one. Its multishot accept gives no peer address, and a
 * peer that has reset by then cannot be asked for it (io.netty.channel.uring.IoUring).
 */
final class UringPeers {
  private UringPeers() {}

  /**
   * Sets the property, where the service has not.
   *
   * @param nettyPackage a relocated Netty reads its properties under its relocated name
   */
  static void make(String nettyPackage, Console console) {
    String property = nettyPackage + ".iouring.acceptMultiShotEnabled";
    if (System.getProperty(property) == null) {
      System.setProperty(property, "false");
      console.say("uring-peers=on: " + property + " is set to false");
    }
  }
}
