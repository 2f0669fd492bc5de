// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.page;

import java.io.File;
import java.io.IOException;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Reads recordings with the JDK's own reader, of JDK 11 and later, and 8u262 and later. */
final class FlightRecordingReader implements RecordingReader {
  FlightRecordingReader() {}

  @Override
  public void read(File recording, EventSink sink) throws IOException {
    try (RecordingFile file = new RecordingFile(recording.toPath())) {
      while (file.hasMoreEvents()) {
        pass(file.readEvent(), sink);
      }
    } catch (IOException e) {
      throw new ReportException("it cannot be read as a recording: " + e.getMessage());
    }
  }

  private static void pass(RecordedEvent event, EventSink sink) {
    String name = event.getEventType().getName();
    if (!name.startsWith("rstagent.")) {
      return;
    }
    long millis = event.getStartTime().toEpochMilli();
    switch (name) {
      case "rstagent.PeerReset":
        sink.reset(
            millis,
            text(event, "peer"),
            (int) number(event, "localPort"),
            text(event, "rule"),
            orEmpty(text(event, "action")),
            text(event, "reason"));
        break;
      case "rstagent.HiddenEvent":
        sink.hiddenLogEvent(orEmpty(text(event, "kind")));
        break;
      case "rstagent.Option":
        sink.option(
            orEmpty(text(event, "key")),
            orEmpty(text(event, "value")),
            orEmpty(text(event, "where")));
        break;
      case "rstagent.Counters":
        sink.counters(
            millis,
            orEmpty(text(event, "version")),
            number(event, "resets"),
            number(event, "suppressed"),
            number(event, "tagged"),
            number(event, "observed"),
            number(event, "passed"));
        break;
      case "rstagent.Peer":
        sink.verdict(
            millis,
            text(event, "peer"),
            (int) number(event, "localPort"),
            orEmpty(text(event, "verdict")));
        break;
      default: // of a later version of the agent
    }
  }

  /** Fields that another version of the agent does not have are absent, as those without value. */
  private static String text(RecordedEvent event, String field) {
    return event.hasField(field) ? event.getString(field) : null;
  }

  private static long number(RecordedEvent event, String field) {
    return event.hasField(field) ? event.getLong(field) : 0;
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
