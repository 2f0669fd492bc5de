// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

/**
 * A place where a Netty tells a pipeline that a read has failed. Class names are internal names
 * without the prefix under which that Netty lives ({@code io/netty/}, or whatever a relocation made
 * of it).
 *
 * <p>The target itself is loaded at the first accepted connection, on an event loop; the announcing
 * class is loaded at bind, on a thread that may wait. So the work is done when the announcing class
 * comes by.
 */
final class HookPoint {
  /** Announces a Netty without telling its transport: every channel of Netty 4 and 5 extends it. */
  static final String CHANNEL = "channel/AbstractChannel";

  /** What {@link #CHANNEL} extends, which tells it from other libraries' classes of that name. */
  static final String CHANNEL_PARENT = "util/DefaultAttributeMap";

  /** Read before any channel of that transport: what its properties say is settled with it. */
  static final String URING = "channel/uring/IoUring";

  static final String URING_USES = "util/internal/SystemPropertyUtil";

  private static final CallSites METHOD = new CallSites("handleReadException", 1);

  static final HookPoint[] ALL = {
    new HookPoint(
        FireCall.NETTY_4,
        "nio",
        "channel/nio/AbstractNioChannel",
        "channel/nio/AbstractNioByteChannel$NioByteUnsafe",
        METHOD, // 4.0.12 and later
        new CallSites("read", 3)), // before: inline in a try, whose finally block javac copies
    new HookPoint(
        FireCall.NETTY_4,
        "oio",
        "channel/oio/AbstractOioChannel",
        "channel/oio/AbstractOioByteChannel",
        METHOD, // 4.1.0.Beta6 and later
        new CallSites("doRead", 6)), // before: two calls inline in such a try
    new HookPoint(
        FireCall.NETTY_4,
        "epoll",
        "channel/epoll/AbstractEpollChannel",
        "channel/epoll/AbstractEpollStreamChannel$EpollStreamUnsafe",
        METHOD),
    new HookPoint( // 4.0.25, 4.1.0.Beta3 and earlier
        FireCall.NETTY_4,
        "epoll",
        "channel/epoll/AbstractEpollChannel",
        "channel/epoll/EpollSocketChannel$EpollSocketUnsafe",
        METHOD),
    new HookPoint(
        FireCall.NETTY_4,
        "kqueue",
        "channel/kqueue/AbstractKQueueChannel",
        "channel/kqueue/AbstractKQueueStreamChannel$KQueueStreamUnsafe",
        METHOD),
    new HookPoint(
        FireCall.NETTY_4,
        "io_uring",
        "channel/uring/AbstractIoUringChannel",
        "channel/uring/AbstractIoUringStreamChannel$IoUringStreamUnsafe",
        METHOD),
    new HookPoint(
        FireCall.NETTY_4,
        "io_uring (incubator)",
        "incubator/channel/uring/AbstractIOUringChannel",
        "incubator/channel/uring/AbstractIOUringStreamChannel$IOUringStreamUnsafe",
        METHOD),
    new HookPoint(
        FireCall.NETTY_3,
        "nio",
        null,
        "channel/socket/nio/NioWorker",
        new CallSites("read", 1, true)),
    new HookPoint(
        FireCall.NETTY_3,
        "oio",
        null,
        "channel/socket/oio/AbstractOioWorker", // 3.4.0 and later
        new CallSites("run", 1)),
    new HookPoint(
        FireCall.NETTY_3,
        "oio",
        null,
        "channel/socket/oio/OioWorker", // before; later it inherits its run()
        "java/lang/Runnable",
        new CallSites("run", 1))
  };

  private final FireCall call;
  private final String transport;
  private final String announcedBy;
  private final String target;
  private final String proof; // named by the target in the releases meant; null: in all
  private final CallSites[] shapes;

  private HookPoint(
      FireCall call, String transport, String announcedBy, String target, CallSites... shapes) {
    this(call, transport, announcedBy, target, null, shapes);
  }

  private HookPoint(
      FireCall call,
      String transport,
      String announcedBy,
      String target,
      String proof,
      CallSites... shapes) {
    this.call = call;
    this.transport = transport;
    this.announcedBy = announcedBy;
    this.target = target;
    this.proof = proof;
    this.shapes = shapes;
  }

  FireCall call() {
    return call;
  }

  String transport() {
    return transport;
  }

  /** Whether a class of this name may tell of a Netty, or of one of its transports, at bind. */
  static boolean tellsOfNetty(String className) {
    boolean tells = className.endsWith(CHANNEL) || className.endsWith(URING);
    for (HookPoint point : ALL) {
      tells |= point.isAnnouncedBy(className);
    }
    return tells;
  }

  /**
   * Whether a class announces this transport, at bind. Netty 3 loads its targets themselves no
   * later than that.
   *
   * @param className internal name
   */
  boolean isAnnouncedBy(String className) {
    return announcedBy != null && className.endsWith(announcedBy);
  }

  /** What precedes the announcing class's name. */
  String prefixOfAnnouncing(String className) {
    return className.substring(0, className.length() - announcedBy.length());
  }

  boolean isTarget(String className) {
    return className.endsWith(target);
  }

  /**
   * Whether a class of that name is the target, and not another library's, or another release's.
   *
   * @param prefix what precedes the target's name
   */
  boolean isTarget(String prefix, byte[] classFile) {
    return ClassFileText.mentions(classFile, prefix + call.owner())
        && (proof == null || ClassFileText.mentions(classFile, proof));
  }

  /** What precedes the target's name. */
  String prefixOfTarget(String className) {
    return className.substring(0, className.length() - target.length());
  }

  String target() {
    return target;
  }

  /** The published shapes, each with a method name of its own. */
  CallSites[] shapes() {
    return shapes.clone();
  }
}
