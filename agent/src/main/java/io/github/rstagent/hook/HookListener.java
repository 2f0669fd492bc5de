// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

/** Told what becomes of each Netty, on the thread that loads its classes. */
public interface HookListener {
  /**
   * Before any class of a Netty is changed: from now on its classes may ask. Called again and
   * again, perhaps by several threads at once; must not wait for another thread.
   *
   * @throws Exception where nothing can be hooked: then that Netty is left alone
   */
  void open() throws Exception;

  /**
   * A Netty is there, before any of its classes was changed. Once for each.
   *
   * @param netty its version and package, as a person would name it
   * @param nettyPackage {@code io.netty}, or what a relocation made of it
   */
  void met(String netty, String nettyPackage);

  /** A transport of a Netty is hooked. */
  void hooked(String netty, String transport);

  /** A transport is about to be used, and no class file is found where its reads fail. */
  void missing(String netty, String transport);

  /** A transport of a Netty is left alone, because its classes are not as expected. */
  void leftAlone(String netty, String transport, String reason);

  /** Connections of a Netty cannot be watched, because its classes are not as expected. */
  void unwatched(String netty, String reason);

  /** Something went wrong with a class, which is left alone. */
  void failed(String subject, Throwable cause);
}
