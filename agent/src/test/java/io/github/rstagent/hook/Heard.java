// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps what a listener is told, a line each. */
class Heard implements HookListener {
  final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  @Override
  public void open() throws Exception {}

  @Override
  public void missing(String netty, String transport) {
    lines.add("missing " + netty + ", " + transport);
  }

  @Override
  public void met(String netty, String nettyPackage) {
    lines.add("met " + netty + ", " + nettyPackage);
  }

  @Override
  public void hooked(String netty, String transport) {
    lines.add("hooked " + netty + ", " + transport);
  }

  @Override
  public void leftAlone(String netty, String transport, String reason) {
    lines.add("left alone " + netty + ", " + transport + ": " + reason);
  }

  @Override
  public void unwatched(String netty, String reason) {
    lines.add("unwatched " + netty + ": " + reason);
  }

  @Override
  public void failed(String subject, Throwable cause) {
    lines.add("failed " + subject + ": " + cause);
  }
}
