// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Ends the JVMs that a test has started; a failed test shows what they have printed. */
public final class ForkedJvms implements AfterEachCallback, AutoCloseable {
  private final Queue<ForkedJvm> started = new ConcurrentLinkedQueue<>();

  public ForkedJvm start(JvmCommand command) {
    ForkedJvm jvm = command.start();
    started.add(jvm);
    return jvm;
  }

  public FinishedJvm run(JvmCommand command) {
    return start(command).awaitExit();
  }

  public Service start(ServiceCommand command) {
    return command.start(this);
  }

  @Override
  public void close() {
    started.forEach(ForkedJvm::close);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    close();
    context.getExecutionException().ifPresent(this::explain);
  }

  /** Adds to a failure what the JVMs have printed. */
  public void explain(Throwable failure) {
    started.forEach(jvm -> failure.addSuppressed(new Transcript(jvm.transcript())));
  }

  /** Printed below the stack trace of the failure. */
  private static final class Transcript extends Throwable {
    private static final long serialVersionUID = 1;

    Transcript(String text) {
      super("\n" + text, null, false, false);
    }
  }
}
