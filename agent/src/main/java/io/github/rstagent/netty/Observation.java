// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty;

/**
 * One connection that is watched since it was accepted: told by its observer, which stands first in
 * its pipeline, what happens. What comes from the peer is told on the connection's event loop; all
 * else also by executors that the service has given to handlers. Nothing in here throws.
 */
public interface Observation {
  /** Whether the peer is known to have sent nothing yet, beyond one whole PROXY header. */
  boolean isSilent();

  /**
   * Whether what is logged on its behalf is covered by a rule now. If so, its observer follows it
   * to the executors of its handlers.
   */
  boolean isCovered();

  /** It goes to other executors more often than the observer follows it. */
  void crossesTooOften(int most);

  /** What this thread does from now on is on behalf of this connection. */
  void enter();

  /** The end of what began with {@link #enter}. */
  void exit();

  /** So many bytes may still belong to a PROXY protocol header; more do not. */
  int longestHeader();

  /**
   * Asked with all that comes, in turn.
   *
   * @return whether all of it so far is one PROXY protocol header that leaves the connection
   *     silent, or the beginning of one: until that is whole, the connection is not silent
   */
  boolean isOfHeader(byte[] bytes);

  /** The peer has sent something; or it is not known any more that it has not. */
  void spoke();

  /** Its observer failed: the connection is watched no more, and this is said. */
  void failed(Throwable cause);

  /** A write failed. */
  void writeFailed(Throwable cause);

  /** A read failed, for this reason. */
  void readFailed(Throwable cause);

  /** It closes, because the service wants that, or the peer. */
  void closes(boolean byService);

  /** It is over: nothing will come of this connection any more. May be told more than once. */
  void ended();
}
