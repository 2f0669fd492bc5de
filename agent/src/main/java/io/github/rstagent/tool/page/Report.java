// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.page;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

/** Makes one page of one recording. */
public final class Report {
  private static final String READER = "io.github.rstagent.tool.page.FlightRecordingReader";

  private Report() {}

  /**
   * Reads a recording and writes its page, over what may be there.
   *
   * @param zone whose time the page tells
   * @throws ReportException where there is nothing to report; says why
   * @throws IOException where a file cannot be read or written
   */
  public static void write(File recording, File page, ZoneId zone) throws IOException {
    Incident incident = new Incident();
    reader().read(recording, incident);
    if (incident.isEmpty()) {
      throw new ReportException(
          "it has no events of rst-agent: no reset came while it was running, or the agent was not"
              + " there, or the recording's settings turn rstagent.* off");
    }
    try (Writer out = new OutputStreamWriter(new FileOutputStream(page), StandardCharsets.UTF_8)) {
      new Page(incident, recording.getName(), zone, new Markup(out)).write(style());
    }
  }

  private static RecordingReader reader() throws ReportException {
    try {
      Class.forName("jdk.jfr.consumer.RecordingFile", false, Report.class.getClassLoader());
      return Class.forName(READER)
          .asSubclass(RecordingReader.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new ReportException(
          "this Java cannot read recordings: "
              + System.getProperty("java.vm.name")
              + ' '
              + System.getProperty("java.version")
              + " at "
              + System.getProperty("java.home")
              + " has no jdk.jfr.consumer; JDK 11 and later have it, and 8u262 and later");
    }
  }

  static String style() throws IOException {
    InputStream resource = Report.class.getResourceAsStream("page.css");
    if (resource == null) {
      throw new IOException("this jar is incomplete: page.css is missing");
    }
    StringBuilder style = new StringBuilder();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        style.append(line).append('\n');
      }
    }
    return style.toString();
  }
}
