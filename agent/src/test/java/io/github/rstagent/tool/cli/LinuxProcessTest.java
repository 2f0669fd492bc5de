// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinuxProcessTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "1, 62, 0, 'x86, 64 bits'",
    "1, 183, 0, 'ARM, 64 bits'",
    "1, 3, 0, 'x86, 32 bits'",
    "1, 2, 1, LoongArch", // 258
    "2, 0, 22, S/390",
    "1, 42, 0, ELF machine 42"
  })
  void namesTheMachineThatAProgramIsFor(int order, int first, int second, String name)
      throws IOException {
    assertThat(LinuxProcess.machine(program(order, first, second))).isEqualTo(name);
  }

  private Path program(int order, int first, int second) throws IOException {
    byte[] file = Arrays.copyOf(new byte[] {0x7f, 'E', 'L', 'F', 2, (byte) order}, 64);
    file[18] = (byte) first;
    file[19] = (byte) second;
    return Files.write(folder.resolve("program"), file);
  }

  @Test
  void namesNoneWhereThereIsNoElfHeader() throws IOException {
    Path script = Files.writeString(folder.resolve("script"), "#!/bin/sh\n# no program at all\n");
    Path cutOff = Files.write(folder.resolve("cut-off"), new byte[] {0x7f, 'E', 'L', 'F'});

    assertThat(LinuxProcess.machine(script)).isEmpty();
    assertThat(LinuxProcess.machine(cutOff)).isEmpty();
    assertThat(LinuxProcess.machine(folder.resolve("absent"))).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void saysNothingOfAProcessLikeThisOne() {
    String self = String.valueOf(ProcessHandle.current().pid());

    assertThat(LinuxProcess.machine(Path.of("/proc/self/exe"))).isNotEmpty();
    assertThat(new LinuxProcess(self).otherMachine()).isEmpty();
  }
}
