// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * A closer look: also which file it is that a name or a chain of symbolic links leads to, and its
 * time as exactly as the file system knows it (java.io of Java 8 knows seconds). Not before the
 * service's {@code main}, since it takes java.nio.file.
 */
final class CloseStamp extends FileStamp {
  private final Object key; // device and inode; null where the system has none
  private final FileTime exactly;

  CloseStamp(File file) {
    super(file);
    BasicFileAttributes attributes = attributes(file);
    key = attributes == null ? null : attributes.fileKey();
    exactly = attributes == null ? null : attributes.lastModifiedTime();
  }

  private static BasicFileAttributes attributes(File file) {
    try {
      return Files.readAttributes(file.toPath(), BasicFileAttributes.class);
    } catch (IOException | RuntimeException e) {
      return null; // gone, or not for us to see: the stamp says so already
    }
  }

  @Override
  boolean isLike(FileStamp other) {
    return super.isLike(other) && (!(other instanceof CloseStamp) || isExactly((CloseStamp) other));
  }

  private boolean isExactly(CloseStamp other) {
    return key == null ? other.key == null : key.equals(other.key) && exactly.equals(other.exactly);
  }
}
