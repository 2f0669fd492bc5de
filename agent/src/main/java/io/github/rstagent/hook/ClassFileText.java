// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

/**
 * Looks for names in a class file without parsing it: cheap enough for classes that may turn out
 * not to be Netty's.
 */
final class ClassFileText {
  private ClassFileText() {}

  /** Whether an entry of the constant pool reads so; names are ASCII. */
  static boolean mentions(byte[] classFile, String name) {
    int length = name.length();
    // A Utf8 entry: tag 1, two bytes of length, the text.
    for (int at = 0; at + 3 + length <= classFile.length; at++) {
      if (classFile[at] == 1
          && (classFile[at + 1] & 0xff) == length >> 8
          && (classFile[at + 2] & 0xff) == (length & 0xff)
          && startsWith(classFile, at + 3, name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsWith(byte[] classFile, int offset, String name) {
    for (int i = 0; i < name.length(); i++) {
      if (classFile[offset + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
