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

/**
 * An agent that looks, the last of all, at what a class is at this moment; or, where it is there
 * from the start, at what the JVM is given when it loads the class. Its argument is {@code
 * CLASS=FILE}.
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
    String name = capture.className.replace('/', '.');
    instrumentation.addTransformer(capture, true);
    try {
      for (Class<?> type : instrumentation.getAllLoadedClasses()) {
        if (type.getName().equals(name)) {
          instrumentation.retransformClasses(type);
        }
      }
    } finally {
      instrumentation.removeTransformer(capture);
    }
    if (capture.failure != null) {
      throw capture.failure;
    }
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String name,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    if (className.equals(name)) {
      try {
        Files.write(file, classFile);
      } catch (IOException e) {
        failure = e;
      }
    }
    return null;
  }
}
