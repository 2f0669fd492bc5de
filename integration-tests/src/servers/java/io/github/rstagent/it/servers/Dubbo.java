// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.servers;

import java.util.function.UnaryOperator;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.ServiceConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;

/** A Dubbo provider that registers nowhere. */
public final class Dubbo {
  private Dubbo() {}

  /** What it provides. */
  public interface Greeting extends UnaryOperator<String> {}

  public static void main(String[] arguments) throws Exception {
    ApplicationConfig application = new ApplicationConfig("provider");
    application.setQosEnable(false);
    ProtocolConfig protocol = new ProtocolConfig("dubbo", -1);
    protocol.setHost("127.0.0.1");
    ServiceConfig<Greeting> service = new ServiceConfig<>();
    service.setInterface(Greeting.class);
    service.setRef(name -> "hello, " + name);
    DubboBootstrap.getInstance()
        .application(application)
        .registry(new RegistryConfig("N/A"))
        .protocol(protocol)
        .service(service)
        .start();
  }
}
