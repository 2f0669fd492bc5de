// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.util.Properties;
import java.util.function.Function;

/**
 * Alone knows the attach API, which is a module of its own, and on Java 8 a jar that no class path
 * has: loaded where it resolves. Public for its loader alone.
 */
public final class HotSpotAttachment implements JvmAttachment {
  private final VirtualMachine jvm;

  private HotSpotAttachment(VirtualMachine jvm) {
    this.jvm = jvm;
  }

  /** Attaches to the JVM of a process. */
  public static final class Factory implements Function<String, Object> {
    /**
     * @return the attachment, or the exception that tells why there is none
     */
    @Override
    public Object apply(String pid) {
      try {
        return new HotSpotAttachment(VirtualMachine.attach(pid));
      } catch (AttachNotSupportedException | IOException e) {
        return e;
      }
    }
  }

  @Override
  public Properties systemProperties() throws IOException {
    return jvm.getSystemProperties();
  }

  @Override
  public void loadAgent(String jar, String argument) throws IOException, UnreachableException {
    try {
      jvm.loadAgent(jar, argument);
    } catch (AgentLoadException | AgentInitializationException e) {
      if ("0".equals(e.getMessage())) {
        return; // a Java 8 JVM answers the bare 0 of success, which newer tools cannot read
      }
      throw new UnreachableException("it does not load " + jar + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    jvm.detach();
  }
}
