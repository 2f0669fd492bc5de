// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Properties;
import net.bytebuddy.agent.ByteBuddyAgent.AttachmentProvider;

/**
 * A connection to another JVM of this machine, by the JDK's attach API. That is a module of its
 * own, and on Java 8 a jar that no class path has: Byte Buddy's agent finds it, and it is called by
 * reflection.
 */
final class JvmAttachment implements Closeable {
  private final Class<?> api;
  private final Object jvm;

  private JvmAttachment(Class<?> api, Object jvm) {
    this.api = api;
    this.jvm = jvm;
  }

  /**
   * Attaches to a JVM.
   *
   * @throws UnreachableException where this Java has no attach API, or the JVM does not answer
   */
  static JvmAttachment to(String pid) throws UnreachableException {
    AttachmentProvider.Accessor accessor = AttachmentProvider.DEFAULT.attempt();
    if (!accessor.isAvailable()) {
      throw new UnreachableException(
          "this Java has no attach API ("
              + System.getProperty("java.home")
              + "): use the java of a JDK, or a runtime with the module jdk.attach");
    }
    Class<?> api = accessor.getVirtualMachineType();
    try {
      return new JvmAttachment(api, call(api, null, "attach", pid));
    } catch (IOException e) {
      throw new UnreachableException(
          "the JVM " + pid + " cannot be attached to: " + e.getMessage(), e);
    }
  }

  /**
   * The other JVM's system properties, as they are now.
   *
   * @throws IOException where it has ended
   */
  Properties systemProperties() throws IOException {
    return (Properties) call(api, jvm, "getSystemProperties");
  }

  /**
   * Has the other JVM load an agent, and waits until its {@code agentmain} is done.
   *
   * @throws UnreachableException where it refuses
   * @throws IOException where it has ended
   */
  void loadAgent(String jar, String argument) throws IOException, UnreachableException {
    try {
      call(api, jvm, "loadAgent", jar, argument);
    } catch (RefusedException e) {
      if (!"0".equals(e.getMessage())) { // how a Java 8 JVM says "done" to a newer attach API
        throw new UnreachableException("it does not load " + jar + ": " + e.getMessage(), e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    call(api, jvm, "detach");
  }

  private static Object call(Class<?> api, Object jvm, String method, String... arguments)
      throws IOException {
    Class<?>[] types = new Class<?>[arguments.length];
    Arrays.fill(types, String.class);
    try {
      return api.getMethod(method, types).invoke(jvm, (Object[]) arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IOException) {
        throw (IOException) e.getCause();
      }
      throw new RefusedException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new RefusedException(e);
    }
  }

  /** One of the attach API's own exceptions, which cannot be named here. */
  private static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(Throwable cause) {
      super(cause.getMessage(), cause);
    }
  }
}
