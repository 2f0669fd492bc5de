// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks.programs;

import io.github.rstagent.config.AllowlistReader;
import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.RuleDefaults;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Loads a list file again and again, and puts the new list in force while another thread looks up.
 * Prints {@code first-s}, {@code later-s} (the mean), {@code look-ups} made meanwhile, and how many
 * of them were {@code wrong}.
 */
public final class ListLoading {
  private static final int LOADS = 5;

  private static volatile Allowlist inForce;
  private static volatile boolean done;
  private static long lookUps;
  private static long wrong;

  private ListLoading() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Rules rules = new Rules(false, Integer.parseInt(arguments[0]));
    Path file = Files.createTempFile("rules", ".list");
    try {
      try (Writer out = Files.newBufferedWriter(file)) {
        for (int i = 0; i < rules.size(); i++) {
          out.write(rules.text(i) + " rule-" + i + "\n");
        }
      }
      System.out.println("first-s " + load(file));
      Thread service = new Thread(() -> lookUp(rules));
      service.start();
      double sum = 0;
      for (int i = 0; i < LOADS; i++) {
        sum += load(file);
      }
      done = true;
      service.join();
      System.out.println("later-s " + sum / LOADS);
      System.out.println("look-ups " + lookUps);
      System.out.println("wrong " + wrong);
    } finally {
      Files.delete(file);
    }
  }

  private static double load(Path file) {
    long before = System.nanoTime();
    AllowlistReader reader = new AllowlistReader(RuleDefaults.STANDARD);
    reader.file(file.toFile());
    inForce = reader.allowlist();
    return (System.nanoTime() - before) / 1e9;
  }

  private static void lookUp(Rules rules) {
    InetSocketAddress[] listed = rules.peers(4096, true);
    InetSocketAddress[] strangers = rules.peers(4096, false);
    for (int i = 0; !done; i = (i + 1) % listed.length) {
      lookUps += 2;
      wrong += isListed(listed[i].getAddress()) ? 0 : 1;
      wrong += isListed(strangers[i].getAddress()) ? 1 : 0;
    }
  }

  private static boolean isListed(InetAddress peer) {
    return inForce.find(peer, 443) != null;
  }
}
