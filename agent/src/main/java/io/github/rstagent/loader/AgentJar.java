// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.loader;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.security.CodeSource;

/** Where this jar lies. */
public final class AgentJar {
  private AgentJar() {}

  /** The jar; {@code null} where the classes do not come from a file. */
  public static File file() {
    CodeSource source = AgentJar.class.getProtectionDomain().getCodeSource();
    return source == null || source.getLocation() == null ? null : file(source.getLocation());
  }

  /** The jar's folder, or {@code null}. */
  public static File folder() {
    File jar = file();
    return jar == null ? null : jar.getParentFile();
  }

  static File file(URL location) {
    if (!location.getProtocol().equals("file")) {
      return null;
    }
    String path = location.getPath();
    boolean local = location.getHost() == null || location.getHost().isEmpty();
    if (local && path.indexOf('%') < 0) {
      return new File(path); // nearly always; java.net.URI costs a start half a millisecond
    }
    try {
      return new File(location.toURI());
    } catch (URISyntaxException | IllegalArgumentException e) {
      return null;
    }
  }
}
