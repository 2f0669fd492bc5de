// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.safety;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.utility.OpenedClassReader;

/** A class file's supertypes and methods. */
final class ScannedClass extends ClassVisitor {
  private final List<String> supertypes = new ArrayList<>();
  private final Map<String, ScannedMethod> methods = new LinkedHashMap<>();
  private String name;

  private ScannedClass() {
    super(OpenedClassReader.ASM_API);
  }

  static ScannedClass of(byte[] classFile) {
    ScannedClass scanned = new ScannedClass();
    new ClassReader(classFile).accept(scanned, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return scanned;
  }

  /** Internal name. */
  String name() {
    return name;
  }

  /** The superclass first. Internal names. */
  List<String> supertypes() {
    return supertypes;
  }

  /** By name and descriptor. */
  Map<String, ScannedMethod> methods() {
    return methods;
  }

  @Override
  public void visit(
      int version,
      int access,
      String className,
      String signature,
      String superName,
      String[] interfaces) {
    name = className;
    supertypes.add(superName);
    supertypes.addAll(Arrays.asList(interfaces));
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String method, String descriptor, String signature, String[] exceptions) {
    ScannedMethod scanned = new ScannedMethod(name, method + descriptor);
    methods.put(method + descriptor, scanned);
    return scanned;
  }
}
