// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Another agent, whose transformer looks at each of rst-agent's classes the way Datadog's does: it
 * asks the class's loader for the class file, and then has that loader load the class, which is
 * being defined at this moment.
 *
 * <p>Its argument names a file. At the end it writes a line there for each class: {@code LOADER
 * CLASS}, and what the loader does not answer as it should.
 */
public final class PeekingAgent implements ClassFileTransformer {
  private static final String OURS = "io/github/rstagent/";
  private static final String THE_TESTS = OURS + "it/";

  private final Queue<String> seen = new ConcurrentLinkedQueue<>();

  private PeekingAgent() {}

  public static void premain(String file, Instrumentation instrumentation) {
    PeekingAgent agent = new PeekingAgent();
    instrumentation.addTransformer(agent, true);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> agent.write(file)));
  }

  private void write(String file) {
    try (PrintWriter out = new PrintWriter(file, "UTF-8")) {
      seen.forEach(out::println);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String className,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    if (loader != null
        && redefined == null
        && className.startsWith(OURS)
        && !className.startsWith(THE_TESTS)) {
      String who = loader.getClass().getName() + " " + className;
      try {
        seen.add(who + look(loader, className, classFile));
      } catch (Throwable t) {
        seen.add(who + " " + t);
      }
    }
    return null;
  }

  private static String look(ClassLoader loader, String className, byte[] classFile)
      throws IOException, ClassNotFoundException {
    String file = className + ".class";
    String faults = "";
    URL resource = loader.getResource(file);
    faults += resource != null && isRead(resource.openStream(), classFile) ? "" : " getResource";
    Enumeration<URL> all = loader.getResources(file);
    faults +=
        all.hasMoreElements() && isRead(all.nextElement().openStream(), classFile)
            ? ""
            : " getResources";
    faults += isRead(loader.getResourceAsStream(file), classFile) ? "" : " getResourceAsStream";
    if (loader.getClass().getName().startsWith("io.github.rstagent.")) {
      // A loader of the JDK's does not survive that, whatever the class.
      Class.forName(className.replace('/', '.'), false, loader);
    }
    return faults;
  }

  private static boolean isRead(InputStream in, byte[] expected) throws IOException {
    if (in == null) {
      return false;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream content = in) {
      byte[] buffer = new byte[8192];
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        bytes.write(buffer, 0, read);
      }
    }
    return Arrays.equals(bytes.toByteArray(), expected);
  }
}
