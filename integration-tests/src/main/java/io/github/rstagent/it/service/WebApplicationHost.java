// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import java.io.File;
import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Deploys an {@link EchoService} with its Netty as application servers deploy a web application,
 * undeploys it when it has ended, and says on stdout whether its class loader can be collected and
 * which of its jars are still open.
 *
 * <p>Arguments: {@code jar=PATH} (repeatable), {@code hold=on} to keep the class loader, {@code
 * patience=SECONDS}, and the service's own.
 */
public final class WebApplicationHost {
  private static final ReferenceQueue<ClassLoader> COLLECTED = new ReferenceQueue<>();

  private static ClassLoader held;

  private WebApplicationHost() {}

  public static void main(String[] arguments) throws Exception {
    ServiceOptions options = new ServiceOptions(arguments);
    WeakReference<ClassLoader> undeployed = run(options, arguments);
    System.out.println(
        isCollected(undeployed, Integer.parseInt(options.get("patience", "30")))
            ? "class loader is collected"
            : "class loader is still there, held on purpose: " + (held != null));
    System.out.println("jars still open: " + openOf(options.all("jar")));
  }

  private static WeakReference<ClassLoader> run(ServiceOptions options, String[] arguments)
      throws Exception {
    try (WebApplicationLoader loader = new WebApplicationLoader(Jars.urls(options.all("jar")))) {
      Thread thread = new Thread(() -> runService(loader, arguments), "web-application");
      thread.setContextClassLoader(loader);
      thread.start();
      thread.join();
      if (options.isOn("hold", false)) {
        held = loader;
      }
      return new WeakReference<>(loader, COLLECTED);
    }
  }

  private static void runService(ClassLoader loader, String[] arguments) {
    try {
      loader
          .loadClass(EchoService.class.getName())
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isCollected(WeakReference<ClassLoader> loader, int seconds)
      throws InterruptedException {
    long deadline = System.nanoTime() + seconds * 1_000_000_000L;
    while (System.nanoTime() - deadline < 0) {
      System.gc();
      if (COLLECTED.remove(100) == loader) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> openOf(List<String> jars) throws IOException {
    List<String> ofTheServer =
        Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator, -1));
    Set<String> open = new TreeSet<>();
    File[] descriptors = new File("/proc/self/fd").listFiles();
    for (File descriptor : descriptors == null ? new File[0] : descriptors) {
      String target = descriptor.getCanonicalPath();
      if (jars.contains(target) && !ofTheServer.contains(target)) {
        open.add(target);
      }
    }
    return open;
  }

  /** The application's own classes first, as the Servlet specification wants it. */
  private static final class WebApplicationLoader extends URLClassLoader {
    WebApplicationLoader(URL[] jars) {
      super(jars, WebApplicationHost.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null) {
          return loaded;
        }
        try {
          return findClass(name);
        } catch (ClassNotFoundException e) {
          return super.loadClass(name, resolve);
        }
      }
    }
  }
}
