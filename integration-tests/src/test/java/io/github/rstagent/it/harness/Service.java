// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** A running {@link io.github.rstagent.it.service.EchoService}, seen through its control line. */
public final class Service {
  private static final int CONNECT_POLL_MILLIS = 100;

  private final ForkedJvm jvm;
  private final Socket control;
  private final CapturedStream events;

  public Service(ForkedJvm jvm, ServerSocket listening) throws IOException {
    this.jvm = jvm;
    control = accept(listening);
    events = new CapturedStream("events of " + jvm.pid(), control.getInputStream());
    awaitEvents("ready", 1);
  }

  private Socket accept(ServerSocket listening) throws IOException {
    listening.setSoTimeout(CONNECT_POLL_MILLIS);
    Socket[] accepted = new Socket[1];
    Await.until(
        () -> {
          accepted[0] = tryAccept(listening);
          return accepted[0] != null || !jvm.isAlive();
        },
        "the service's control connection",
        () -> "");
    if (accepted[0] == null) {
      jvm.awaitExit();
      throw new AssertionError("The service has not started");
    }
    return accepted[0];
  }

  private static Socket tryAccept(ServerSocket listening) {
    try {
      return listening.accept();
    } catch (SocketTimeoutException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public ForkedJvm jvm() {
    return jvm;
  }

  public InetSocketAddress address() {
    return address("127.0.0.1", 0);
  }

  /** The {@code index}th of the ports that it listens on, at one of this machine's addresses. */
  public InetSocketAddress address(String host, int index) {
    return new InetSocketAddress(host, Integer.parseInt(events("port").get(index)));
  }

  /** What it has reported so far: the lines that begin with a word, without that word. */
  public List<String> events(String kind) {
    return events.lines().stream()
        .filter(line -> line.equals(kind) || line.startsWith(kind + " "))
        .map(line -> line.substring(Math.min(line.length(), kind.length() + 1)))
        .toList();
  }

  public List<String> events() {
    return events.lines();
  }

  public void awaitEvents(String kind, int count) {
    Await.until(
        () -> events(kind).size() >= count || events.hasEnded(),
        count + " '" + kind + "' of the service, which has reported " + events(kind).size(),
        this::history);
    if (events(kind).size() < count) {
      throw new AssertionError("The service has ended. " + history());
    }
  }

  public void awaitActive(PeerConnection connection) {
    Await.until(
        () -> events("active").stream().anyMatch(event -> event.endsWith(" " + connection.port())),
        "the connection from port " + connection.port() + " to be accepted",
        this::history);
  }

  /** Waits until so many connections are over in the eyes of the service. */
  public void awaitClosed(int count) {
    awaitEvents("inactive", count);
  }

  /** How many of a peer's connections were given an exception. They are to be closed by now. */
  public long exceptionsOf(Peer peer) {
    List<ChannelHistory> histories = ChannelHistory.of(peer, events());
    if (histories.isEmpty()) {
      throw new AssertionError("The service knows no connection of " + peer + ". " + history());
    }
    return histories.stream().filter(history -> history.kinds().contains("exception")).count();
  }

  /**
   * Has a peer reset some connections, and waits for their end.
   *
   * @return how many of them were given an exception
   */
  public int shownOf(Peer peer, int resets) {
    int known = ChannelHistory.of(peer, events()).size();
    peer.probe(address(), resets);
    Await.until(
        () -> over(peer, known) >= resets || events.hasEnded(),
        "the end of " + resets + " connections of " + peer,
        this::history);
    return Math.toIntExact(
        ChannelHistory.of(peer, events()).stream()
            .skip(known)
            .filter(channel -> channel.kinds().contains("exception"))
            .count());
  }

  private long over(Peer peer, int known) {
    return ChannelHistory.of(peer, events()).stream()
        .skip(known)
        .filter(channel -> channel.kinds().contains("inactive"))
        .count();
  }

  public int openChannels() {
    return Integer.parseInt(ask("channels?", "channels"));
  }

  public List<String> threads() {
    return List.of(ask("threads", "threads").split(" ", -1));
  }

  /** Stops accepting until {@link #unblock}. */
  public void block() {
    ask("block", "blocked");
  }

  public void unblock() {
    ask("unblock", "unblocked");
  }

  /** Reads once from every channel: for services with auto-read off. */
  public void read() {
    ask("read", "reading");
  }

  public void connectTo(InetSocketAddress server) {
    ask("connect " + server.getAddress().getHostAddress() + ":" + server.getPort(), "connected");
  }

  /** Has it do what an application server does late: set its logging up. */
  public void initializeLogManager() {
    ask("log-manager", "log-manager");
  }

  /** Has a {@link io.github.rstagent.it.service.ControlledServer} print a mark on its streams. */
  public void mark(int number) {
    ask("mark " + number, "marked");
  }

  /** Tells it a command, and returns what it answers. */
  public String ask(String command, String answer) {
    int before = events(answer).size();
    tell(command);
    awaitEvents(answer, before + 1);
    return events(answer).get(before);
  }

  private void tell(String command) {
    try {
      control.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError("The service is gone. " + history(), e);
    }
  }

  /** Has it call {@code System.exit}. */
  public void exit() {
    tell("exit");
  }

  /** Ends it in good order; after that all that it has printed is known. */
  public FinishedJvm quit() {
    tell("quit");
    return jvm.awaitExit();
  }

  /** What it has reported, for a failure to show. */
  public String history() {
    return "The service has reported:\n" + String.join("\n", withoutRepetition(events.lines()));
  }

  private static List<String> withoutRepetition(List<String> lines) {
    return IntStream.range(0, lines.size())
        .filter(i -> i == 0 || !lines.get(i).equals(lines.get(i - 1)))
        .mapToObj(lines::get)
        .toList();
  }
}
