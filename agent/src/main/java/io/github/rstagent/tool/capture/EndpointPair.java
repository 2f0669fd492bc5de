// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

/** The two ends of a connection, in any order: immutable. */
final class EndpointPair {
  private final Endpoint one;
  private final Endpoint other;

  EndpointPair(Segment segment) {
    this.one = segment.source;
    this.other = segment.destination;
  }

  @Override
  public boolean equals(Object object) {
    if (!(object instanceof EndpointPair)) {
      return false;
    }
    EndpointPair that = (EndpointPair) object;
    return (one.equals(that.one) && other.equals(that.other))
        || (one.equals(that.other) && other.equals(that.one));
  }

  @Override
  public int hashCode() {
    return one.hashCode() + other.hashCode();
  }
}
