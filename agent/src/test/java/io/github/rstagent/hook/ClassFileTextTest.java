// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassFileTextTest {
  private static final byte[] CLASS_FILE = classFile("io/netty/channel/ChannelPipeline");

  @Test
  void findsAConstant() {
    assertThat(ClassFileText.mentions(CLASS_FILE, "io/netty/channel/ChannelPipeline")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io/netty/channel/Channel",
        "channel/ChannelPipeline",
        "netty",
        "io/netty/channel/ChannelPipelineX",
        "x/io/netty/channel/ChannelPipeline",
        "io/netty/channel/ChannelPipelinf",
        "IO/NETTY/CHANNEL/CHANNELPIPELINE",
        "io.netty.channel.ChannelPipeline"
      })
  void findsNoPartOfOneAndNothingLikeIt(String name) {
    assertThat(ClassFileText.mentions(CLASS_FILE, name)).isFalse();
  }

  @Test
  void findsAConstantOfMoreThan255Bytes() {
    String name = "a/".repeat(150) + "Channel";

    assertThat(ClassFileText.mentions(classFile(name), name)).isTrue();
    assertThat(ClassFileText.mentions(classFile(name.substring(2)), name)).isFalse();
  }

  @Test
  void findsTheLastBytesOfTheFileAndNothingBehindThem() {
    byte[] end = {0, 1, 0, 2, 'a', 'b'};

    assertThat(ClassFileText.mentions(end, "ab")).isTrue();
    assertThat(ClassFileText.mentions(Arrays.copyOf(end, 5), "ab")).isFalse();
    assertThat(ClassFileText.mentions(new byte[0], "ab")).isFalse();
  }

  @Test
  void doesNotTakeATextWithAnotherTagForAConstant() {
    assertThat(ClassFileText.mentions(new byte[] {7, 0, 2, 'a', 'b'}, "ab")).isFalse();
  }

  private static byte[] classFile(String superName) {
    ClassWriter type = new ClassWriter(0);
    type.visit(Opcodes.V1_6, Opcodes.ACC_PUBLIC, "some/Class", null, superName, null);
    type.visitEnd();
    return type.toByteArray();
  }
}
