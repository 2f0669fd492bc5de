// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

/** A class of Netty that is not one that this agent knows: it is left alone. */
final class UnexpectedShapeException extends Exception {
  private static final long serialVersionUID = 1L;

  UnexpectedShapeException(String message) {
    super(message);
  }
}
