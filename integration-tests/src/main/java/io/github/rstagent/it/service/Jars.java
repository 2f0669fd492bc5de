// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.List;

/** Paths as class loaders want them. */
final class Jars {
  private Jars() {}

  static URL[] urls(List<String> paths) throws MalformedURLException {
    URL[] urls = new URL[paths.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = new File(paths.get(i)).toURI().toURL();
    }
    return urls;
  }
}
