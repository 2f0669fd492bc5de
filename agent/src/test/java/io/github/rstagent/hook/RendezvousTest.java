// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.function.BiPredicate;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RendezvousTest {
  private static final String FIELD =
      "public static volatile java.util.function.BiPredicate java.lang.RstAgentRendezvous.";
  private static final String NAME = "java.lang.RstAgentRendezvous";

  @AfterEach
  void letPass() throws Exception {
    Gates.pass();
  }

  @Test
  void isVisibleWithoutAnyLoaderOfOurs() throws Exception {
    BiPredicate<Object, Object> gate = (subject, cause) -> true;
    Gates.open(gate);

    ClassLoader nobody = new ClassLoader(null) {};
    Class<?> type = Class.forName(NAME, true, nobody);

    assertThat(type.getClassLoader()).isNull();
    assertThat(type.getModule()).isSameAs(Object.class.getModule());
    assertThat(type.getField("gate").get(null)).isSameAs(gate);
  }

  @Test
  void holdsTheLastGate() throws Exception {
    BiPredicate<Object, Object> second = (subject, cause) -> true;
    Gates.open((subject, cause) -> false);
    Class<?> type = Class.forName(NAME);
    Gates.open(second);

    assertThat(Class.forName(NAME)).isSameAs(type);
    assertThat(type.getField("gate").get(null)).isSameAs(second);
  }

  /** Frozen: an agent of another version, or a class that one has rewritten, may be in this JVM. */
  @Test
  void hasTheShapeThatWasPublished() throws Exception {
    Gates.pass();
    Class<?> type = Class.forName(NAME);

    assertThat(Modifier.toString(type.getModifiers())).isEqualTo("public final");
    assertThat(type.getDeclaredFields())
        .extracting(Field::toString)
        .containsExactlyInAnyOrder(FIELD + "gate", FIELD + "connections", FIELD + "events");
    assertThat(type.getDeclaredMethods()).isEmpty();
    assertThat(type.getDeclaredConstructors()).isEmpty();
  }

  @Test
  void opensJavaLangToNobodyElse() throws Exception {
    Instrumentation instrumentation = ByteBuddyAgent.install();
    Rendezvous.open(Rendezvous.READ_EXCEPTIONS, (subject, cause) -> false, instrumentation);

    assertThat(Object.class.getModule().isOpen("java.lang", getClass().getModule())).isFalse();
    assertThat(
            Object.class
                .getModule()
                .isOpen("java.lang", new ClassLoader(null) {}.getUnnamedModule()))
        .isFalse();
  }
}
