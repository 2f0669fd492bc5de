// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.servers;

import java.util.List;
import java.util.stream.Stream;

/**
 * A server of somebody else's, as Maven Central has it.
 *
 * @param launcher the class in {@code src/servers} that starts it
 * @param transport what it takes by itself on Linux, or is told to take
 * @param noise what it logs of a probe, without the agent
 * @param coordinates what it consists of
 */
record RealServer(
    String title,
    String launcher,
    String transport,
    ServerLogging logging,
    Noise noise,
    List<String> coordinates) {
  private static final Noise ROCKET_MQ =
      Noise.ofReset(
              "PIPELINE: exceptionCaught PEER",
              "PIPELINE: exceptionCaught exception.",
              "closeChannel: close the connection to remote address[PEER]")
          .ofEveryProbe(
              "PIPELINE: channelRegistered PEER",
              "PIPELINE: channelActive, the channel[PEER]",
              "PIPELINE: channelInactive, the channel[PEER]",
              "PIPELINE: channelUnregistered, the channel[PEER]");

  static Stream<RealServer> all() {
    return Stream.of(
        new RealServer(
            "Reactor Netty 1.2.10, TLS and HTTP/2",
            "ReactorNettyTls",
            "epoll",
            ServerLogging.LOGBACK,
            Noise.ofReset("- R:/PEER] Failed to select the application-level protocol:")
                .ofEveryProbe("! R:/PEER] Failed to select the application-level protocol:"),
            List.of("io.projectreactor.netty:reactor-netty-http:1.2.10")),
        new RealServer(
            "gRPC 1.20.0, relocated Netty",
            "GrpcShaded",
            "nio",
            ServerLogging.JUL,
            Noise.ofReset("NettyServerTransport.connections Transport failed"),
            List.of("io.grpc:grpc-netty-shaded:1.20.0")),
        new RealServer(
            "netty-socketio 2.0.13",
            "SocketIo",
            "nio",
            ServerLogging.SLF4J_SIMPLE,
            Noise.ofReset("DefaultExceptionListener - Connection reset"),
            List.of("com.corundumstudio.socketio:netty-socketio:2.0.13")),
        new RealServer(
            "netty-socketio 2.0.13",
            "SocketIo",
            "epoll",
            ServerLogging.SLF4J_SIMPLE,
            Noise.ofReset("DefaultExceptionListener - recvAddress(..) failed: Connection reset"),
            List.of(
                "com.corundumstudio.socketio:netty-socketio:2.0.13",
                "io.netty:netty-transport-native-epoll:jar:linux-x86_64:4.1.119.Final")),
        new RealServer(
            "Moquette 0.17",
            "Moquette",
            "nio",
            ServerLogging.RELOAD4J,
            Noise.ofReset("Unexpected exception while processing MQTT message.")
                .ofEveryProbe("Channel Inactive"),
            List.of("io.moquette:moquette-broker:0.17")),
        new RealServer(
            "Vert.x 4.5.21, NetServer",
            "VertxNet",
            "nio",
            ServerLogging.LOG4J2,
            Noise.ofReset("ConnectionBase vert.x-eventloop-thread-0 [||] Connection reset"),
            List.of("io.vertx:vertx-core:4.5.21")),
        new RealServer(
            "RocketMQ 4.9.7, name server",
            "RocketMqNameServer",
            "nio",
            ServerLogging.LOGBACK,
            ROCKET_MQ,
            List.of("org.apache.rocketmq:rocketmq-namesrv:4.9.7")),
        new RealServer(
            "RocketMQ 5.2.0, name server",
            "RocketMq5NameServer",
            "nio",
            ServerLogging.LOGBACK_RELOCATED,
            ROCKET_MQ,
            List.of("org.apache.rocketmq:rocketmq-namesrv:5.2.0")),
        new RealServer(
            "Motan 1.2.1",
            "Motan",
            "nio",
            ServerLogging.TINYLOG,
            Noise.ofReset("NettyChannelHandler exceptionCaught: remote=/PEER")
                .ofEveryProbe(
                    "NettyChannelHandler channelActive: remote=/PEER",
                    "NettyChannelHandler channelInactive: remote=/PEER"),
            List.of("com.weibo:motan-transport-netty4:1.2.1")),
        new RealServer(
            "James 3.8.1, SMTP",
            "JamesSmtp",
            "nio",
            ServerLogging.LOGBACK,
            Noise.ofReset("Unable to process request")
                .ofEveryProbe("Connection established from", "Connection closed for"),
            List.of(
                "org.apache.james.protocols:protocols-smtp:3.8.1",
                "org.apache.james:metrics-logger:3.8.1")),
        new RealServer(
            "Dubbo 3.3.5",
            "Dubbo",
            "nio",
            ServerLogging.LOG4J2_ASYNCHRONOUS,
            Noise.ofReset("TLS negotiation failed when trying to accept new connection.")
                .ofEveryProbe(
                    "is established.", "All clients has disconnected", "is disconnected."),
            List.of("org.apache.dubbo:dubbo:3.3.5")),
        new RealServer(
            "ZooKeeper 3.9.4, TLS",
            "ZooKeeper",
            "epoll",
            ServerLogging.LOGBACK,
            Noise.ofReset("[||] Exception caught")
                .ofEveryProbe(
                    "zookeeper.ssl.trustStore.location not specified",
                    "Unsuccessful handshake with session 0x0")
                .ofWhichAreShown("Unsuccessful handshake with session 0x0"), // an ERROR
            List.of(
                "org.apache.zookeeper:zookeeper:3.9.4",
                "io.dropwizard.metrics:metrics-core:4.1.12.1",
                "org.xerial.snappy:snappy-java:1.1.10.5")),
        new RealServer(
            "ActiveMQ Artemis 2.37.0",
            "Artemis",
            "epoll",
            ServerLogging.LOG4J2_BELOW_SLF4J,
            Noise.ofReset("AMQ224126: Failure during protocol handshake on connection to"),
            List.of("org.apache.activemq:artemis-server:2.37.0")),
        new RealServer(
            "Flume 1.9.0, Avro source, Netty 3.10.6",
            "FlumeAvro",
            "nio",
            ServerLogging.LOGBACK,
            Noise.ofReset("Unexpected exception from downstream.")
                .ofEveryProbe(
                    "] OPEN",
                    "] BOUND: ",
                    "] CONNECTED: ",
                    "] DISCONNECTED",
                    "] UNBOUND",
                    "] CLOSED",
                    " disconnected."),
            List.of("org.apache.flume:flume-ng-core:1.9.0")),
        new RealServer(
            "Canal 1.1.7, Netty 3.2.10",
            "Canal",
            "nio",
            ServerLogging.LOGBACK,
            Noise.ofReset("something goes wrong with channel:")
                .ofEveryProbe("send handshake initialization packet to"),
            List.of("com.alibaba.otter:canal.server:1.1.7")));
  }

  @Override
  public String toString() {
    return title + ", " + transport + ", " + logging.title();
  }
}
