// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import io.github.rstagent.netty.Observation;
import java.util.ArrayList;
import java.util.List;

/** A watched connection, silent or not, that writes down what it is told about resets. */
final class RecordedObservation implements Observation {
  final List<Object> told = new ArrayList<>();
  private final boolean silent;

  RecordedObservation(boolean silent) {
    this.silent = silent;
  }

  @Override
  public boolean isSilent() {
    return silent;
  }

  @Override
  public boolean isCovered() {
    return false;
  }

  @Override
  public void crossesTooOften(int most) {}

  @Override
  public void enter() {}

  @Override
  public void exit() {}

  @Override
  public int longestHeader() {
    return 0;
  }

  @Override
  public boolean isOfHeader(byte[] bytes) {
    return false;
  }

  @Override
  public void spoke() {
    told.add("spoke");
  }

  @Override
  public void failed(Throwable cause) {
    told.add(cause);
  }

  @Override
  public void writeFailed(Throwable cause) {}

  @Override
  public void readFailed(Throwable cause) {
    told.add(cause);
  }

  @Override
  public void closes(boolean byService) {}

  @Override
  public void ended() {}
}
