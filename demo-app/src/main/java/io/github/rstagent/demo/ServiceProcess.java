// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.demo;

import io.github.rstagent.demo.echo.EchoService;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The echo service in a JVM of its own. */
final class ServiceProcess implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("listening on port (\\d+)");
  private static final int START_LIMIT_SECONDS = 30;
  private static final int STOP_LIMIT_SECONDS = 10;

  private final String name;
  private final Process process;
  final Output stdout;
  final Output stderr;

  /**
   * @param certificate null for a service without TLS
   */
  ServiceProcess(String name, List<String> jvmOptions, Certificate certificate) throws IOException {
    this.name = name;
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(EchoService.class.getName());
    command.add(Traffic.SERVICE);
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    // Options that would reach both services, an agent among them, belong to the demo's caller.
    environment.remove("JAVA_TOOL_OPTIONS");
    environment.remove("JDK_JAVA_OPTIONS");
    environment.keySet().removeIf(key -> key.startsWith("RST_AGENT_"));
    if (certificate != null) {
      command.add(certificate.keyStore().toString());
      environment.put("KEYSTORE_PASSWORD", certificate.password());
    }
    process = builder.start();
    stdout = new Output(process.getInputStream(), name + " stdout");
    stderr = new Output(process.getErrorStream(), name + " stderr");
  }

  InetSocketAddress awaitListening() throws InterruptedException, DemoException {
    boolean listening =
        stdout.await(lines -> portIn(lines) != 0, Duration.ofSeconds(START_LIMIT_SECONDS));
    if (!listening) {
      stderr.awaitEnd(Duration.ofSeconds(1));
      throw new DemoException(
          "the service "
              + name
              + (process.isAlive()
                  ? " does not listen after " + START_LIMIT_SECONDS + " s"
                  : " ended with exit status " + process.exitValue() + " before it listened")
              + "; it printed:\n"
              + String.join("\n", stdout.lines())
              + "\n"
              + String.join("\n", stderr.lines()));
    }
    return new InetSocketAddress(Loopback.address(Traffic.SERVICE), portIn(stdout.lines()));
  }

  private static int portIn(List<String> lines) {
    for (String line : lines) {
      Matcher matcher = LISTENING.matcher(line);
      if (matcher.find()) {
        return Integer.parseInt(matcher.group(1));
      }
    }
    return 0;
  }

  /** Ends the service's input, which stops it, and waits until all it wrote has been read. */
  void stop() throws IOException, InterruptedException, DemoException {
    process.getOutputStream().close();
    if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new DemoException(
          "the service "
              + name
              + " does not stop within "
              + STOP_LIMIT_SECONDS
              + " s of the end of its input");
    }
    stdout.awaitEnd(Duration.ofSeconds(STOP_LIMIT_SECONDS));
    stderr.awaitEnd(Duration.ofSeconds(STOP_LIMIT_SECONDS));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
