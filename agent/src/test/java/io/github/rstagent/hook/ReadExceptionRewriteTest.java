// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rstagent.boot.FreshLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On the real classes of Netty, and on such as somebody may have changed. */
class ReadExceptionRewriteTest {
  private static final String NETTY = "io/netty/";
  private static final HookPoint NIO = point("channel/nio/AbstractNioByteChannel$NioByteUnsafe");
  private static final String NIO_NAME = name(NETTY, NIO);
  private static final String CONSTANT = " *#\\d+ = .*";
  private static final String SHAPE =
      "handleReadException of io.netty.channel.nio.AbstractNioByteChannel$NioByteUnsafe";

  @BeforeAll
  static void openTheRendezvous() throws Exception {
    Gates.pass();
  }

  @Test
  void makesTheOneCallConditionalAndChangesNothingElse() throws Exception {
    byte[] before = published(NIO_NAME);

    assertThat(Javap.difference(code(before), code(ReadExceptionRewrite.of(NIO, NETTY, before))))
        .isEqualTo(
            """
            -62: invokeinterface #22,  2 // InterfaceMethod io/netty/channel/ChannelPipeline.fireExceptionCaught:(Ljava/lang/Throwable;)Lio/netty/channel/ChannelPipeline;
            -67: pop
            -68: iload         4
            -70: ifne          87
            -73: aload_3
            -74: instanceof    #23 // class java/lang/OutOfMemoryError
            -77: ifne          87
            -80: aload_3
            -81: instanceof    #24 // class java/io/IOException
            -84: ifeq          92
            -87: aload_0
            -88: aload_1
            -89: invokespecial #25 // Method closeOnRead:(Lio/netty/channel/ChannelPipeline;)V
            -92: return
            +62: astore        8
            +64: astore        7
            +66: getstatic     #210 // Field java/lang/RstAgentRendezvous.gate:Ljava/util/function/BiPredicate;
            +69: aload         7
            +71: aload         8
            +73: invokeinterface #216,  3 // InterfaceMethod java/util/function/BiPredicate.test:(Ljava/lang/Object;Ljava/lang/Object;)Z
            +78: ifne          91
            +81: aload         7
            +83: aload         8
            +85: invokeinterface #22,  2 // InterfaceMethod io/netty/channel/ChannelPipeline.fireExceptionCaught:(Ljava/lang/Throwable;)Lio/netty/channel/ChannelPipeline;
            +90: pop
            +91: iload         4
            +93: ifne          110
            +96: aload_3
            +97: instanceof    #23 // class java/lang/OutOfMemoryError
            +100: ifne          110
            +103: aload_3
            +104: instanceof    #24 // class java/io/IOException
            +107: ifeq          115
            +110: aload_0
            +111: aload_1
            +112: invokespecial #25 // Method closeOnRead:(Lio/netty/channel/ChannelPipeline;)V
            +115: return
            """);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("publishedTargets")
  void leavesEveryOtherMethodAndAttributeAsItIs(Target target) throws Exception {
    byte[] before = published(target.name());

    List<String> blocksBefore = blocks(before);
    List<String> blocksAfter = blocks(target.rewritten());

    assertThat(blocksAfter).hasSameSizeAs(blocksBefore);
    List<String> changed = new ArrayList<>();
    for (int i = 0; i < blocksBefore.size(); i++) {
      if (!blocksBefore.get(i).equals(blocksAfter.get(i))) {
        changed.add(blocksBefore.get(i).strip().split("\\(", 2)[0]);
        assertThat(linesOf("line \\d+", blocksAfter.get(i)))
            .isEqualTo(linesOf("line \\d+", blocksBefore.get(i)));
      }
    }
    assertThat(constants(target.rewritten())).startsWith(constants(before).toArray(new String[0]));
    assertThat(changed).hasSize(1).allMatch(header -> header.endsWith(" " + target.method));
  }

  /**
   * All that javap knows but the constants and their numbers: the class and its members, in blocks
   * between empty lines, and the class's attributes, whose order means nothing.
   */
  private static List<String> blocks(byte[] classFile) {
    List<String> known =
        lines(classFile, "-v")
            .filter(line -> !line.matches("Classfile .*|  Last modified .*|  SHA-256 .*|  MD5 .*"))
            .filter(line -> !line.matches(CONSTANT))
            .toList();
    int end = known.indexOf("}");
    List<String> blocks =
        new ArrayList<>(List.of(String.join("\n", known.subList(0, end)).split("\n\n")));
    known.subList(end, known.size()).stream()
        .map(line -> line.replaceAll("#\\d+", "#"))
        .sorted()
        .forEach(blocks::add);
    return blocks;
  }

  private static List<String> constants(byte[] classFile) {
    return Javap.lines(classFile, "-v").stream().filter(line -> line.matches(CONSTANT)).toList();
  }

  private static List<String> linesOf(String regex, String block) {
    return Pattern.compile(regex).matcher(block).results().map(MatchResult::group).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("publishedTargets")
  void isVerified(Target target) throws Exception {
    assertThatCode(() -> define(target, target.rewritten())).doesNotThrowAnyException();
  }

  /** Class files up to version 50 are verified without their frames, where these are wrong. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("publishedTargets")
  void isVerifiedByItsFrames(Target target) throws Exception {
    byte[] rewritten = target.rewritten();
    if (rewritten[7] < 50) {
      return; // Netty 3: no frames
    }
    rewritten[7] = 52;

    assertThatCode(() -> define(target, rewritten)).doesNotThrowAnyException();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("publishedTargets")
  void isTheSameEachTime(Target target) throws Exception {
    assertThat(target.rewritten()).isEqualTo(target.rewritten());
  }

  private static void define(Target target, byte[] classFile) throws ClassNotFoundException {
    FreshLoader loader =
        new FreshLoader("io.netty.", "org.jboss.netty.").with(target.name(), classFile);
    assertThat(Class.forName(target.name(), true, loader).getClassLoader()).isSameAs(loader);
  }

  @Test
  void followsARelocatedNetty() throws Exception {
    FreshLoader relocated = new FreshLoader().relocating("io.netty", "com.example.shaded.netty");
    String name = NIO_NAME.replace("io.netty", "com.example.shaded.netty");
    byte[] before = relocated.classFile(name);

    byte[] after = ReadExceptionRewrite.of(NIO, "com/example/shaded/netty/", before);

    assertThat(Javap.difference(code(before), code(after)))
        .contains("RstAgentRendezvous")
        .contains("com/example/shaded/netty/channel/ChannelPipeline.fireExceptionCaught");
    assertThatCode(() -> Class.forName(name, true, relocated.with(name, after)))
        .doesNotThrowAnyException();
  }

  @Test
  void leavesCallsOfAnotherNettyAlone() {
    assertRefused(
        new Change() {
          @Override
          String fireOwner() {
            return "com/example/io/netty/channel/ChannelPipeline";
          }
        },
        SHAPE + " fires an exception at 0 places, not at 1");
  }

  @Test
  void refusesAnotherCallSite() {
    assertRefused(
        new Change() {
          @Override
          void afterFire(MethodVisitor code) {
            code.visitInsn(Opcodes.POP);
            code.visitVarInsn(Opcodes.ALOAD, 1);
            code.visitVarInsn(Opcodes.ALOAD, 3);
            fire(code);
          }
        },
        SHAPE + " fires an exception at 2 places, not at 1");
  }

  @Test
  void refusesWhereThereIsNoCall() {
    assertRefused(
        new Change() {
          @Override
          String fireName() {
            return "fireSomethingElse";
          }
        },
        SHAPE + " fires an exception at 0 places, not at 1");
  }

  @Test
  void refusesWhereTheCallIsPartOfAnExpression() {
    assertRefused(
        new Change() {
          @Override
          void beforeFire(MethodVisitor code) {
            code.visitInsn(Opcodes.ICONST_0);
            code.visitInsn(Opcodes.DUP_X2);
            code.visitInsn(Opcodes.POP); // now lies below the call's two arguments
          }
        },
        SHAPE + ": other values than its arguments lie on the operand stack at the call");
  }

  @Test
  void refusesWhereTheCallsResultIsUsed() {
    assertRefused(
        new Change() {
          @Override
          void afterFire(MethodVisitor code) {
            code.visitVarInsn(Opcodes.ASTORE, 1);
            code.visitInsn(Opcodes.ACONST_NULL); // for the POP that follows
          }
        },
        SHAPE + ": the call's result is used");
  }

  @Test
  void refusesALocalVariableStoredBetweenTheLastFrameAndTheCall() {
    assertRefused(
        new Change() {
          @Override
          void beforeFire(MethodVisitor code) {
            code.visitVarInsn(Opcodes.ALOAD, 3);
            code.visitVarInsn(Opcodes.ASTORE, 7);
          }
        },
        SHAPE + ": a local variable is stored between the last stack map frame and the call");
  }

  @Test
  void refusesAnIntStoredWhereThereWasNone() {
    assertRefused(
        new Change() {
          @Override
          void beforeFire(MethodVisitor code) {
            code.visitInsn(Opcodes.ICONST_1);
            code.visitVarInsn(Opcodes.ISTORE, 7);
          }
        },
        SHAPE + ": a local variable is stored between the last stack map frame and the call");
  }

  @Test
  void refusesACallBeforeTheFirstFrame() {
    assertRefused(
        new Change() {
          @Override
          void atStart(MethodVisitor code) {
            code.visitVarInsn(Opcodes.ALOAD, 1);
            code.visitVarInsn(Opcodes.ALOAD, 3);
            fire(code);
            code.visitInsn(Opcodes.POP);
          }
        },
        SHAPE + ": a local variable is stored between the last stack map frame and the call");
  }

  @Test
  void refusesWhereItIsNotKnownWhatWasReadBefore() {
    HookPoint worker = point("channel/socket/nio/NioWorker");
    for (int replacement : new int[] {Opcodes.ISUB, Opcodes.NOP}) {
      ClassReader reader = new ClassReader(published(name("org/jboss/netty/", worker)));
      ClassWriter writer = new ClassWriter(0);
      reader.accept(
          new ClassVisitor(OpenedClassReader.ASM_API, writer) {
            @Override
            public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
              return new MethodVisitor(
                  OpenedClassReader.ASM_API,
                  super.visitMethod(access, name, descriptor, signature, thrown)) {
                @Override
                public void visitInsn(int opcode) {
                  boolean sum = name.equals("read") && opcode == Opcodes.IADD;
                  super.visitInsn(sum ? replacement : opcode);
                }
              };
            }
          },
          0);
      assertThatThrownBy(
              () -> ReadExceptionRewrite.of(worker, "org/jboss/netty/", writer.toByteArray()))
          .isInstanceOf(UnexpectedShapeException.class)
          .hasMessage(
              "read of org.jboss.netty.channel.socket.nio.NioWorker: the number of bytes read is"
                  + " not known at the call");
    }
  }

  @Test
  void acceptsAnotherValueInAnIntVariable() throws Exception {
    byte[] changed =
        new Change() {
          @Override
          void beforeFire(MethodVisitor code) {
            code.visitInsn(Opcodes.ICONST_1);
            code.visitVarInsn(Opcodes.ISTORE, 4);
          }
        }.apply();
    Target target = new Target(NETTY, NIO, "handleReadException");

    byte[] rewritten = ReadExceptionRewrite.of(NIO, NETTY, changed);
    rewritten[7] = 52;

    assertThatCode(() -> define(target, rewritten)).doesNotThrowAnyException();
  }

  @Test
  void looksForTheOlderShapeWhereTheMethodIsMissing() {
    assertRefused(
        new Change() {
          @Override
          String rename(String method) {
            return method.equals("handleReadException") ? "handleFailedRead" : method;
          }
        },
        "read of io.netty.channel.nio.AbstractNioByteChannel$NioByteUnsafe"
            + " fires an exception at 0 places, not at 3");
  }

  @Test
  void refusesWhereEveryKnownMethodIsMissing() {
    assertRefused(
        new Change() {
          @Override
          String rename(String method) {
            return method.equals("<init>") ? method : "some" + method;
          }
        },
        "none of the methods expected in"
            + " io.netty.channel.nio.AbstractNioByteChannel$NioByteUnsafe");
  }

  private static void assertRefused(Change change, String message) {
    byte[] changed = change.apply();
    assertThatThrownBy(() -> ReadExceptionRewrite.of(NIO, NETTY, changed))
        .isInstanceOf(UnexpectedShapeException.class)
        .hasMessage(message);
  }

  private static HookPoint point(String target) {
    return Arrays.stream(HookPoint.ALL)
        .filter(point -> point.target().equals(target))
        .findFirst()
        .orElseThrow();
  }

  private static String name(String prefix, HookPoint point) {
    return (prefix + point.target()).replace('/', '.');
  }

  private static byte[] published(String className) {
    return new FreshLoader().classFile(className);
  }

  private static List<String> code(byte[] classFile) {
    return lines(classFile, "-c").map(String::strip).toList();
  }

  /**
   * What javap prints, but for one thing: class files may name their own class by several equal
   * constants, and javap prints the name where it is not the one of the header.
   */
  private static Stream<String> lines(byte[] classFile, String option) {
    String own = new ClassReader(classFile).getClassName();
    return Javap.lines(classFile, option).stream()
        .map(line -> line.replaceAll(" +// ", " // "))
        .map(line -> line.replaceAll(" this_class: #\\d+ ", " this_class: "))
        .map(line -> line.replaceAll("(// \\w+ )" + Pattern.quote(own + "."), "$1"));
  }

  static Stream<Target> publishedTargets() {
    return Stream.of(
        new Target(NETTY, NIO, "handleReadException"),
        new Target(NETTY, point("channel/oio/AbstractOioByteChannel"), "handleReadException"),
        new Target("org/jboss/netty/", point("channel/socket/nio/NioWorker"), "read"),
        new Target("org/jboss/netty/", point("channel/socket/oio/AbstractOioWorker"), "run"));
  }

  record Target(String prefix, HookPoint point, String method) {
    String name() {
      return ReadExceptionRewriteTest.name(prefix, point);
    }

    byte[] rewritten() throws UnexpectedShapeException {
      return ReadExceptionRewrite.of(point, prefix, published(name()));
    }

    @Override
    public String toString() {
      return name();
    }
  }

  /** The published class, changed at the call. */
  abstract static class Change {
    byte[] apply() {
      ClassReader reader = new ClassReader(published(NIO_NAME));
      ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
      reader.accept(
          new ClassVisitor(OpenedClassReader.ASM_API, writer) {
            @Override
            public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
              return changed(
                  super.visitMethod(access, rename(name), descriptor, signature, thrown),
                  name.equals("handleReadException"));
            }
          },
          0);
      return writer.toByteArray();
    }

    private MethodVisitor changed(MethodVisitor target, boolean isHook) {
      return new MethodVisitor(OpenedClassReader.ASM_API, target) {
        @Override
        public void visitCode() {
          super.visitCode();
          if (isHook) {
            atStart(mv);
          }
        }

        @Override
        public void visitMethodInsn(
            int opcode, String owner, String name, String descriptor, boolean isInterface) {
          boolean isFire = name.equals("fireExceptionCaught");
          if (isFire) {
            // Before the arguments were pushed would be nicer, and makes no difference here.
            beforeFire(mv);
          }
          super.visitMethodInsn(
              opcode,
              isFire ? fireOwner() : owner,
              isFire ? fireName() : isHook ? name : rename(name),
              descriptor,
              isInterface);
          if (isFire) {
            afterFire(mv);
          }
        }
      };
    }

    static void fire(MethodVisitor code) {
      code.visitMethodInsn(
          Opcodes.INVOKEINTERFACE,
          "io/netty/channel/ChannelPipeline",
          "fireExceptionCaught",
          "(Ljava/lang/Throwable;)Lio/netty/channel/ChannelPipeline;",
          true);
    }

    String rename(String method) {
      return method;
    }

    String fireOwner() {
      return "io/netty/channel/ChannelPipeline";
    }

    String fireName() {
      return "fireExceptionCaught";
    }

    void atStart(MethodVisitor code) {}

    void beforeFire(MethodVisitor code) {}

    void afterFire(MethodVisitor code) {}
  }
}
