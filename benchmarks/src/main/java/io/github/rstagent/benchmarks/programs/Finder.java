// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks.programs;

import inet.ipaddr.IPAddress;
import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv4.IPv4AddressTrie;
import inet.ipaddr.ipv6.IPv6Address;
import inet.ipaddr.ipv6.IPv6AddressTrie;
import io.github.rstagent.config.AllowlistReader;
import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.RuleDefaults;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilter;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** A look-up of peers in a list, by several libraries. */
public abstract class Finder {
  /** What the library wants to be asked with: made before the look-up, to its advantage. */
  public Object prepare(InetSocketAddress peer) {
    return peer;
  }

  public abstract boolean isListed(Object peer);

  public static Finder of(String library, Rules rules) {
    return switch (library) {
      case "rst-agent" -> new Ours(rules);
      case "IPAddress" ->
          rules.network(0) instanceof Inet4Address ? new Trie4(rules) : new Trie6(rules);
      case "IpSubnetFilter" -> new Netty(rules);
      default -> throw new IllegalArgumentException(library);
    };
  }

  private static final class Ours extends Finder {
    private final Allowlist list;

    Ours(Rules rules) {
      AllowlistReader reader = new AllowlistReader(RuleDefaults.STANDARD);
      for (int i = 0; i < rules.size(); i++) {
        reader.vips(rules.text(i), "rule " + i, 0);
      }
      list = reader.allowlist();
      if (list.size() != rules.size()) {
        throw new IllegalStateException(String.valueOf(reader.problems().get(0)));
      }
    }

    @Override
    public boolean isListed(Object peer) {
      return list.find(((InetSocketAddress) peer).getAddress(), 443) != null;
    }
  }

  private static final class Trie4 extends Finder {
    private final IPv4AddressTrie trie = new IPv4AddressTrie();

    Trie4(Rules rules) {
      for (int i = 0; i < rules.size(); i++) {
        trie.add(new IPv4Address((Inet4Address) rules.network(i), rules.prefix(i)).toPrefixBlock());
      }
    }

    @Override
    public Object prepare(InetSocketAddress peer) {
      return new IPv4Address((Inet4Address) peer.getAddress());
    }

    @Override
    public boolean isListed(Object peer) {
      return trie.longestPrefixMatchNode((IPv4Address) peer) != null;
    }
  }

  private static final class Trie6 extends Finder {
    private final IPv6AddressTrie trie = new IPv6AddressTrie();

    Trie6(Rules rules) {
      for (int i = 0; i < rules.size(); i++) {
        IPAddress network = new IPv6Address((Inet6Address) rules.network(i), rules.prefix(i));
        trie.add(network.toIPv6().toPrefixBlock());
      }
    }

    @Override
    public Object prepare(InetSocketAddress peer) {
      return new IPv6Address((Inet6Address) peer.getAddress());
    }

    @Override
    public boolean isListed(Object peer) {
      return trie.longestPrefixMatchNode((IPv6Address) peer) != null;
    }
  }

  private static final class Netty extends Finder {
    private final Filter filter;

    Netty(Rules rules) {
      List<IpSubnetFilterRule> list = new ArrayList<>();
      for (int i = 0; i < rules.size(); i++) {
        list.add(
            new IpSubnetFilterRule(rules.network(i), rules.prefix(i), IpFilterRuleType.ACCEPT));
      }
      filter = new Filter(list);
    }

    @Override
    public boolean isListed(Object peer) {
      return filter.isListed((InetSocketAddress) peer);
    }

    private static final class Filter extends IpSubnetFilter {
      Filter(List<IpSubnetFilterRule> rules) {
        super(false, rules);
      }

      boolean isListed(InetSocketAddress peer) {
        return accept(null, peer);
      }
    }
  }
}
