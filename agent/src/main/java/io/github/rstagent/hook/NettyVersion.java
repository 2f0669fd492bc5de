// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import io.github.rstagent.boot.ChildFirstLoader;
import io.github.rstagent.boot.HomeJar;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.Enumeration;
import java.util.Properties;

/**
 * Reads a Netty's version from {@code META-INF/io.netty.versions.properties}, which the jars of
 * Netty 4 and 5 carry and relocated copies keep (io.netty.util.Version reads the same file), or
 * from Maven's properties in those of 4.0.0 to 4.0.12, which do not.
 */
final class NettyVersion {
  private static final String[] FILES = {
    "META-INF/io.netty.versions.properties",
    "META-INF/maven/io.netty/netty-transport/pom.properties",
    "META-INF/maven/io.netty/netty-all/pom.properties",
    "META-INF/maven/io.netty/netty/pom.properties", // 3.x
    "META-INF/maven/org.jboss.netty/netty/pom.properties"
  };

  private static final String UNKNOWN = "of unknown version";

  private NettyVersion() {}

  /**
   * The version of the Netty whose class comes from this place.
   *
   * @return for example {@code 4.1.135.Final}, or words that say that it is not known
   */
  static String of(ClassLoader loader, ProtectionDomain domain) {
    try {
      // A class path may hold several Nettys: the jar that the class comes from knows best.
      String version = inItsJar(loader, domain);
      version = version == null ? read(loader, "") : version;
      return version == null ? UNKNOWN : version;
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  /** The same for a relocated Netty: what other jars say is of another Netty. */
  static String ofRelocated(ClassLoader loader, ProtectionDomain domain) {
    try {
      String version = inItsJar(loader, domain);
      return version == null ? UNKNOWN : version;
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  private static String inItsJar(ClassLoader loader, ProtectionDomain domain) throws IOException {
    for (String name : FILES) {
      try (InputStream in = HomeJar.open(domain, name)) {
        String version = in == null ? null : version(in);
        if (version != null) {
          return version;
        }
      }
    }
    String location = location(domain);
    return location.isEmpty() ? null : read(loader, location);
  }

  private static String location(ProtectionDomain domain) {
    CodeSource source = domain == null ? null : domain.getCodeSource();
    return source == null || source.getLocation() == null ? "" : source.getLocation().toString();
  }

  /** The first version in a file whose address contains the location, or {@code null}. */
  private static String read(ClassLoader loader, String location) throws IOException {
    for (String name : FILES) {
      for (Enumeration<URL> files = loader.getResources(name); files.hasMoreElements(); ) {
        URL file = files.nextElement();
        String version = null;
        if (file.toString().contains(location)) {
          try (InputStream in = ChildFirstLoader.open(file)) {
            version = version(in);
          }
        }
        if (version != null) {
          return version;
        }
      }
    }
    return null;
  }

  /** Not of what is released apart from it: grpc-netty-shaded 1.20 kept tcnative's file alone. */
  private static boolean isNettys(String key) {
    return key.endsWith(".version")
        && !key.startsWith("netty-tcnative")
        && !key.startsWith("netty-incubator");
  }

  private static String version(InputStream file) throws IOException {
    Properties versions = new Properties();
    versions.load(file);
    String version =
        versions.getProperty("netty-transport.version", versions.getProperty("version"));
    for (String key : versions.stringPropertyNames()) {
      // A shaded jar may have kept the file of one of Netty's artifacts only.
      version = version == null && isNettys(key) ? versions.getProperty(key) : version;
    }
    return version;
  }
}
