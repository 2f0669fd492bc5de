// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerationTest {
  @ParameterizedTest
  @CsvSource({
    "io.netty.channel.DefaultChannelPipeline,             io.netty,             Netty4Channels",
    "com.datastax.oss.driver.shaded.netty.channel.DefaultChannelPipeline,"
        + " com.datastax.oss.driver.shaded.netty,                               Netty4Channels",
    "org.jboss.netty.channel.AbstractChannel,             org.jboss.netty,      Netty3Channels",
    "a.b.channel.AbstractChannel,                         a.b,                  Netty3Channels",
    "io.netty.channel.DefaultChannelPipeline$HeadContext, ,                     ",
    "io.netty.channel.DefaultChannelPipelineX,            ,                     ",
    "io.netty.mychannel.DefaultChannelPipeline,           ,                     ",
    "channel.DefaultChannelPipeline,                      ,                     ",
    "java.lang.Object,                                    ,                     "
  })
  void isToldByOneClassWhateverItsPackage(String className, String nettyPackage, String bridge) {
    String foundPackage = null;
    String foundBridge = null;
    for (Generation generation : Generation.ALL) {
      String candidate = generation.packageOf(className);
      if (candidate != null) {
        foundPackage = candidate;
        foundBridge = generation.bridge();
      }
    }

    assertThat(foundPackage).isEqualTo(nettyPackage);
    assertThat(foundBridge).isEqualTo(bridge);
  }
}
