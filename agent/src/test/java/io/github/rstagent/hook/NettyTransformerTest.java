// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.rstagent.boot.FreshLoader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class NettyTransformerTest {
  private static final String CHANNEL = "io/netty/channel/AbstractChannel";
  private static final String ANNOUNCING = "io/netty/channel/nio/AbstractNioChannel";
  private static final String TARGET = "io/netty/channel/nio/AbstractNioByteChannel$NioByteUnsafe";
  private static final String NETTY = "4.1.137.Final (io.netty)";
  private static final String MET = "met " + NETTY + ", io.netty";
  private static final String HOOKED = "hooked " + NETTY + ", nio";

  private final Heard heard = new Heard();
  private final NettyTransformer transformer = new NettyTransformer(heard);
  private final FreshLoader loader = new FreshLoader("io.netty.");

  @Test
  void meetsNettyAtItsChannelOnce() {
    assertThat(transform(CHANNEL)).isNull();
    assertThat(transform(CHANNEL)).isNull();

    assertThat(heard.lines).containsExactly(MET);
  }

  @Test
  void hooksTheTarget() throws Exception {
    assertThat(transform(TARGET))
        .isEqualTo(ReadExceptionRewrite.of(HookPoint.ALL[0], "io/netty/", published(TARGET)));

    assertThat(heard.lines).containsExactly(MET, HOOKED);
  }

  @Test
  void preparesWhenTheTransportIsAnnouncedAndKeepsThatForAnEqualClassFile() {
    CountingLoader counting = new CountingLoader();
    transformer.transform(counting, ANNOUNCING, null, null, published(ANNOUNCING));
    assertThat(counting.targetsRead).isEqualTo(1);
    assertThat(heard.lines).containsExactly(MET);

    byte[] first = transformer.transform(counting, TARGET, null, null, published(TARGET));
    byte[] second = transformer.transform(counting, TARGET, null, null, published(TARGET));

    assertThat(first).isNotNull().isSameAs(second);
    assertThat(counting.targetsRead).isEqualTo(1);
    assertThat(heard.lines).containsExactly(MET, HOOKED);
  }

  @Test
  void preparesOnce() {
    CountingLoader counting = new CountingLoader();
    transformer.transform(counting, ANNOUNCING, null, null, published(ANNOUNCING));
    transformer.transform(counting, ANNOUNCING, null, null, published(ANNOUNCING));

    assertThat(counting.targetsRead).isEqualTo(1);
  }

  @Test
  void rewritesAnewWhatAnotherAgentHasChanged() throws Exception {
    transform(ANNOUNCING);
    byte[] unchanged = transform(TARGET);
    byte[] byAnother = withAnotherMethod(published(TARGET), "addedByAnother", "()V");

    byte[] both = transformer.transform(loader, TARGET, null, null, byAnother);

    assertThat(both).isNotEqualTo(unchanged);
    assertThat(Javap.lines(both, "-c"))
        .anyMatch(line -> line.contains("void addedByAnother()"))
        .anyMatch(line -> line.contains("java/lang/RstAgentRendezvous.gate"));
    Class.forName(TARGET.replace('/', '.'), true, loader.with(TARGET.replace('/', '.'), both));
  }

  @Test
  void leavesAloneWhatAnotherAgentHasChangedBeyondRecognition() {
    transform(ANNOUNCING);
    byte[] byAnother = withAnotherMethod(published(TARGET), "handleReadException", "()V");

    assertThat(transformer.transform(loader, TARGET, null, null, byAnother)).isNotNull();
    assertThat(transformer.transform(loader, TARGET, null, null, withoutMethods(published(TARGET))))
        .isNull();
    assertThat(heard.lines)
        .containsExactly(
            MET,
            HOOKED,
            "left alone "
                + NETTY
                + ", nio: none of the methods expected in"
                + " io.netty.channel.nio.AbstractNioByteChannel$NioByteUnsafe (tested: Netty "
                + NettyReleases.summary()
                + ")");
  }

  @Test
  void saysAtBindThatATransportIsLeftAlone() {
    FreshLoader odd =
        new FreshLoader("io.netty.")
            .with(TARGET.replace('/', '.'), withoutMethods(published(TARGET)));

    assertThat(transformer.transform(odd, ANNOUNCING, null, null, published(ANNOUNCING))).isNull();

    assertThat(heard.lines).hasSize(2).startsWith(MET);
    assertThat(heard.lines.get(1)).startsWith("left alone " + NETTY + ", nio: ");
  }

  @Test
  void hooksATargetWhoseClassFileTheLoaderHides() {
    FreshLoader hiding =
        new FreshLoader("io.netty.") {
          @Override
          public InputStream getResourceAsStream(String name) {
            return null;
          }
        };
    transformer.transform(hiding, ANNOUNCING, null, null, published(ANNOUNCING));

    assertThat(transformer.transform(hiding, TARGET, null, null, published(TARGET))).isNotNull();
    assertThat(heard.lines).containsExactly(MET, "missing " + NETTY + ", nio", HOOKED);
  }

  /** A loader that is not parallel-capable holds its lock while it looks for resources. */
  @Test
  void letsOtherThreadsThroughWhileALoaderLooksForResources() throws Exception {
    FreshLoader slow =
        new FreshLoader("io.netty.") {
          @Override
          public Enumeration<URL> getResources(String name) throws IOException {
            awaitAnotherNetty();
            return super.getResources(name);
          }

          private void awaitAnotherNetty() {
            FreshLoader other = new FreshLoader("io.netty.");
            Thread thread =
                new Thread(
                    () -> transformer.transform(other, CHANNEL, null, null, published(CHANNEL)));
            thread.start();
            try {
              thread.join(TimeUnit.SECONDS.toMillis(20));
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
            assertThat(thread.isAlive()).as("waits for the thread that asks this loader").isFalse();
          }
        };

    transformer.transform(slow, CHANNEL, null, null, published(CHANNEL));

    assertThat(heard.lines).containsExactly(MET, MET);
  }

  @Test
  void hooksEveryNettyInEveryLoader() {
    FreshLoader relocated = new FreshLoader().relocating("io.netty", "com.example.netty");
    transform(TARGET);
    transformer.transform(new FreshLoader("io.netty."), TARGET, null, null, published(TARGET));
    String name = TARGET.replace("io/netty", "com/example/netty");
    byte[] hooked =
        transformer.transform(
            relocated, name, null, null, relocated.classFile(name.replace('/', '.')));

    assertThat(hooked).isNotNull();
    assertThat(heard.lines)
        .containsExactly(
            MET,
            HOOKED,
            MET,
            HOOKED,
            "met of unknown version (com.example.netty), com.example.netty",
            "hooked of unknown version (com.example.netty), nio");
  }

  @Test
  void hooksNetty3() {
    for (String target :
        List.of(
            "org/jboss/netty/channel/socket/nio/NioWorker",
            "org/jboss/netty/channel/socket/oio/AbstractOioWorker")) {
      assertThat(transform(target)).as(target).isNotNull();
    }

    assertThat(heard.lines)
        .hasSize(3)
        .allMatch(line -> line.contains("(org.jboss.netty), "))
        .anyMatch(line -> line.startsWith("hooked ") && line.endsWith(", nio"))
        .anyMatch(line -> line.startsWith("hooked ") && line.endsWith(", oio"));
  }

  @Test
  void leavesANettyAloneThatTheListenerRefuses() {
    Heard refusing =
        new Heard() {
          @Override
          public void open() throws Exception {
            throw new IllegalAccessException("no rendezvous");
          }
        };
    NettyTransformer refused = new NettyTransformer(refusing);

    for (String name : List.of(CHANNEL, ANNOUNCING, TARGET, TARGET)) {
      assertThat(refused.transform(loader, name, null, null, published(name))).as(name).isNull();
    }

    assertThat(refusing.lines)
        .containsExactly(
            "failed Netty " + NETTY + ": java.lang.IllegalAccessException: no rendezvous");
  }

  /** Apache MINA SSHD, Spring Messaging and others have classes that are called so. */
  static Stream<byte[]> channelsOfOthers() {
    return Stream.of(
        subclass("x/channel/AbstractChannel", "java/lang/Object"),
        subclass("x/channel/AbstractChannel", "x/util/DefaultAttributeMapper"),
        subclass("x/channel/AbstractChannel", "y/x/util/DefaultAttributeMap"),
        subclass("x/channel/AbstractChannel", "io/netty/util/DefaultAttributeMap"));
  }

  @ParameterizedTest
  @MethodSource("channelsOfOthers")
  void doesNotTakeAnotherLibrarysChannelForNettys(byte[] classFile) {
    assertThat(transformer.transform(loader, "x/channel/AbstractChannel", null, null, classFile))
        .isNull();

    assertThat(heard.lines).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x/channel/nio/AbstractNioChannel",
        "x/channel/nio/AbstractNioByteChannel$NioByteUnsafe",
        "x/channel/socket/nio/NioWorker",
        "x/channel/uring/IoUring"
      })
  void doesNotTakeAnotherLibrarysTransportForNettys(String name) {
    byte[] classFile = subclass(name, "java/lang/Object");

    assertThat(transformer.transform(loader, name, null, null, classFile)).isNull();

    assertThat(heard.lines).isEmpty();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "/", "channel", "java/lang/Object", "java/nio/channels/SocketChannel", "\0"})
  void isSilentAboutOtherClasses(String name) {
    assertThat(transformer.transform(loader, name, null, null, new byte[] {1, 2, 3})).isNull();
    assertThat(transformer.transform(null, name, null, null, null)).isNull();

    assertThat(heard.lines).isEmpty();
  }

  @Test
  void changesWhereConnectionsBeginOnlyWhileThatIsAskedFor() throws Exception {
    for (ConnectionPoint point : List.of(ConnectionPoint.NETTY_4, ConnectionPoint.NETTY_3)) {
      String prefix = point == ConnectionPoint.NETTY_4 ? "io/netty/" : "org/jboss/netty/";
      String name = prefix + point.target();
      byte[] published = published(name);
      NettyTransformer asked = new NettyTransformer(heard);
      asked.watchConnections(true, null); // no Netty was met

      assertThat(transformer.transform(loader, name, null, null, published)).isNull();
      assertThat(asked.transform(loader, name, null, null, published))
          .isEqualTo(ConnectionRewrite.of(point, prefix, published));
      assertThat(asked.transform(loader, "com/example/" + point.target(), null, null, published))
          .as("another library's class of that name")
          .isNull();
    }
    assertThat(heard.lines).allMatch(line -> line.startsWith("met "));
  }

  @ParameterizedTest
  @ValueSource(strings = {CHANNEL, ANNOUNCING, TARGET})
  void takesGarbageForNoNetty(String name) {
    for (byte[] garbage : List.of(new byte[0], new byte[] {1}, new byte[100_000])) {
      assertThat(transformer.transform(loader, name, null, null, garbage)).isNull();
    }

    assertThat(heard.lines).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {CHANNEL, ANNOUNCING, TARGET})
  void reportsWhatItCannotReadAndGoesOn(String name) {
    assertThatCode(() -> assertThat(transformer.transform(loader, name, null, null, null)).isNull())
        .doesNotThrowAnyException();

    assertThat(heard.lines)
        .hasSize(1)
        .allMatch(line -> line.startsWith("failed " + name.replace('/', '.') + ": java.lang.Null"));
    assertThat(transform(TARGET)).isNotNull();
  }

  @Test
  void reportsATargetThatIsCutOff() {
    byte[] published = published(TARGET);
    for (int length = 0; length < published.length; length += 17) {
      byte[] cut = java.util.Arrays.copyOf(published, length);
      assertThat(transformer.transform(loader, TARGET, null, null, cut)).isNull();
    }

    assertThat(heard.lines)
        .startsWith(MET)
        .filteredOn(line -> !line.equals(MET))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("failed io.netty.channel.nio."));
  }

  @Test
  void doesNotSupportTheBootstrapClassPath() {
    assertThat(transformer.transform(null, TARGET, null, null, published(TARGET))).isNull();

    assertThat(heard.lines)
        .containsExactly(
            "failed "
                + TARGET.replace('/', '.')
                + ": java.lang.IllegalStateException: a Netty on the bootstrap class path is not"
                + " supported");
  }

  @Test
  void keepsNoLoaderAlive() {
    WeakReference<ClassLoader> gone = meetInALoaderOfItsOwn();
    for (int i = 0; i < 100 && gone.get() != null; i++) {
      System.gc();
    }

    assertThat(gone.get()).isNull();
    assertThat(transform(TARGET)).isNotNull();
  }

  private WeakReference<ClassLoader> meetInALoaderOfItsOwn() {
    FreshLoader own = new FreshLoader("io.netty.");
    assertThat(transformer.transform(own, TARGET, null, null, published(TARGET))).isNotNull();
    return new WeakReference<>(own);
  }

  private byte[] transform(String name) {
    return transformer.transform(loader, name, null, null, published(name));
  }

  private static byte[] published(String internalName) {
    return new FreshLoader().classFile(internalName.replace('/', '.'));
  }

  private static byte[] subclass(String name, String superName) {
    ClassWriter type = new ClassWriter(0);
    type.visit(
        Opcodes.V1_8, Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT, name, null, superName, null);
    type.visitEnd();
    return type.toByteArray();
  }

  private static byte[] withAnotherMethod(byte[] classFile, String name, String descriptor) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(writer, 0);
    MethodVisitor added = writer.visitMethod(Opcodes.ACC_PRIVATE, name, descriptor, null, null);
    added.visitCode();
    added.visitInsn(Opcodes.RETURN);
    added.visitMaxs(0, 1);
    added.visitEnd();
    return writer.toByteArray();
  }

  private static byte[] withoutMethods(byte[] classFile) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(OpenedClassReader.ASM_API, writer) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                return null;
              }

              @Override
              public void visitEnd() {
                writer.newClass("io/netty/channel/ChannelPipeline"); // still looks like the target
                super.visitEnd();
              }
            },
            0);
    return writer.toByteArray();
  }

  private static final class CountingLoader extends ClassLoader {
    int targetsRead;

    CountingLoader() {
      super(NettyTransformerTest.class.getClassLoader());
    }

    @Override
    public InputStream getResourceAsStream(String name) {
      targetsRead += name.equals(TARGET + ".class") ? 1 : 0;
      return super.getResourceAsStream(name);
    }
  }
}
