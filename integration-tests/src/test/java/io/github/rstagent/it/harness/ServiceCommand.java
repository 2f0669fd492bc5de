// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import io.github.rstagent.it.service.EchoService;
import io.github.rstagent.it.service.Netty3Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How to start an {@link EchoService}. */
public final class ServiceCommand {
  private final JvmCommand jvm;
  private final List<String> arguments = new ArrayList<>();

  private ServiceCommand(JvmCommand jvm) {
    this.jvm = jvm;
  }

  public static ServiceCommand on(String nettyVersion, Logging logging) {
    return on(JavaHome.ofTheBuild(), nettyVersion, logging);
  }

  public static ServiceCommand on(JavaHome home, String nettyVersion, Logging logging) {
    return on(new Lane(home, nettyVersion, "nio"), logging);
  }

  public static ServiceCommand on(Lane lane, Logging logging) {
    return new ServiceCommand(
        JvmCommand.main(lane.home(), lane.isNetty3() ? Netty3Service.class : EchoService.class)
            .classPath(NettyRelease.jars(lane.netty(), lane.transport()))
            .classPath(logging.jars())
            .jvm(logging.jvmArguments()));
  }

  public ServiceCommand agent(String options) {
    jvm.agent(options);
    return this;
  }

  public ServiceCommand agent(Path jar, String options) {
    jvm.agent(jar, options);
    return this;
  }

  public ServiceCommand classPath(List<Path> more) {
    jvm.classPath(more);
    return this;
  }

  public ServiceCommand jvm(String... more) {
    jvm.jvm(more);
    return this;
  }

  public ServiceCommand under(String... program) {
    jvm.under(program);
    return this;
  }

  public ServiceCommand fullStderr() {
    jvm.fullStderr();
    return this;
  }

  public ServiceCommand environment(String name, String value) {
    jvm.environment(name, value);
    return this;
  }

  public ServiceCommand directory(Path workingDirectory) {
    jvm.directory(workingDirectory);
    return this;
  }

  /** {@code key=value} as {@link EchoService} describes them. */
  public ServiceCommand with(String... options) {
    arguments.addAll(List.of(options));
    return this;
  }

  public Service start(ForkedJvms jvms) {
    try (ServerSocket control = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      arguments.add("control=" + control.getLocalPort());
      return new Service(jvms.start(jvm.arguments(arguments)), control);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
