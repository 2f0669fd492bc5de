// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.safety;

import java.util.LinkedHashSet;
import java.util.Set;
import net.bytebuddy.jar.asm.ConstantDynamic;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.utility.OpenedClassReader;

/** What a method's code refers to. Names are internal names. */
final class ScannedMethod extends MethodVisitor {
  private final String owner;
  private final String signature;
  private final Set<String> types = new LinkedHashSet<>();
  private final Set<String> created = new LinkedHashSet<>();
  private final Set<String> initializing = new LinkedHashSet<>();
  private final Set<String> constants = new LinkedHashSet<>();
  private final Set<Call> calls = new LinkedHashSet<>();

  ScannedMethod(String owner, String signature) {
    super(OpenedClassReader.ASM_API);
    this.owner = owner;
    this.signature = signature;
  }

  String owner() {
    return owner;
  }

  /** Name and descriptor. */
  String signature() {
    return signature;
  }

  Set<String> types() {
    return types;
  }

  Set<String> created() {
    return created;
  }

  /** Those whose initializer it sets off. */
  Set<String> initializing() {
    return initializing;
  }

  /** Strings. */
  Set<String> constants() {
    return constants;
  }

  Set<Call> calls() {
    return calls;
  }

  record Call(String owner, String signature, boolean isVirtual) {}

  private void use(Type type) {
    Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
    if (element.getSort() == Type.OBJECT) {
      types.add(element.getInternalName());
    }
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    use(Type.getObjectType(type));
    if (opcode == Opcodes.NEW) {
      created.add(type);
    }
  }

  @Override
  public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
    use(Type.getType(descriptor));
  }

  @Override
  public void visitFieldInsn(int opcode, String fieldOwner, String name, String descriptor) {
    use(Type.getObjectType(fieldOwner));
    if (opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC) {
      initializing.add(fieldOwner);
    }
  }

  @Override
  public void visitMethodInsn(
      int opcode, String methodOwner, String name, String descriptor, boolean isInterface) {
    use(Type.getObjectType(methodOwner));
    if (opcode == Opcodes.INVOKESTATIC) {
      initializing.add(methodOwner);
    }
    boolean isVirtual = opcode == Opcodes.INVOKEVIRTUAL || opcode == Opcodes.INVOKEINTERFACE;
    calls.add(new Call(methodOwner, name + descriptor, isVirtual));
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    for (Object argument : arguments) {
      visitLdcInsn(argument);
    }
  }

  @Override
  public void visitLdcInsn(Object value) {
    if (value instanceof String text) {
      constants.add(text);
    } else if (value instanceof Type type) {
      use(type.getSort() == Type.METHOD ? type.getReturnType() : type);
    } else if (value instanceof Handle handle) {
      use(Type.getObjectType(handle.getOwner()));
      created.add(handle.getOwner()); // in case it is a constructor
      calls.add(new Call(handle.getOwner(), handle.getName() + handle.getDesc(), false));
      calls.add(new Call(handle.getOwner(), handle.getName() + handle.getDesc(), true));
    } else if (value instanceof ConstantDynamic dynamic) {
      throw new AssertionError("a dynamic constant in " + owner + ": " + dynamic);
    }
  }

  @Override
  public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
    if (type != null) {
      types.add(type);
    }
  }
}
