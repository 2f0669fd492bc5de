// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package services;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Spring Boot on Reactor Netty. */
@SpringBootApplication
@RestController
public class WebFlux {
  public static void main(String[] port) {
    System.setProperty("server.port", port[0]);
    SpringApplication.run(WebFlux.class);
  }

  @GetMapping("/")
  String answer() {
    return "pong";
  }
}
