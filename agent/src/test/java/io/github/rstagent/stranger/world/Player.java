// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.stranger.world;

import io.github.rstagent.stranger.Connection;
import io.github.rstagent.stranger.Contract;
import io.github.rstagent.stranger.Deed;
import io.github.rstagent.stranger.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.local.LocalServerChannel;
import io.netty.util.internal.PlatformDependent;
import java.util.List;

/** Plays one connection: what its channel's reads give and how they fail. On the event loop. */
final class Player {
  private static final Channel SERVER = new LocalServerChannel();
  private static final Channel NO_SERVER = new EmbeddedChannel();

  private final Connection connection;
  private final Contract contract;
  private final Seen seen;
  private final String name;
  private final ScriptedChannel channel;
  private final ContractHandler inFront;
  private Connection.Read next; // null: nothing comes
  private Failure failure; // the last
  private Throwable thrown; // made from it
  private boolean spoke;
  private boolean headerSeen;
  private boolean active;
  private boolean overtaken;
  private int added;
  private final Executors elsewhere;

  Player(int index, Connection connection, Contract contract, Executors elsewhere, Seen seen) {
    this.elsewhere = elsewhere;
    this.connection = connection;
    this.contract = contract;
    this.seen = seen;
    name = "#" + index;
    channel =
        connection.transport() == Connection.Transport.NIO
            ? new ScriptedNioChannel(this)
            : new ScriptedOioChannel(this);
    ChannelPipeline pipeline = channel.pipeline();
    inFront = new ContractHandler(this);
    if (contract != null) {
      pipeline.addLast(inFront, new ContractHandler.Close(this));
    }
    for (int i = 0; i < connection.handlers().size(); i++) {
      Connection.Handler plan = connection.handlers().get(i);
      if (contract != null && contract.tagWhileSilent(connection) != null) {
        addCrossing(pipeline, i);
      }
      RecordingHandler handler = new RecordingHandler(this, name + "." + i, plan);
      pipeline.addLast(elsewhere.at(plan.place()), name + "." + i, handler);
    }
  }

  /** So that handlers on executors are tagged, too, up to the first that keeps no order. */
  private void addCrossing(ChannelPipeline pipeline, int index) {
    List<Connection.Place> places =
        connection.handlers().subList(0, index + 1).stream()
            .map(Connection.Handler::place)
            .toList();
    Connection.Place place = places.get(index);
    Connection.Place before = index == 0 ? Connection.Place.LOOP : places.get(index - 1);
    if (place != before && !places.contains(Connection.Place.UNORDERED)) {
      pipeline.addLast(elsewhere.at(place), new ContractHandler.Crossing(this));
    }
  }

  /** A handler does so. */
  void change(ChannelPipeline pipeline, Connection.Change change) {
    String last = name + "." + (connection.handlers().size() - 1);
    switch (change) {
      case BEFORE_LAST_ON_LOOP -> addBefore(pipeline, last, Connection.Place.LOOP);
      case BEFORE_LAST_ELSEWHERE -> addBefore(pipeline, last, Connection.Place.LAZY);
      case AT_END_ON_LOOP -> addLast(pipeline, Connection.Place.LOOP);
      case AT_END_ELSEWHERE -> addLast(pipeline, Connection.Place.ONE);
      case REMOVE_LAST -> {
        if (pipeline.context(last) != null && !mayPassOnToOneAddedLater()) {
          pipeline.remove(last);
        }
      }
    }
  }

  /**
   * Whether the last handler has an executor, and others are added behind it. Taken out, it passes
   * on what has waited there; with the agent the crossing behind it hands that to what stands
   * behind the crossing by then, see {@code Netty4Crossing}.
   */
  private boolean mayPassOnToOneAddedLater() {
    List<Connection.Handler> handlers = connection.handlers();
    return handlers.get(handlers.size() - 1).place() != Connection.Place.LOOP
        && handlers.stream().anyMatch(Connection.Handler::addsAtEnd);
  }

  private void addBefore(ChannelPipeline pipeline, String last, Connection.Place place) {
    if (pipeline.context(last) != null) {
      pipeline.addBefore(elsewhere.at(place), last, null, added(place));
    }
  }

  private void addLast(ChannelPipeline pipeline, Connection.Place place) {
    pipeline.addLast(elsewhere.at(place), added(place));
  }

  private RecordingHandler added(Connection.Place place) {
    return new RecordingHandler(this, name + ".added" + added++, Connection.Handler.at(place));
  }

  Connection connection() {
    return connection;
  }

  Channel parent() {
    return switch (connection.origin()) {
      case ACCEPTED -> SERVER;
      case CHILD -> NO_SERVER;
      case OUTBOUND -> null;
    };
  }

  void begin(EventLoop loop) {
    loop.register(channel)
        .addListener(
            registered -> {
              if (!registered.isSuccess()) {
                seen.add(name + " is not registered: " + registered.cause());
              }
            });
  }

  /** The handlers are told, now or soon, that the channel is active. */
  void isActive() {
    active = true;
  }

  void read(Connection.Read read) {
    if (channel.isOpen()) {
      next = read;
      channel.readOnce();
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // handlers see it close
  void end() {
    seen.add(name + (channel.isOpen() ? " is left open" : " is closed"));
    channel.close();
  }

  /** What the channel's read gives: bytes, 0 for none, -1 for the end, or an exception. */
  int read(ByteBuf buffer) throws Exception {
    Connection.Read now = next;
    next = null;
    if (now == null) {
      return 0;
    }
    byte[] bytes = now.bytes().content();
    buffer.writeBytes(bytes);
    if (bytes.length > 0) {
      spoke |= headerSeen || !now.bytes().isOfCheck();
      headerSeen = true;
    }
    if (now.failure() != null) {
      thrown = now.failure().make();
      failure = now.failure();
      if (contract != null) {
        standInFront();
      }
      PlatformDependent.throwException(thrown);
    }
    return now.end() ? -1 : bytes.length;
  }

  private void standInFront() {
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.remove(inFront);
    pipeline.addFirst(inFront);
  }

  /** A new event comes, which shows whether another handler stands in front. */
  Deed.Tag tagOfNext() {
    spoke |= overtaken;
    return tagOfNow();
  }

  /** The tag on what is done now on behalf of this connection, or {@code null}. */
  Deed.Tag tagOfNow() {
    return spoke ? null : contract.tagWhileSilent(connection);
  }

  /** What the contract says, as things stand now. */
  Deed judge(Throwable cause) {
    if (cause != thrown) {
      return new Deed.Pass(false);
    }
    spoke |= overtaken;
    Deed deed = contract.judge(connection, failure, !spoke);
    spoke |= deed instanceof Deed.Pass pass && pass.storm();
    return deed;
  }

  /** A handler has put another in front of all. */
  void somebodyWentFirst() {
    overtaken |= active;
  }

  void record(String line) {
    seen.add(line);
  }

  /** As it is told in what was seen: by identity where it is the transport's. */
  String nameOf(Throwable cause) {
    return (cause == thrown ? "the very " : "another ") + Seen.text(cause);
  }
}
