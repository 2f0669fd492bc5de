// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import java.io.File;

/**
 * What a file looked like from outside at one moment. Two stamps that are equal mean that, as far
 * as can be told without reading, it is the same file with the same content. Immutable.
 */
public class FileStamp {
  private final File file;
  private final boolean present;
  private final boolean readable;
  private final long length;
  private final long modified;

  /** Looks with java.io alone, and so may be made before the service's {@code main}. */
  public FileStamp(File file) {
    this.file = file;
    present = file.exists();
    readable = file.canRead();
    length = file.length();
    modified = file.lastModified();
  }

  final File file() {
    return file;
  }

  final boolean isPresent() {
    return present;
  }

  final long length() {
    return length;
  }

  /** Whether another look at the same file has found the same. */
  boolean isLike(FileStamp other) {
    return present == other.present
        && readable == other.readable
        && length == other.length
        && modified == other.modified;
  }
}
