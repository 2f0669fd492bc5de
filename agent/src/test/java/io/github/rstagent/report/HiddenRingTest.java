// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.rules.Rule;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HiddenRingTest {
  private static final Rule RULE = Lists.rule("10.0.8.3 lvs-a scope=connection");
  private static final InetSocketAddress PEER =
      new InetSocketAddress(Lists.address("10.0.8.3"), 5745);

  private final HiddenRing ring = new HiddenRing();

  @Test
  void keepsTheLastSixtyFourInOrder() {
    assertThat(ring.events()).isEmpty();
    for (int i = 0; i < 100; i++) {
      add("event " + i);
    }

    assertThat(ring.events()).hasSize(64);
    assertThat(ring.events().get(0).getText()).isEqualTo("event 36");
    assertThat(ring.events().get(63).getText()).isEqualTo("event 99");
  }

  @Test
  void tellsWhatWasHidden() {
    long before = System.currentTimeMillis();
    add("Channel Inactive");
    HiddenEvent event = ring.events().get(0);

    assertThat(Instant.parse(event.getTime()).toEpochMilli())
        .isBetween(before, System.currentTimeMillis());
    assertThat(event.getPeer()).isEqualTo("10.0.8.3:5745");
    assertThat(event.getRule()).isEqualTo("lvs-a");
    assertThat(event.getMode()).isEqualTo("suppress");
    assertThat(event.getKind()).isEqualTo("lifecycle");
    assertThat(event.getLogger()).isEqualTo("service");
    assertThat(event.getLevel()).isEqualTo("INFO");
  }

  @Test
  void keepsTwoHundredCharacters() {
    add("x".repeat(200) + "y");
    add(null);

    assertThat(ring.events().get(0).getText()).isEqualTo("x".repeat(200));
    assertThat(ring.events().get(1).getText()).isEmpty();
  }

  /** Every event that is read is one that was added, whole. */
  @Test
  void isReadWhileOthersAdd() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    String[] names = {"a", "b", "c"}; // so that a slot's next event is another one
    Thread writer =
        new Thread(
            () -> {
              for (int i = 0; !done.get(); i++) {
                String name = names[i % names.length];
                ring.add(HiddenKind.FIN, RULE, PEER, name, name, name);
              }
            });
    writer.start();
    List<HiddenEvent> read = new ArrayList<>();
    while (read.size() < 200_000) {
      read.addAll(ring.events());
    }
    done.set(true);
    writer.join();

    assertThat(read)
        .allMatch(
            event ->
                event.getText().equals(event.getLogger())
                    && event.getLevel().equals(event.getLogger()));
    assertThat(ring.events()).as("no slot is lost").hasSize(64);
  }

  private void add(String text) {
    ring.add(HiddenKind.LIFECYCLE, RULE, PEER, "service", "INFO", text);
  }
}
