// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.agent;

import io.github.rstagent.report.Console;
import java.lang.instrument.Instrumentation;

/**
 * Makes io_uring accept connections one by one. Its multishot accept gives no peer address, and a
 * peer that has reset by then cannot be asked for it (io.netty.channel.uring.IoUring).
 */
final class UringPeers {
  private UringPeers() {}

  /**
   * Sets the property, where the service has not. It is read once, when that Netty's io_uring is
   * loaded.
   *
   * @param nettyPackage a relocated Netty reads its properties under its relocated name
   */
  static void make(String nettyPackage, Instrumentation instrumentation, Console console) {
    String property = nettyPackage + ".iouring.acceptMultiShotEnabled";
    if (System.getProperty(property) != null) {
      return;
    }
    if (isLoaded(nettyPackage + ".channel.uring.IoUring", instrumentation)) {
      console.say(
          "uring-peers=on takes a restart: io_uring of "
              + nettyPackage
              + " is in use already, and goes on accepting several connections at once");
    } else {
      System.setProperty(property, "false");
      console.say("uring-peers=on: " + property + " is set to false");
    }
  }

  private static boolean isLoaded(String className, Instrumentation instrumentation) {
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getName().equals(className)) {
        return true;
      }
    }
    return false;
  }
}
