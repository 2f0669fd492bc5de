// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
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

  private NettyVersion() {}

  /**
   * The version of the Netty whose class comes from this place.
   *
   * @return for example {@code 4.1.135.Final}, or words that say that it is not known
   */
  static String of(ClassLoader loader, ProtectionDomain domain) {
    try {
      for (String file : FILES) {
        String version = read(loader, file, location(domain));
        if (version != null) {
          return version;
        }
      }
    } catch (IOException e) {
      // Said with the result.
    }
    return "of unknown version";
  }

  private static String location(ProtectionDomain domain) {
    CodeSource source = domain == null ? null : domain.getCodeSource();
    return source == null || source.getLocation() == null ? "" : source.getLocation().toString();
  }

  /**
   * Prefers the file in the jar that the class comes from: a class path may hold several Nettys.
   */
  private static String read(ClassLoader loader, String name, String location) throws IOException {
    String any = null;
    for (Enumeration<URL> files = loader.getResources(name); files.hasMoreElements(); ) {
      URL file = files.nextElement();
      String version = version(file);
      if (version != null && !location.isEmpty() && file.toString().contains(location)) {
        return version;
      }
      any = any == null ? version : any;
    }
    return any;
  }

  private static String version(URL file) throws IOException {
    URLConnection connection = file.openConnection();
    connection.setUseCaches(false); // a cached jar file stays open after its loader is closed
    Properties versions = new Properties();
    try (InputStream in = connection.getInputStream()) {
      versions.load(in);
    }
    String transport = versions.getProperty("netty-transport.version");
    return transport == null ? versions.getProperty("version") : transport;
  }
}
