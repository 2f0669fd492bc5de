// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import java.io.OutputStream;
import java.nio.charset.Charset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What application servers make of {@code System.err}: it goes to the service's log. */
final class LoggedStderr extends OutputStream {
  private static final Logger LOG = LoggerFactory.getLogger("stderr");

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    LOG.warn("{}", new String(bytes, from, length, Charset.defaultCharset()).trim());
  }
}
