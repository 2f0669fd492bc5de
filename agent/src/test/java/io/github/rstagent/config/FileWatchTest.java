// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.config.FileWatch.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
  private static final long AN_HOUR = TimeUnit.HOURS.toNanos(1);

  @TempDir Path folder;

  private Path list;
  private List<FileStamp> stamps;

  @BeforeEach
  void makeAList() throws IOException {
    list = Files.writeString(folder.resolve("vips.list"), "10.0.8.3\n");
    stamps = List.of(new FileStamp(list.toFile()));
  }

  @Test
  void aLastLineWithoutAnEndWaits() throws IOException {
    FileWatch watch = new FileWatch(stamps, AN_HOUR);
    Files.writeString(list, "10.0.8.3\n10.0.8.4");

    assertThat(watch.look()).isEqualTo(Finding.UNSETTLED);
    assertThat(watch.look()).isEqualTo(Finding.UNFINISHED);
    assertThat(watch.subject()).isEqualTo(list.toFile());
  }

  @Test
  void aLastLineWithoutAnEndIsTakenAfterARest() throws IOException {
    FileWatch watch = new FileWatch(stamps, 0);
    Files.writeString(list, "10.0.8.3\n10.0.8.4");

    assertThat(watch.look()).isEqualTo(Finding.UNSETTLED);
    assertThat(watch.look()).isEqualTo(Finding.SETTLED);
    assertThat(watch.take()).isTrue();
    assertThat(watch.look()).isEqualTo(Finding.UNCHANGED);
  }

  @Test
  void aLineThatIsEndedIsTakenAtOnce() throws IOException {
    FileWatch watch = new FileWatch(stamps, AN_HOUR);
    Files.writeString(list, "10.0.8.3\n10.0.8.4\n");

    assertThat(watch.look()).isEqualTo(Finding.UNSETTLED);
    assertThat(watch.look()).isEqualTo(Finding.SETTLED);
  }
}
