// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rstagent.boot.FreshLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionRewriteTest {
  private static final String NETTY = "io/netty/";
  private static final String NETTY_3 = "org/jboss/netty/";
  private static final String CHANNELS = "org.jboss.netty.channel.Channels";
  private static final String NAME = "io.netty.channel.AbstractChannel$AbstractUnsafe";

  @AfterEach
  void letPass() throws Exception {
    Gates.pass();
  }

  @Test
  void changesTheTwoMethodsAndNoOther() throws Exception {
    byte[] before = published();

    List<String> blocksBefore = methods(before);
    List<String> blocksAfter =
        methods(ConnectionRewrite.of(ConnectionPoint.NETTY_4, NETTY, before));

    assertThat(blocksAfter).hasSameSizeAs(blocksBefore);
    List<String> changed = new ArrayList<>();
    for (int i = 0; i < blocksBefore.size(); i++) {
      if (!blocksBefore.get(i).equals(blocksAfter.get(i))) {
        changed.add(blocksBefore.get(i).strip().lines().findFirst().orElseThrow());
      }
    }
    assertThat(changed)
        .containsExactlyInAnyOrder(
            "public void close(io.netty.channel.ChannelPromise);",
            "private void register0(io.netty.channel.ChannelPromise);");
  }

  @Test
  void asksAtTheBeginningAndAtEveryEnd() throws Exception {
    String close =
        methods(ConnectionRewrite.of(ConnectionPoint.NETTY_4, NETTY, published())).stream()
            .filter(text -> text.strip().startsWith("public void close("))
            .findFirst()
            .orElseThrow();

    assertThat(close.lines().filter(line -> line.contains("RstAgentRendezvous.connections")))
        .as("enter, return, throw")
        .hasSize(3);
    assertThat(close).contains("java/lang/Boolean.FALSE").contains("aconst_null");
    assertThat(close.lines().toList().toString()).contains("   any");
  }

  /** Class files up to version 50 are verified without their frames, where these are wrong. */
  @Test
  void isVerifiedByItsFrames() throws Exception {
    byte[] rewritten = ConnectionRewrite.of(ConnectionPoint.NETTY_4, NETTY, published());
    rewritten[7] = 52;

    assertThatCode(
            () -> Class.forName(NAME, true, new FreshLoader("io.netty.").with(NAME, rewritten)))
        .doesNotThrowAnyException();
  }

  @Test
  void followsARelocatedNetty() throws Exception {
    FreshLoader relocated = new FreshLoader().relocating("io.netty", "com.example.shaded.netty");
    String name = NAME.replace("io.netty", "com.example.shaded.netty");

    byte[] after =
        ConnectionRewrite.of(
            ConnectionPoint.NETTY_4, "com/example/shaded/netty/", relocated.classFile(name));

    assertThatCode(() -> Class.forName(name, true, relocated.with(name, after)))
        .doesNotThrowAnyException();
    assertThat(String.join("\n", Javap.lines(after, "-c"))).contains("RstAgentRendezvous");
  }

  /** Real Netty, real sockets: the calls come in pairs, on the event loop's thread. */
  @Test
  void saysWhereChannelsBeginAndEnd() throws Exception {
    List<Object> told = Collections.synchronizedList(new ArrayList<>());
    Gates.pass();
    Rendezvous.open(
        Rendezvous.CONNECTIONS,
        (pipeline, how) -> {
          told.add(Thread.currentThread().getName() + " " + how);
          return true; // what it answers means nothing
        },
        ByteBuddyAgent.install());
    FreshLoader netty = new FreshLoader("io.netty.", ResetService.class.getName());
    netty.with(NAME, ConnectionRewrite.of(ConnectionPoint.NETTY_4, NETTY, netty.classFile(NAME)));

    List<?> seen = (List<?>) netty.make(Callable.class, ResetService.class).call();

    assertThat(seen).as("the service, as ever").hasSize(4);
    List<Object> copy = List.copyOf(told);
    assertThat(copy)
        .as("server and connection are registered")
        .filteredOn(t -> t.toString().endsWith(" true"))
        .hasSize(2);
    assertThat(copy).filteredOn(t -> t.toString().endsWith(" false")).isNotEmpty();
    assertThat(copy).filteredOn(t -> t.toString().endsWith(" null")).hasSize(copy.size() / 2);
  }

  @Test
  void changesTheMethodsOfNetty3ThatAreNoReadAndNoWrite() throws Exception {
    byte[] before = new FreshLoader().classFile(CHANNELS);

    List<String> blocksBefore = methods(before);
    List<String> blocksAfter =
        methods(ConnectionRewrite.of(ConnectionPoint.NETTY_3, NETTY_3, before));

    assertThat(blocksAfter).hasSameSizeAs(blocksBefore);
    assertThat(blocksAfter)
        .filteredOn(block -> !blocksBefore.contains(block))
        .extracting(block -> block.strip().lines().findFirst().orElseThrow())
        .extracting(line -> line.replaceAll(".* fire", "fire").replaceAll("org[.a-z]+\\.", ""))
        .containsExactlyInAnyOrder(
            "fireChannelOpen(Channel);",
            "fireChannelBound(Channel, java.net.SocketAddress);",
            "fireChannelConnected(Channel, java.net.SocketAddress);",
            "fireChannelDisconnected(Channel);",
            "fireChannelUnbound(Channel);",
            "fireChannelClosed(Channel);",
            "fireExceptionCaught(Channel, java.lang.Throwable);");
  }

  /** With frames, as in 3.2.8 to 3.2.10: {@code SilenceIT} and {@code EveryReleaseIT}. */
  @Test
  void whatBecomesOfNetty3IsVerified() throws Exception {
    byte[] rewritten =
        ConnectionRewrite.of(
            ConnectionPoint.NETTY_3, NETTY_3, new FreshLoader().classFile(CHANNELS));
    FreshLoader netty = new FreshLoader("org.jboss.netty.").with(CHANNELS, rewritten);

    assertThatCode(() -> Class.forName(CHANNELS, true, netty)).doesNotThrowAnyException();
  }

  @Test
  void saysWhereChannelsOfNetty3BeginAndEnd() throws Exception {
    List<Object> told = Collections.synchronizedList(new ArrayList<>());
    Gates.pass();
    Rendezvous.open(
        Rendezvous.CONNECTIONS,
        (channel, how) -> {
          told.add(channel.getClass().getSimpleName() + " " + how);
          return true;
        },
        ByteBuddyAgent.install());
    FreshLoader netty =
        new FreshLoader("org.jboss.netty.", Netty3ResetService.class.getName())
            .with(
                CHANNELS,
                ConnectionRewrite.of(
                    ConnectionPoint.NETTY_3, NETTY_3, new FreshLoader().classFile(CHANNELS)));

    List<?> seen = (List<?>) netty.make(Callable.class, Netty3ResetService.class).call();

    assertThat(seen)
        .extracting(event -> event instanceof Throwable ? "exception" : event)
        .as("the service, as ever")
        .containsExactly("open", "exception", "read", "closed");
    assertThat(List.copyOf(told))
        .filteredOn(line -> line.toString().startsWith("NioAccepted"))
        .as("open, bound, connected, exception, disconnected, unbound, closed")
        .containsExactly(
            Stream.of("true", "false", "false", "false", "false", "false", "false")
                .flatMap(how -> Stream.of(how, "null"))
                .map(how -> "NioAcceptedSocketChannel " + how)
                .toArray());
  }

  @Test
  void refusesAClassWithoutOneOfTheMethods() {
    assertRefused(
        new Change() {
          @Override
          String rename(String method) {
            return method.equals("register0") ? "register1" : method;
          }
        },
        "no register0(Lio/netty/channel/ChannelPromise;)V in " + NAME);
  }

  @Test
  void refusesAClassWithoutItsChannel() {
    assertRefused(
        new Change() {
          @Override
          boolean keepsField(String name) {
            return !name.equals("this$0");
          }
        },
        "no channel in " + NAME);
  }

  @Test
  void refusesAMethodThatStoresInThePlaceOfThis() {
    assertRefused(
        new Change() {
          @Override
          void atStart(String method, MethodVisitor code) {
            if (method.equals("register0")) {
              code.visitInsn(Opcodes.ACONST_NULL);
              code.visitVarInsn(Opcodes.ASTORE, 0);
            }
          }
        },
        "another value is stored in the first local variable in register0 of " + NAME);
  }

  private static void assertRefused(Change change, String message) {
    ClassReader reader = new ClassReader(published());
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    change.to(writer, reader);
    assertThatThrownBy(
            () -> ConnectionRewrite.of(ConnectionPoint.NETTY_4, NETTY, writer.toByteArray()))
        .isInstanceOf(UnexpectedShapeException.class)
        .hasMessage(message);
  }

  private static byte[] published() {
    return new FreshLoader().classFile(NAME);
  }

  private static List<String> methods(byte[] classFile) {
    // The constant pool grows at its end, but javap pads comments and repeats the own class's name.
    String own = new ClassReader(classFile).getClassName();
    return List.of(
        Javap.lines(classFile, "-c").stream()
            .map(line -> line.replaceAll(" +// ", " // ").replace(own + ".", ""))
            .collect(Collectors.joining("\n"))
            .split("\n\n"));
  }

  @SuppressWarnings("UnusedVariable") // parameters of what is overridden
  private abstract static class Change {
    void to(ClassVisitor target, ClassReader reader) {
      reader.accept(
          new ClassVisitor(OpenedClassReader.ASM_API, target) {
            @Override
            public FieldVisitor visitField(
                int access, String name, String descriptor, String signature, Object value) {
              return keepsField(name)
                  ? super.visitField(access, name, descriptor, signature, value)
                  : null;
            }

            @Override
            public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
              return new MethodVisitor(
                  OpenedClassReader.ASM_API,
                  super.visitMethod(access, rename(name), descriptor, signature, thrown)) {
                @Override
                public void visitCode() {
                  super.visitCode();
                  atStart(name, mv);
                }
              };
            }
          },
          0);
    }

    String rename(String method) {
      return method;
    }

    boolean keepsField(String name) {
      return true;
    }

    void atStart(String method, MethodVisitor code) {}
  }
}
