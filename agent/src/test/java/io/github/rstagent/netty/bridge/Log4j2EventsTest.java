// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ObjectMessage;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.junit.jupiter.api.Test;

class Log4j2EventsTest {
  private final Log4j2Events events = new Log4j2Events();

  @Test
  void anObjectOfTheApplicationsIsNotAskedForItsText() {
    Object logged =
        new Object() {
          @Override
          public String toString() {
            throw new AssertionError("asked for its text");
          }
        };

    assertThat(message(new ObjectMessage(logged)) == logged).isTrue();
    assertThat(message(new ObjectMessage("a text"))).isEqualTo("a text");
  }

  @Test
  void aTextIsThatBeforeItsArguments() {
    assertThat(message(new ParameterizedMessage("of {}", "a peer"))).isEqualTo("of {}");
    assertThat(message(null)).isNull();
  }

  private Object message(Message message) {
    return events.message(new Object[] {Level.WARN, message, null});
  }
}
