// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Tells when files have changed and come to rest: when two looks, about a second apart, find the
 * same, and every last line is ended, or nothing has changed for half a minute (half a line may be
 * valid, and wider than the whole one). For one thread at a time.
 */
public final class FileWatch {
  /** What a look has found. */
  public enum Finding {
    UNCHANGED,
    /** Something is being written: look again. */
    UNSETTLED,
    /** A file that was there is gone: see {@link #subject}. */
    GONE,
    /** A file's last line has no end yet: see {@link #subject}. */
    UNFINISHED,
    /** There is something new to be read. */
    SETTLED
  }

  /** After so long, a last line without an end is the whole of it: YAML's {@code |-} makes such. */
  private static final long REST = TimeUnit.SECONDS.toNanos(30);

  private final long rest;
  private long changedAt = System.nanoTime();
  private List<FileStamp> taken;
  private List<FileStamp> latest;
  private File subject;

  /**
   * @param taken what the files were like before they were read
   */
  public FileWatch(List<FileStamp> taken) {
    this(taken, REST);
  }

  FileWatch(List<FileStamp> taken, long rest) {
    this.rest = rest;
    this.taken = taken;
    latest = taken;
  }

  /** Looks at all files. */
  public Finding look() {
    List<FileStamp> previous = latest;
    latest = stamps();
    subject = null;
    if (areAlike(latest, taken)) {
      taken = latest; // the first ones were made before main, when only a rough look is possible
      return Finding.UNCHANGED;
    }
    if (!areAlike(latest, previous)) {
      changedAt = System.nanoTime();
      return Finding.UNSETTLED;
    }
    return judge();
  }

  /** As {@link #look}, for somebody who says that the files are at rest. */
  public Finding lookOnce() {
    latest = stamps();
    subject = null;
    return judge();
  }

  private Finding judge() {
    for (int i = 0; i < latest.size(); i++) {
      FileStamp stamp = latest.get(i);
      if (!stamp.isPresent() && taken.get(i).isPresent()) {
        subject = stamp.file();
        return Finding.GONE;
      }
      if (!stamp.isLike(taken.get(i))
          && stamp.length() > 0
          && System.nanoTime() - changedAt < rest
          && !endsInLineBreak(stamp.file())) {
        subject = stamp.file();
        return Finding.UNFINISHED;
      }
    }
    return Finding.SETTLED;
  }

  /** The file that the last finding is about, or {@code null}. */
  public File subject() {
    return subject;
  }

  /** The names of the files that differ from what was taken, separated by commas. */
  public String changed() {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < latest.size(); i++) {
      if (!latest.get(i).isLike(taken.get(i))) {
        names.append(names.length() == 0 ? "" : ", ").append(latest.get(i).file());
      }
    }
    return names.toString();
  }

  /**
   * To be called when the files have been read: what the last look found counts as taken.
   *
   * @return false where something has changed while they were being read: then nothing counts
   */
  public boolean take() {
    if (!areAlike(stamps(), latest)) {
      return false;
    }
    taken = latest;
    return true;
  }

  private List<FileStamp> stamps() {
    List<FileStamp> stamps = new ArrayList<FileStamp>();
    for (FileStamp known : taken) {
      stamps.add(new CloseStamp(known.file()));
    }
    return stamps;
  }

  private static boolean areAlike(List<FileStamp> some, List<FileStamp> others) {
    for (int i = 0; i < some.size(); i++) {
      if (!some.get(i).isLike(others.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Where that cannot be found out, reading it will tell why. */
  private static boolean endsInLineBreak(File file) {
    if (!file.isFile()) {
      return true; // to open a pipe might wait for ever
    }
    try (RandomAccessFile content = new RandomAccessFile(file, "r")) {
      long length = content.length();
      if (length > 0) {
        content.seek(length - 1);
      }
      return length == 0 || content.read() == '\n';
    } catch (IOException e) {
      return true;
    }
  }
}
