// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

/**
 * A program without Netty. It exits with the code that it is given, and lists its threads on
 * demand.
 */
public final class HelloWorld {
  private HelloWorld() {}

  public static void main(String[] arguments) {
    System.out.println("Hello, world");
    if (arguments.length > 1) {
      Thread.getAllStackTraces().keySet().stream()
          .map(Thread::getName)
          .sorted()
          .forEach(System.out::println);
    }
    System.exit(Integer.parseInt(arguments[0]));
  }
}
