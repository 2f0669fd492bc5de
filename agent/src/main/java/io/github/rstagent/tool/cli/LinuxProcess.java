// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/**
 * What Linux says of a process, before anything is sent to it: to attach means to send a SIGQUIT,
 * which ends a process that is no JVM.
 */
final class LinuxProcess {
  private static final int SIGQUIT = 3;

  /** Of the machines in an ELF header, those that a JVM may run on (elf.h). */
  private static final String[][] MACHINES = {
    {"3", "x86, 32 bits"},
    {"20", "PowerPC"},
    {"21", "PowerPC, 64 bits"},
    {"22", "S/390"},
    {"40", "ARM, 32 bits"},
    {"62", "x86, 64 bits"},
    {"183", "ARM, 64 bits"},
    {"243", "RISC-V"},
    {"258", "LoongArch"}
  };

  private final String pid;
  private final Path folder;

  LinuxProcess(String pid) {
    this.pid = pid;
    folder = Paths.get("/proc", pid);
  }

  /**
   * Refuses where it is known that the process cannot be attached to.
   *
   * @throws UnreachableException with the reason, and with what to do
   */
  void require() throws UnreachableException {
    if (!new File("/proc/self/status").exists()) {
      return; // no Linux: the attach mechanism itself has to find out
    }
    if (!Files.exists(folder)) {
      throw new UnreachableException("there is no process " + pid);
    }
    String owner = owner(folder);
    String self = owner(Paths.get("/proc/self"));
    if (!owner.equals(self) && !self.equals("root")) {
      throw new UnreachableException(
          "the process "
              + pid
              + " belongs to "
              + owner
              + ", and you are "
              + self
              + ": run this command as "
              + owner);
    }
    if (!catchesQuit()) {
      throw new UnreachableException(
          "the process "
              + pid
              + " ("
              + read("comm").trim()
              + ") is no Java VM, or one with -Xrs: nothing was sent to it");
    }
    if (read("cmdline").contains("-XX:+DisableAttachMechanism")) {
      throw new UnreachableException(
          "the JVM "
              + pid
              + " was started with -XX:+DisableAttachMechanism: it lets nobody in, and can only be"
              + " restarted with the -javaagent flag");
    }
  }

  /**
   * What may be the reason where a JVM cannot be attached to: code for another machine, perhaps in
   * an emulator. Empty where it is not, or that is not known.
   */
  String otherMachine() {
    String theirs = machine(folder.resolve("exe"));
    String own = machine(Paths.get("/proc/self/exe"));
    return theirs.isEmpty() || own.isEmpty() || theirs.equals(own)
        ? ""
        : "; its java is for another machine ("
            + theirs
            + ") than this one ("
            + own
            + "): run this command with the java of the service";
  }

  /** The machine that a program is for, as its ELF header tells; empty where there is none. */
  static String machine(Path program) {
    byte[] header = new byte[20];
    try (DataInputStream in = new DataInputStream(Files.newInputStream(program))) {
      in.readFully(header);
    } catch (IOException e) {
      return "";
    }
    if (header[0] != 0x7f || header[1] != 'E' || header[2] != 'L' || header[3] != 'F') {
      return "";
    }
    boolean littleEndian = header[5] == 1;
    int high = header[littleEndian ? 19 : 18] & 0xff;
    int low = header[littleEndian ? 18 : 19] & 0xff;
    int machine = high * 256 + low;
    for (String[] known : MACHINES) {
      if (known[0].equals(String.valueOf(machine))) {
        return known[1];
      }
    }
    return "ELF machine " + machine;
  }

  /** The signals that are caught stand as a hexadecimal mask in the status file (proc(5)). */
  private boolean catchesQuit() {
    for (String line : read("status").split("\n", -1)) {
      if (line.startsWith("SigCgt:")) {
        long mask = Long.parseUnsignedLong(line.substring("SigCgt:".length()).trim(), 16);
        return (mask >>> (SIGQUIT - 1) & 1) == 1;
      }
    }
    return true; // unknown
  }

  private static String owner(Path folder) throws UnreachableException {
    try {
      return Files.getOwner(folder.toRealPath()).getName();
    } catch (IOException e) {
      throw new UnreachableException("there is no process " + folder.getFileName(), e);
    }
  }

  private String read(String file) {
    try {
      return new String(Files.readAllBytes(folder.resolve(file)), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return ""; // gone meanwhile: to attach will fail, and say so
    }
  }
}
