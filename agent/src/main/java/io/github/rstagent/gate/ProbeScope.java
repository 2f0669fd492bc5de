// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import java.util.Arrays;

/**
 * The connection that the current thread is working for, as a per-thread stack. Where another
 * connection is registered or closed meanwhile, that lies on top and hides the probe.
 */
public final class ProbeScope {
  private static final ThreadLocal<ProbeScope> STACKS = new ThreadLocal<>();

  private static final int DEPTH = 8;

  private Object[] owners = new Object[DEPTH];
  private WatchedConnection[] probes = new WatchedConnection[DEPTH]; // null: on behalf of no probe
  private Object[] previous = new Object[DEPTH]; // of the tag's keys, null without a tag
  private int depth;

  private ProbeScope() {}

  /**
   * The connection on whose behalf the calling thread runs, if it is covered by a rule with {@code
   * scope=connection}, and is silent still; else {@code null}.
   */
  public static WatchedConnection current() {
    ProbeScope stack = STACKS.get();
    WatchedConnection top =
        stack == null || stack.depth == 0 ? null : stack.probes[stack.depth - 1];
    return top != null && top.isCovered() ? top : null;
  }

  /** Whether the calling thread runs on behalf of a probe. */
  static boolean isInside() {
    ProbeScope stack = STACKS.get();
    return stack != null && stack.depth > 0;
  }

  /**
   * Until {@link #exit} for the same owner, the thread runs on behalf of this probe.
   *
   * @param probe {@code null} for what is no probe
   * @param tagged whether the tag's keys are to be set, where the probe's rule wants a tag
   */
  static void enter(Object owner, WatchedConnection probe, boolean tagged) {
    ProbeScope stack = STACKS.get();
    if (stack == null) {
      stack = new ProbeScope();
      STACKS.set(stack);
    }
    stack.push(owner, probe);
    TagKeys tag = tagged ? probe.tag() : null;
    if (tag != null) {
      stack.previous[stack.depth - 1] = tag.enter();
    }
  }

  /**
   * Ends what this owner has begun last.
   *
   * @return the probe that it was begun for, or {@code null}: nothing of this owner's lies on top,
   *     or it was begun for another connection
   */
  static WatchedConnection exit(Object owner) {
    ProbeScope stack = STACKS.get();
    return stack == null || stack.depth == 0 || stack.owners[stack.depth - 1] != owner
        ? null
        : stack.pop();
  }

  /**
   * After a failure to enter: the thread runs on behalf of another connection than the probes
   * around, which are therefore shown from now on. Never throws.
   */
  static void uncover() {
    ProbeScope stack = STACKS.get();
    for (int i = stack == null ? 0 : stack.depth; i > 0; i--) {
      if (stack.probes[i - 1] != null) {
        stack.probes[i - 1].spoke();
      }
    }
  }

  private void push(Object owner, WatchedConnection probe) {
    if (depth == owners.length) {
      Object[] moreOwners = Arrays.copyOf(owners, 2 * depth);
      WatchedConnection[] moreProbes = Arrays.copyOf(probes, 2 * depth);
      previous = Arrays.copyOf(previous, 2 * depth);
      owners = moreOwners; // after all that may fail for want of memory
      probes = moreProbes;
    }
    owners[depth] = owner;
    probes[depth] = probe;
    depth++;
  }

  /** Leaves nothing behind that would keep a channel alive. */
  private WatchedConnection pop() {
    depth--;
    WatchedConnection probe = probes[depth];
    Object keys = previous[depth];
    owners[depth] = null;
    probes[depth] = null;
    previous[depth] = null;
    if (keys != null) {
      TagKeys.restore(keys);
    }
    return probe;
  }
}
