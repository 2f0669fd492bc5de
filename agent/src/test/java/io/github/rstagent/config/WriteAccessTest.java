// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.rstagent.rules.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class WriteAccessTest {
  private static final int NOBODY = 65_534;

  @TempDir Path temporary;

  private Path folder;
  private Path list;

  @BeforeEach
  void makeAList() throws IOException {
    folder = Files.createDirectory(temporary.toRealPath().resolve("lists"));
    list = Files.writeString(folder.resolve("vips.list"), "10.0.8.3\n");
    mode(folder, 0755);
    mode(list, 0644);
  }

  @Test
  void whatOnlyTheOwnerMayWriteIsQuiet() {
    assertThat(warning(list)).isNull();
    assertThat(warning(folder.resolve("absent"))).isNull();
    assertThat(warning(folder.resolve("../lists/./vips.list"))).isNull();
  }

  @Test
  void aFileForEverybody() throws IOException {
    mode(list, 0646);

    assertThat(warning(list))
        .hasToString(
            list
                + ": warning: everybody may write it (mode 0646); it is used all the same, but who"
                + " writes it decides what is hidden; accepted: chmod go-w "
                + list);
  }

  @Test
  void aFolderForEverybody() throws IOException {
    mode(folder, 0777);

    assertThat(warning(list))
        .asString()
        .contains("everybody may replace it (its folder's mode is 0777)", "chmod go-w " + folder);
    assertThat(warning(folder.resolve("absent"))).asString().contains("everybody may replace it");
    mode(folder, 01777);
    assertThat(warning(list)).as("as /tmp").isNull();
  }

  @Test
  void aLinkIsFollowed() throws IOException {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), list);
    assertThat(warning(link)).isNull();

    mode(list, 0646);
    assertThat(warning(link)).asString().contains("everybody may write it");
  }

  /** As the kubelet makes it. */
  @Test
  void theLinksOfAConfigMapAreQuiet() throws IOException {
    Path version = Files.createDirectory(folder.resolve("..2026_01"));
    mode(version, 0755);
    mode(Files.writeString(version.resolve("mapped.list"), ""), 0644);
    Files.createSymbolicLink(folder.resolve("..data"), version.getFileName());
    Path mapped =
        Files.createSymbolicLink(folder.resolve("mapped.list"), Path.of("..data", "mapped.list"));

    assertThat(warning(mapped)).isNull();
  }

  /** Its folder says that everybody may write it, and nobody can. */
  @Test
  void whatIsMountedReadOnlyIsQuiet() throws IOException {
    mode(folder, 0777);
    mode(list, 0666);
    WriteAccess readOnly =
        new WriteAccess() {
          @Override
          boolean isReadOnly(Path path) {
            return path.startsWith(folder);
          }
        };

    assertThat(readOnly.warning(list.toFile())).isNull();
  }

  @Test
  void aGroupCountsUnlessItIsTheOwnersOwnOrRoots() throws IOException {
    mode(list, 0664);
    Files.setAttribute(list, "unix:gid", Files.getAttribute(list, "unix:uid"));
    assertThat(warning(list)).as("a private group").isNull();

    assumeTrue(isRoot(), "only root gives files away");
    Files.setAttribute(list, "unix:gid", 100);
    assertThat(warning(list)).asString().contains("group 100 may write it (mode 0664)");
    own(list, NOBODY);
    assertThat(warning(list)).as("another owner").isNotNull();
    mode(list, 0644);
    assertThat(warning(list)).as("another owner, who alone may write").isNull();
    mode(list, 0664);
    Files.setAttribute(list, "unix:gid", 0);
    assertThat(warning(list)).as("root's group").isNull();
  }

  @Test
  void linksWithoutEndAreLeftToTheReader() throws IOException {
    Path one = folder.resolve("one");
    Path other = Files.createSymbolicLink(folder.resolve("other"), one.getFileName());
    Files.createSymbolicLink(one, other.getFileName());

    assertThat(warning(one)).isNull();
  }

  private static Problem warning(Path file) {
    return new WriteAccess().warning(file.toFile());
  }

  private static void mode(Path path, int mode) throws IOException {
    Files.setAttribute(path, "unix:mode", mode);
  }

  private static void own(Path path, int user) throws IOException {
    assumeTrue(isRoot(), "only root gives files away");
    Files.setAttribute(path, "unix:uid", user);
  }

  private static boolean isRoot() throws IOException {
    return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
  }
}
