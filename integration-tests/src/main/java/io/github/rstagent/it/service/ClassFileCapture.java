// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;

/**
 * An agent that looks, the last of all, at what a class is at this moment; or, where it is there
 * from the start, at what the JVM is given when it loads the class. Its argument is {@code
 * CLASS=FILE}, or {@code PREFIX*=FOLDER} for each loaded class whose name begins so, into {@code
 * FOLDER/NAME.class}.
 */
public final class ClassFileCapture implements ClassFileTransformer {
  private final String className;
  private final Path file;
  private IOException failure;

  private ClassFileCapture(String className, Path file) {
    this.className = className;
    this.file = file;
  }

  public static void premain(String argument, Instrumentation instrumentation) {
    instrumentation.addTransformer(of(argument), true);
  }

  private static ClassFileCapture of(String argument) {
    int equals = argument.indexOf('=');
    return new ClassFileCapture(
        argument.substring(0, equals).replace('.', '/'), Paths.get(argument.substring(equals + 1)));
  }

  public static void agentmain(String argument, Instrumentation instrumentation)
      throws IOException, UnmodifiableClassException {
    ClassFileCapture capture = of(argument);
    List<Class<?>> types = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      // Those that the JVM makes up, as for lambdas, cannot be looked at.
      if (capture.fileOf(type.getName().replace('.', '/')) != null
          && instrumentation.isModifiableClass(type)) {
        types.add(type);
      }
    }
    instrumentation.addTransformer(capture, true);
    try {
      instrumentation.retransformClasses(types.toArray(new Class<?>[0]));
    } finally {
      instrumentation.removeTransformer(capture);
    }
    if (capture.failure != null) {
      throw capture.failure;
    }
  }

  /** Where a class is to be written to, or {@code null}. */
  private Path fileOf(String name) {
    if (!className.endsWith("*")) {
      return className.equals(name) ? file : null;
    }
    return name.startsWith(className.substring(0, className.length() - 1))
        ? file.resolve(name.replace('/', '.') + ".class")
        : null;
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String name,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    Path wanted = name == null ? null : fileOf(name);
    if (wanted != null) {
      try {
        Files.write(wanted, classFile);
      } catch (IOException e) {
        failure = e;
      }
    }
    return null;
  }
}
