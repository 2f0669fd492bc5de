// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks;

import io.github.rstagent.benchmarks.programs.Finder;
import io.github.rstagent.benchmarks.programs.Rules;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One look-up of a listed peer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LookUp {
  private static final int PEERS = 4096; // a power of two

  @Param({"IPAddress", "IpSubnetFilter", "rst-agent"})
  public String library;

  @Param({"IPv4", "IPv6"})
  public String family;

  @Param({"1", "100", "10000"})
  public int rules;

  private final Object[] peers = new Object[PEERS];
  private Finder finder;
  private int next;

  @Setup
  public void load() {
    Rules list = new Rules(family.equals("IPv6"), rules);
    finder = Finder.of(library, list);
    InetSocketAddress[] addresses = list.peers(PEERS);
    for (int i = 0; i < PEERS; i++) {
      peers[i] = finder.prepare(addresses[i]);
      if (!finder.isListed(peers[i])) {
        throw new IllegalStateException(library + " is wrong about " + addresses[i]);
      }
    }
  }

  @Benchmark
  public boolean find() {
    next = (next + 1) & (PEERS - 1);
    return finder.isListed(peers[next]);
  }
}
