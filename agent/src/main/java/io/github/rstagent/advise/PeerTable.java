// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The peers that do something most often, by address and local port, in bounded memory:
 * Space-Saving (Metwally, Agrawal, El Abbadi 2005). When the table is full, a new peer takes the
 * place of the lightest one, and inherits its weight as the bound of what may have been missed.
 *
 * <p>A known peer is found without a lock and without allocation. The lightest one is at the top of
 * a heap that is put in order only when it is asked for: weights only grow, so that what was
 * written down is never too much, and a top that is up to date is the least.
 */
final class PeerTable {
  static final int CAPACITY = 1024;

  private final int capacity;
  private final ConcurrentMap<InetAddress, PeerEntry> byPeer = new ConcurrentHashMap<>();
  private PeerEntry[] heap = new PeerEntry[16];
  private int size;
  private long dropped;

  PeerTable(int capacity) {
    this.capacity = capacity;
  }

  /** The entry of a peer on a local port, or {@code null}. */
  PeerEntry find(InetAddress peer, int localPort) {
    PeerEntry first = byPeer.get(peer);
    return first == null ? null : first.on(localPort);
  }

  /** The same, made where there is none. */
  PeerEntry entry(InetAddress peer, int localPort) {
    PeerEntry known = find(peer, localPort);
    return known == null ? add(peer, localPort) : known;
  }

  private synchronized PeerEntry add(InetAddress peer, int localPort) {
    PeerEntry known = find(peer, localPort);
    if (known != null) {
      return known; // another thread was faster
    }
    PeerEntry added;
    if (size < capacity) {
      added = new PeerEntry(peer, localPort, 0);
      if (size == heap.length) {
        heap = Arrays.copyOf(heap, 2 * size);
      }
      heap[size] = added;
      siftUp(size++);
    } else {
      PeerEntry lightest = lightest();
      unlink(lightest);
      dropped++;
      added = new PeerEntry(peer, localPort, lightest.weight());
      added.rank = added.weight();
      heap[0] = added;
      siftDown();
    }
    added.next = byPeer.get(peer); // not what was read above: that may be unlinked
    byPeer.put(peer, added);
    return added;
  }

  private PeerEntry lightest() {
    for (PeerEntry top = heap[0]; top.rank != top.weight(); top = heap[0]) {
      top.rank = top.weight();
      siftDown();
    }
    return heap[0];
  }

  private void unlink(PeerEntry entry) {
    PeerEntry first = byPeer.get(entry.peer());
    if (first != entry) {
      while (first.next != entry) {
        first = first.next;
      }
      first.next = entry.next;
    } else if (entry.next == null) {
      byPeer.remove(entry.peer());
    } else {
      byPeer.put(entry.peer(), entry.next);
    }
  }

  private void siftUp(int from) {
    int at = from;
    PeerEntry moving = heap[at];
    for (int parent = (at - 1) / 2; at > 0 && moving.rank < heap[parent].rank; ) {
      heap[at] = heap[parent];
      at = parent;
      parent = (at - 1) / 2;
    }
    heap[at] = moving;
  }

  private void siftDown() {
    int at = 0;
    PeerEntry moving = heap[0];
    for (int child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && heap[child + 1].rank < heap[child].rank) {
        child++;
      }
      if (moving.rank <= heap[child].rank) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = moving;
  }

  /** Has an entry stay whatever its weight, or no longer; not all of them may be kept. */
  synchronized void keep(PeerEntry entry, boolean kept) {
    entry.keep(kept);
    if (!kept) {
      entry.rank = entry.weight(); // perhaps less than was written down
      siftUp(Arrays.asList(heap).indexOf(entry));
    }
  }

  boolean isEmpty() {
    return byPeer.isEmpty();
  }

  /** All entries, in no order. */
  synchronized List<PeerEntry> entries() {
    return new ArrayList<PeerEntry>(Arrays.asList(heap).subList(0, size));
  }

  /** How often a peer has lost its place to another one. */
  synchronized long dropped() {
    return dropped;
  }

  synchronized void clear() {
    byPeer.clear();
    Arrays.fill(heap, null);
    size = 0;
    dropped = 0;
  }
}
