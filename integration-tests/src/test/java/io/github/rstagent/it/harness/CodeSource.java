// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** The jar or folder that a class of ours was loaded from. */
public final class CodeSource {
  private CodeSource() {}

  public static Path of(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
