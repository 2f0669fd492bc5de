// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import io.github.rstagent.rules.AddressText;
import io.github.rstagent.rules.Rule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The last events that were hidden, so that an operator can look at them. Any thread. To add one
 * allocates nothing and waits for no thread: who finds a slot taken, by a reader or by a writer 64
 * events behind, drops the event.
 *
 * <p>Of the service's objects it holds texts alone, and addresses, which are the JDK's.
 */
public final class HiddenRing {
  private static final int SIZE = 64; // a power of two
  private static final int LONGEST_TEXT = 200;

  private final AtomicInteger next = new AtomicInteger();
  private final Slot[] slots = new Slot[SIZE];

  HiddenRing() {
    for (int i = 0; i < SIZE; i++) {
      slots[i] = new Slot();
    }
  }

  /**
   * Adds one.
   *
   * @param logger {@code null} for the reset itself, as opposed to a log event
   * @param level as logger
   * @param text of which the beginning is kept; or {@code null}
   */
  public void add(
      HiddenKind kind,
      Rule rule,
      InetSocketAddress peer,
      String logger,
      String level,
      String text) {
    String kept =
        text == null || text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    Slot slot = slots[next.getAndIncrement() & (SIZE - 1)];
    if (slot.taken.compareAndSet(false, true)) {
      slot.millis = System.currentTimeMillis();
      slot.kind = kind;
      slot.rule = rule;
      slot.address = peer.getAddress();
      slot.port = peer.getPort();
      slot.logger = logger;
      slot.level = level;
      slot.text = kept;
      slot.taken.set(false);
    }
  }

  /** What is there, the oldest first. */
  public List<HiddenEvent> events() {
    List<HiddenEvent> events = new ArrayList<>();
    int oldest = next.get();
    for (int i = 0; i < SIZE; i++) {
      Slot slot = slots[(oldest + i) & (SIZE - 1)];
      if (slot.taken.compareAndSet(false, true)) {
        if (slot.kind != null) {
          events.add(slot.event());
        }
        slot.taken.set(false);
      }
    }
    return events;
  }

  /** Guarded by {@link #taken}. */
  private static final class Slot {
    final AtomicBoolean taken = new AtomicBoolean();
    long millis;
    HiddenKind kind; // null: empty
    Rule rule;
    InetAddress address;
    int port;
    String logger;
    String level;
    String text;

    Slot() {} // else the compiler makes a class for the access to a private one

    HiddenEvent event() {
      return new HiddenEvent(
          Instant.ofEpochMilli(millis).toString(),
          AddressText.of(address, port),
          rule.name(),
          rule.mode().toString(),
          kind.text(),
          known(logger),
          known(level),
          known(text));
    }

    private static String known(String text) {
      return text == null ? "" : text;
    }
  }
}
