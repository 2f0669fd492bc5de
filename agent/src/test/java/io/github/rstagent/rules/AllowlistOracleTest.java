// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random rules and peers: the look-up against a scan of all rules that follows the contract word by
 * word.
 */
class AllowlistOracleTest {
  private static final int[] PORTS = {-1, 80, 443, 9};
  private static final int ZONES = 3;

  @TempDir Path folder;

  /** A rule as the test made it, independent of how the agent reads it. */
  private record Expected(
      boolean ipv4, BigInteger first, BigInteger last, List<Integer> ports, int index) {
    boolean holds(boolean peerIsIpv4, BigInteger peer, int localPort) {
      return ipv4 == peerIsIpv4
          && first.compareTo(peer) <= 0
          && peer.compareTo(last) <= 0
          && (ports.isEmpty() || ports.contains(localPort));
    }

    BigInteger size() {
      return last.subtract(first);
    }

    boolean beats(Expected other) {
      int bySize = size().compareTo(other.size());
      if (bySize != 0) {
        return bySize < 0;
      }
      return ports.isEmpty() == other.ports.isEmpty() ? index < other.index : !ports.isEmpty();
    }
  }

  @RepeatedTest(300)
  void findsWhatAScanFinds() throws UnknownHostException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<Expected> rules = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    int count = 1 + random.nextInt(random.nextBoolean() ? 4 : 60);
    for (int i = 0; i < count; i++) {
      lines.add(randomRule(random, rules));
    }
    Allowlist allowlist = Lists.allowlist(folder, lines.toArray(new String[0]));
    assertThat(allowlist.size()).isEqualTo(count);

    for (Expected rule : rules) {
      for (BigInteger end : List.of(rule.first, rule.last)) {
        for (int by = -1; by <= 1; by++) {
          for (int port : PORTS) {
            compare(
                seed,
                lines,
                rules,
                allowlist,
                rule.ipv4,
                end.add(BigInteger.valueOf(by)),
                random,
                port);
          }
        }
      }
    }
  }

  private static void compare(
      long seed,
      List<String> lines,
      List<Expected> rules,
      Allowlist allowlist,
      boolean ipv4,
      BigInteger address,
      Random random,
      int port)
      throws UnknownHostException {
    int bits = ipv4 ? 32 : 128;
    boolean mapped = !ipv4 && address.shiftRight(32).equals(BigInteger.valueOf(0xFFFF));
    if (address.signum() < 0 || address.bitLength() > bits || mapped) {
      return;
    }
    int zone = 1 + random.nextInt(ZONES);
    Expected best = null;
    for (Expected rule : rules) {
      if (rule.holds(ipv4, address, port) && (best == null || rule.beats(best))) {
        best = rule;
      }
    }
    byte[] bytes = bytes(address, bits / 8);
    InetAddress peer =
        ipv4 ? InetAddress.getByAddress(bytes) : Inet6Address.getByAddress(null, bytes, zone);
    Rule found = allowlist.find(peer, port);
    assertThat(found == null ? -1 : found.index())
        .as("seed %d, peer %s port %d, rules %s", seed, peer, port, lines)
        .isEqualTo(best == null ? -1 : best.index);
  }

  private static String randomRule(Random random, List<Expected> rules) {
    boolean ipv4 = random.nextBoolean();
    int bits = ipv4 ? 32 : 128;
    // Few addresses, so that rules meet; here and there the ends of the space.
    BigInteger base =
        switch (random.nextInt(8)) {
          case 0 -> BigInteger.ZERO;
          case 1 -> BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.valueOf(64));
          case 2 -> new BigInteger("fe80", 16).shiftLeft(bits - 16);
          case 3 -> BigInteger.ONE.shiftLeft(64).subtract(BigInteger.valueOf(32));
          default -> BigInteger.valueOf(10).shiftLeft(bits - 8);
        };
    if (base.bitLength() > bits) {
      base = BigInteger.ZERO;
    }
    BigInteger first = base.add(BigInteger.valueOf(random.nextInt(64)));
    BigInteger last = first;
    String text;
    boolean mapped = ipv4 && random.nextInt(4) == 0;
    int form = random.nextInt(3);
    if (form == 0) {
      text = literal(first, ipv4, mapped);
    } else if (form == 1) {
      int host = random.nextInt(5) == 0 ? random.nextInt(bits + 1) : random.nextInt(6);
      first = first.shiftRight(host).shiftLeft(host);
      last = first.add(BigInteger.ONE.shiftLeft(host).subtract(BigInteger.ONE));
      text = literal(first, ipv4, mapped) + "/" + ((mapped ? 128 : bits) - host);
    } else {
      last = first.add(BigInteger.valueOf(random.nextInt(40)));
      last = last.bitLength() > bits ? first : last;
      text = literal(first, ipv4, mapped) + "-" + literal(last, ipv4, mapped);
    }
    List<Integer> ports =
        switch (random.nextInt(4)) {
          case 0 -> List.of(443);
          case 1 -> List.of(80, 443);
          default -> List.of();
        };
    rules.add(new Expected(ipv4, first, last, ports, rules.size()));
    return text + (ports.isEmpty() ? "" : " port=" + ports.toString().replaceAll("[\\[\\] ]", ""));
  }

  private static String literal(BigInteger address, boolean ipv4, boolean mapped) {
    byte[] bytes = bytes(address, ipv4 ? 4 : 16);
    StringBuilder text = new StringBuilder(mapped ? "::FFFF:" : "");
    for (int i = 0; i < bytes.length; i += ipv4 ? 1 : 2) {
      text.append(i == 0 ? "" : ipv4 ? "." : ":")
          .append(
              ipv4
                  ? String.valueOf(bytes[i] & 0xFF)
                  : Integer.toHexString(((bytes[i] & 0xFF) << 8) | (bytes[i + 1] & 0xFF)));
    }
    return text.toString();
  }

  private static byte[] bytes(BigInteger address, int length) {
    byte[] bytes = new byte[length];
    byte[] shorter = address.toByteArray();
    for (int i = 0; i < length && i < shorter.length; i++) {
      bytes[length - 1 - i] = shorter[shorter.length - 1 - i];
    }
    return bytes;
  }
}
