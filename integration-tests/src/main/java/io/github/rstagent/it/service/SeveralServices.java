// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import java.lang.reflect.Method;
import org.slf4j.LoggerFactory;

/**
 * Several services in one JVM, each on a Netty of its own; the JVM ends with the first.
 *
 * <p>Arguments: {@code CLASS=PORT} for each, the name of an {@link EchoService} and where the test
 * listens.
 */
public final class SeveralServices {
  private SeveralServices() {}

  public static void main(String[] arguments) throws Exception {
    LoggerFactory.getILoggerFactory(); // by one thread: it complains of several
    for (int i = 1; i < arguments.length; i++) {
      String argument = arguments[i];
      Thread service = new Thread(() -> runOrExit(argument), argument);
      service.setDaemon(true);
      service.start();
    }
    run(arguments[0]);
    System.exit(0);
  }

  private static void runOrExit(String argument) {
    try {
      run(argument);
    } catch (Exception e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static void run(String argument) throws Exception {
    int equals = argument.indexOf('=');
    Method main = Class.forName(argument.substring(0, equals)).getMethod("main", String[].class);
    main.invoke(null, (Object) new String[] {"control=" + argument.substring(equals + 1)});
  }
}
