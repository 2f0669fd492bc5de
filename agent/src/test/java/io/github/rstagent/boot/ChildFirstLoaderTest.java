// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ChildFirstLoaderTest {
  private static final String OWN = "io.github.rstagent.rules.Silence";
  private static final ClassLoader PARENT = ChildFirstLoaderTest.class.getClassLoader();

  @Test
  void definesItsOwnClassesASecondTime() throws Exception {
    Class<?> own = new ChildFirstLoader(PARENT, OWN).loadClass(OWN);

    assertThat(own.getName()).isEqualTo(OWN);
    assertThat(own.getClassLoader()).isInstanceOf(ChildFirstLoader.class);
    assertThat(own).isNotSameAs(Class.forName(OWN));
  }

  @Test
  void definesAClassOnce() throws Exception {
    ChildFirstLoader loader = new ChildFirstLoader(PARENT, OWN);

    assertThat(loader.loadClass(OWN)).isSameAs(loader.loadClass(OWN));
  }

  /** As where another agent's transformer has the class loaded while it is being defined. */
  @Test
  void findsWhatWasDefinedMeanwhile() throws Exception {
    AtomicReference<Class<?>> meanwhile = new AtomicReference<>();
    ChildFirstLoader loader =
        new ChildFirstLoader(PARENT, OWN) {
          private boolean adapting;

          @Override
          protected byte[] adapt(byte[] classFile) {
            if (!adapting) {
              adapting = true;
              meanwhile.set(load());
            }
            return classFile;
          }

          private Class<?> load() {
            try {
              return loadClass(OWN);
            } catch (ClassNotFoundException e) {
              throw new AssertionError(e);
            }
          }
        };

    assertThat(loader.loadClass(OWN)).isSameAs(meanwhile.get()).isNotNull();
  }

  @Test
  void hasTheFilesOfItsOwnClassesWhateverTheParentSees() throws Exception {
    String file = OWN.replace('.', '/') + ".class";
    ChildFirstLoader blind = new ChildFirstLoader(null, OWN);

    assertThat(blind.getResource(file)).isEqualTo(PARENT.getResource(file)).isNotNull();
    assertThat(Collections.list(blind.getResources(file)))
        .containsExactly(PARENT.getResource(file));
    assertThat(blind.getResourceAsStream(file)).isNotEmpty();
    assertThat(blind.getResource("io/github/rstagent/rules/Verdict.class")).isNull();
  }

  /** Two threads that load classes and hold a lock each would wait for each other else. */
  @Test
  void isParallelCapable() {
    assertThat(new ChildFirstLoader(PARENT, OWN).isRegisteredAsParallelCapable()).isTrue();
  }

  @Test
  void takesTheAgentsOtherClassesFromTheAgentWhateverTheParentSees() throws Exception {
    String other = "io.github.rstagent.rules.Verdict";
    ClassLoader blind = new ChildFirstLoader(null, OWN);

    assertThat(blind.loadClass(other)).isSameAs(Class.forName(other));
  }

  @Test
  void takesEverythingElseFromTheParent() throws Exception {
    String netty = "io.netty.channel.Channel";
    FreshLoader parent = new FreshLoader("io.netty.");

    assertThat(new ChildFirstLoader(parent, OWN).loadClass(netty))
        .isSameAs(parent.loadClass(netty))
        .isNotSameAs(Class.forName(netty));
    assertThatThrownBy(() -> new ChildFirstLoader(null, OWN).loadClass(netty))
        .isExactlyInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void namesAClassThatIsNotThere() {
    assertThatThrownBy(() -> new ChildFirstLoader(PARENT, OWN).loadClass(OWN + "NotThere"))
        .isExactlyInstanceOf(ClassNotFoundException.class)
        .hasMessage(OWN + "NotThere");
  }

  @Test
  void letsASubclassAdaptTheClassFile() {
    ChildFirstLoader spoiling =
        new ChildFirstLoader(PARENT, OWN) {
          @Override
          protected byte[] adapt(byte[] classFile) {
            assertThat(classFile).startsWith(0xCA, 0xFE, 0xBA, 0xBE);
            return new byte[] {1};
          }
        };

    assertThatThrownBy(() -> spoiling.loadClass(OWN)).isInstanceOf(ClassFormatError.class);
  }
}
