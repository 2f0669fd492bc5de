// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import io.github.rstagent.boot.ChildFirstLoader;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Where Netty's classes and the agent meet: one class in {@code java.lang}, because that package is
 * the only one that every class loader sees (OSGi and web applications included), with one static
 * field for each kind of question.
 *
 * <p>It is defined without an append to the bootstrap class path (which makes the JVM warn about
 * class sharing) and without a file. Its name and shape are frozen for the life of a JVM: a second
 * agent jar of another version finds it and uses it. {@link #READ_EXCEPTIONS} and {@link
 * #CONNECTIONS} are never {@code null} once a class of Netty has been changed; {@link #LOG_EVENTS}
 * is {@code null} while the answers have no use, and what asks it checks that first.
 */
public final class Rendezvous {
  /** Internal name. DON'T CHANGE: see above. */
  static final String TYPE = "java/lang/RstAgentRendezvous";

  private static final String NAME = TYPE.replace('/', '.');

  /** Asked with the pipeline and the cause; true where the exception is not to be fired. */
  public static final String READ_EXCEPTIONS = "gate";

  /**
   * Told with a pipeline, in Netty 3 with a channel, where the channel begins (true) or is closed
   * (false), and with {@code null} when that is over; with a number, how many bytes that are not
   * passed on yet were read before a read failed. What it answers means nothing.
   */
  public static final String CONNECTIONS = "connections";

  /** Asked with an event of a logging library; true where it is not to be logged. */
  public static final String LOG_EVENTS = "events";

  private static final String[] FIELDS = {READ_EXCEPTIONS, CONNECTIONS, LOG_EVENTS};

  static final String FIELD_DESCRIPTOR = "Ljava/util/function/BiPredicate;";
  static final String GATE_TYPE = "java/util/function/BiPredicate";

  private static final String IN_OWN_MODULE = "io.github.rstagent.hook.JavaLangDefinition";

  private Rendezvous() {}

  /**
   * Makes a gate reachable from everywhere. May be called again: the last gate holds.
   *
   * @param field one of this class's constants
   * @param gate or {@code null}, where the field allows it
   * @throws Exception where this JVM has no way to define the class
   */
  public static void open(
      String field, BiPredicate<Object, Object> gate, Instrumentation instrumentation)
      throws Exception {
    type(instrumentation).getField(field).set(null, gate);
  }

  /**
   * Makes sure that classes may name it.
   *
   * @throws Exception where this JVM has no way to define the class
   */
  static void prepare(Instrumentation instrumentation) throws Exception {
    type(instrumentation);
  }

  /** Writes the instruction that loads a gate. */
  static void load(String field, MethodVisitor code) {
    code.visitFieldInsn(Opcodes.GETSTATIC, TYPE, field, FIELD_DESCRIPTOR);
  }

  /** Writes the question: of a gate and two objects on the stack, a boolean is left. */
  static void ask(MethodVisitor code) {
    code.visitMethodInsn(
        Opcodes.INVOKEINTERFACE,
        GATE_TYPE,
        "test",
        "(Ljava/lang/Object;Ljava/lang/Object;)Z",
        true);
  }

  private static Class<?> type(Instrumentation instrumentation) throws Exception {
    try {
      return existing();
    } catch (ClassNotFoundException e) {
      return define(instrumentation);
    }
  }

  private static Class<?> existing() throws ClassNotFoundException {
    return Class.forName(NAME, true, null);
  }

  private static Class<?> define(Instrumentation instrumentation) throws Exception {
    try {
      return isModular()
          ? defineInModule(classFile(), instrumentation)
          : UnsafeDefinition.define(NAME, classFile());
    } catch (LinkageError | InvocationTargetException e) {
      try {
        return existing(); // another thread was faster
      } catch (ClassNotFoundException none) {
        throw new IllegalStateException(NAME + " cannot be defined", e);
      }
    }
  }

  private static boolean isModular() {
    try {
      Class.forName("java.lang.Module", false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /**
   * Opens {@code java.lang} to a module of our own and to no other, namely to the unnamed module of
   * a loader made for this: opened to the agent's unnamed module, it would be open to all of the
   * agent, and where that had to be the system loader's to the application's whole class path.
   * JaCoCo's AgentModule does it the same way.
   */
  @SuppressWarnings("unchecked")
  private static Class<?> defineInModule(byte[] classFile, Instrumentation instrumentation)
      throws Exception {
    ClassLoader own = new ChildFirstLoader(Rendezvous.class.getClassLoader(), IN_OWN_MODULE);
    return ((BiFunction<Instrumentation, byte[], Class<?>>)
            own.loadClass(IN_OWN_MODULE).getConstructor().newInstance())
        .apply(instrumentation, classFile);
  }

  private static byte[] classFile() {
    ClassWriter type = new ClassWriter(0);
    type.visit(
        Opcodes.V1_8,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        TYPE,
        null,
        "java/lang/Object",
        null);
    for (String field : FIELDS) {
      type.visitField(
              Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_VOLATILE,
              field,
              FIELD_DESCRIPTOR,
              null,
              null)
          .visitEnd();
    }
    type.visitEnd();
    return type.toByteArray();
  }
}
