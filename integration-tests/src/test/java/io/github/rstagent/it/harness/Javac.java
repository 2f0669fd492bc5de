// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The compiler, for what a test compiles itself. */
public final class Javac {
  private Javac() {}

  /**
   * Compiles some sources and what they use.
   *
   * @param options class path or module path, and source path
   * @return {@code classes}
   */
  public static Path compile(List<String> options, Path classes, Path... sources)
      throws IOException {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("-proc:none", "-nowarn", "-implicit:class", "-d", classes.toString()));
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
      boolean compiled =
          javac
              .getTask(
                  said,
                  files,
                  null,
                  all,
                  null,
                  files.getJavaFileObjectsFromPaths(Arrays.asList(sources)))
              .call();
      assertThat(compiled).as("compiling %s: %s", Arrays.asList(sources), said).isTrue();
    }
    return classes;
  }
}
