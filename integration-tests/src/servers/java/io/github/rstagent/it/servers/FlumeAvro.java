// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.servers;

import java.util.Collections;
import org.apache.flume.Context;
import org.apache.flume.channel.ChannelProcessor;
import org.apache.flume.channel.MemoryChannel;
import org.apache.flume.channel.ReplicatingChannelSelector;
import org.apache.flume.conf.Configurables;
import org.apache.flume.source.AvroSource;

/** Flume's Avro source, which is Avro's server on Netty 3. */
public final class FlumeAvro {
  private FlumeAvro() {}

  public static void main(String[] arguments) {
    MemoryChannel channel = new MemoryChannel();
    Configurables.configure(channel, new Context());
    ReplicatingChannelSelector selector = new ReplicatingChannelSelector();
    selector.setChannels(Collections.singletonList(channel));
    AvroSource source = new AvroSource();
    source.setName("avro");
    source.setChannelProcessor(new ChannelProcessor(selector));
    Context options = new Context();
    options.put("bind", "127.0.0.1");
    options.put("port", "0");
    Configurables.configure(source, options);
    source.start();
  }
}
