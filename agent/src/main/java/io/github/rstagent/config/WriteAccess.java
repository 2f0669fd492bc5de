// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Tells whether a list file, or the folder that it is named in, can be written by everybody or by a
 * group. The folders along symbolic links are not judged, nor is what is mounted read-only, as a
 * ConfigMap's folder, whose permissions say that everybody may write it. Not before the service's
 * {@code main}, since it takes java.nio.file.
 */
public class WriteAccess {
  private static final int EVERYBODY = 0002;
  private static final int GROUP = 0020;
  private static final int STICKY = 01000;
  private static final int ROOT = 0;

  /**
   * Looks at a file, whether it exists or not.
   *
   * @return what is wrong, or {@code null}, also where that cannot be seen: on systems without such
   *     permissions, for one
   */
  public final Problem warning(File file) {
    Path path = file.toPath().toAbsolutePath();
    Problem ofFolder = warning(file, path.getParent(), "replace it (its folder's mode is ", STICKY);
    return ofFolder != null ? ofFolder : warning(file, path, "write it (mode ", 0);
  }

  /**
   * @param safe a bit that makes the other ones harmless
   */
  private Problem warning(File list, Path path, String deed, int safe) {
    try {
      Map<String, Object> attributes = Files.readAttributes(path, "unix:mode,uid,gid");
      int mode = (Integer) attributes.get("mode");
      Object group = attributes.get("gid");
      // A group with its user's number is that user's own; root's group is root's.
      boolean open =
          (mode & GROUP) != 0 && !group.equals(ROOT) && !group.equals(attributes.get("uid"));
      boolean openToAll = (mode & EVERYBODY) != 0;
      if ((!open && !openToAll) || (mode & safe) != 0 || isReadOnly(path)) {
        return null;
      }
      return new Problem(
          list.getPath(),
          "warning: "
              + (openToAll ? "everybody" : "group " + group)
              + " may "
              + deed
              + String.format("%04o", mode & 07777)
              + "); it is used all the same, but who writes it decides what is hidden",
          "chmod go-w " + path);
    } catch (IOException | RuntimeException e) {
      return null; // reading the list will tell what is to be told
    }
  }

  /** Whether nothing can be written there, whatever the permissions say. */
  boolean isReadOnly(Path path) throws IOException {
    return Files.getFileStore(path).isReadOnly();
  }
}
