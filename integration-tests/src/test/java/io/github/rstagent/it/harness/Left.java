// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.util.List;

/**
 * What a service leaves behind: on its streams, and in the eyes of its handlers.
 *
 * @param openChannels how many of the accepted ones were open before it ended
 * @param sockets those of the process before it ended
 */
public record Left(int openChannels, int sockets, FinishedJvm jvm, List<String> events) {

  public static Left by(Service service) {
    int openChannels = service.openChannels();
    int sockets = OpenSockets.count(service.jvm());
    FinishedJvm jvm = service.quit();
    return new Left(openChannels, sockets, jvm, service.events());
  }

  /** Whether Netty's threads have ended when they were told to. */
  public boolean endedByItself() {
    return !events.contains("unended");
  }

  /** Its log, without what differs from run to run. */
  public List<String> log() {
    return LogLines.normalised(jvm.stdout());
  }
}
