// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * Tells where somebody may write a list file, or put another in its place, who is neither root nor
 * the owner of what he changes. It follows the path as the kernel does, through symbolic links, and
 * judges each folder on the way, and the file.
 *
 * <p>Owners are not judged, since root has made them so; but in a folder like {@code /tmp}, where
 * everybody may leave files of his own, they are. Nor is what lies on a file system that is mounted
 * read-only, as a ConfigMap's, whose folder says that everybody may write it. Not before the
 * service's {@code main}, since it takes java.nio.file.
 */
public class WriteAccess {
  private static final int MOST_LINKS = 40; // as many as Linux follows
  private static final int EVERYBODY = 0002;
  private static final int GROUP = 0020;
  private static final int STICKY = 01000;
  private static final int ROOT = 0;
  private static final int UNKNOWN = -1;

  private static final String CONSEQUENCE =
      "; it is used all the same, but whoever writes the list decides what is hidden";

  private final int self;

  public WriteAccess() {
    this(self());
  }

  /**
   * @param self the user whom files in folders for everybody may belong to
   */
  WriteAccess(int self) {
    this.self = self;
  }

  /**
   * Looks at a file, whether it exists or not.
   *
   * @return the first thing that is wrong, or {@code null}, also where that cannot be seen: on
   *     systems without such permissions, for one
   */
  public final Problem warning(File file) {
    try {
      return look(file.getPath(), file.toPath().toAbsolutePath());
    } catch (IOException | RuntimeException e) {
      return null; // reading the list will tell what is to be told
    }
  }

  private Problem look(String list, Path path) throws IOException {
    Deque<Path> names = new ArrayDeque<Path>();
    push(path, names);
    Path root = path.getRoot();
    Node folder = new Node(root);
    int links = 0;
    while (!names.isEmpty()) {
      Path name = names.pop();
      if (name.toString().equals("..")) {
        Path above = folder.path.getParent();
        folder = new Node(above == null ? root : above);
        continue;
      }
      Node next;
      try {
        next = new Node(folder.path.resolve(name));
      } catch (NoSuchFileException e) {
        return folder.isOpen() ? inFolder(list, folder, "put it there") : null;
      }
      if (folder.isOpen()) {
        if (!folder.has(STICKY)) {
          return inFolder(list, folder, "replace it");
        }
        if (!isTrusted(next.user, folder)) {
          return problem(
              list,
              "user "
                  + next.user
                  + " may replace it, whose "
                  + next.path
                  + " is, in a folder that "
                  + folder.writers()
                  + " may write"
                  + CONSEQUENCE,
              "one of root's or of the service's own user");
        }
      }
      if (!next.isLink()) {
        folder = next;
      } else if (++links > MOST_LINKS) {
        return null;
      } else {
        Path target = Files.readSymbolicLink(next.path);
        folder = target.isAbsolute() ? new Node(root) : folder;
        push(target, names);
      }
    }
    return folder.isOpen()
        ? problem(
            list,
            folder.writers() + " may write it (mode " + folder.mode() + ")" + CONSEQUENCE,
            "chmod go-w " + folder.path)
        : null;
  }

  private static void push(Path path, Deque<Path> names) {
    for (int i = path.getNameCount() - 1; i >= 0; i--) {
      if (!path.getName(i).toString().equals(".")) {
        names.push(path.getName(i));
      }
    }
  }

  private boolean isTrusted(int user, Node folder) {
    return user == ROOT || user == folder.user || user == self || self == UNKNOWN;
  }

  private static Problem inFolder(String list, Node folder, String deed) {
    return problem(
        list,
        folder.writers()
            + " may "
            + deed
            + ", who may write the folder "
            + folder.path
            + " (mode "
            + folder.mode()
            + ")"
            + CONSEQUENCE,
        "chmod go-w " + folder.path);
  }

  private static Problem problem(String list, String what, String accepted) {
    return new Problem(list, "warning: " + what, accepted);
  }

  /** Whether nobody can write there, whatever the permissions say. */
  boolean isReadOnly(Path path) throws IOException {
    return Files.getFileStore(path).isReadOnly();
  }

  private static int self() {
    try {
      return (Integer) Files.getAttribute(Paths.get("/proc/self"), "unix:uid");
    } catch (IOException | RuntimeException e) {
      return UNKNOWN;
    }
  }

  /** One name on the way; of a link, the link itself. */
  private final class Node {
    final Path path;
    final int user;
    private final int group;
    private final int mode;

    Node(Path path) throws IOException {
      Map<String, Object> attributes =
          Files.readAttributes(path, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
      this.path = path;
      mode = (Integer) attributes.get("mode");
      user = (Integer) attributes.get("uid");
      group = (Integer) attributes.get("gid");
    }

    boolean has(int bits) {
      return (mode & bits) != 0;
    }

    boolean isLink() {
      return (mode & 0170000) == 0120000;
    }

    /** Whether others than root and the owner may write it. */
    boolean isOpen() throws IOException {
      return (has(EVERYBODY) || isOpenToGroup()) && !isReadOnly(path);
    }

    /** A group with its user's number is that user's own; root's group is root's. */
    private boolean isOpenToGroup() {
      return has(GROUP) && group != ROOT && group != user;
    }

    String writers() {
      return has(EVERYBODY) ? "everybody" : "group " + group;
    }

    String mode() {
      return String.format("%04o", mode & 07777);
    }
  }
}
