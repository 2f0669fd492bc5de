// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.page;

import java.io.File;
import java.io.IOException;

/**
 * Reads recordings. The implementation is loaded by name, and only where the Java has {@code
 * jdk.jfr.consumer}.
 */
interface RecordingReader {
  /**
   * Reads a recording as a stream; what is kept of it is the sink's business.
   *
   * @throws IOException where the file cannot be read, or is not a recording
   */
  void read(File recording, EventSink sink) throws IOException;
}
