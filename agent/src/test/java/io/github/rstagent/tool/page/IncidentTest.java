// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IncidentTest {
  private static final long DAY = 86_400_000;

  private final Incident incident = new Incident();

  @Test
  void anyLengthFitsAndNothingIsLost() {
    List<Long> moments = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      moments.add(SampleIncident.START + (long) (random.nextDouble() * 900 * DAY));
    }
    for (long moment : moments) {
      incident.reset(moment, "10.0.8.3", 443, "lvs-a", "suppress", null);
    }

    Axis axis = incident.axis();
    assertThat(axis.used()).as("slots").isBetween(60, Axis.SLOTS);
    assertThat(axis.first()).isEqualTo(Collections.min(moments));
    assertThat(axis.last()).isEqualTo(Collections.max(moments));
    for (int slot = 0; slot < axis.used(); slot++) {
      long from = axis.origin() + slot * axis.width();
      assertThat(incident.hidden().at(slot))
          .as("slot %d", slot)
          .isEqualTo(
              (int) moments.stream().filter(m -> m >= from && m < from + axis.width()).count());
    }
  }

  @Test
  void theOrderOfTheFileDoesNotMatter() {
    List<Long> moments = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      moments.add(SampleIncident.START + i * 1_000L);
    }
    Collections.shuffle(moments, new Random(2));
    for (long moment : moments) {
      incident.reset(moment, "10.0.8.3", 443, null, "pass", "stranger");
    }

    Period period = incident.peers().get(0).period();
    assertThat(period.text()).isEqualTo("every 1.00 s");
    assertThat(period.verdict()).isEqualTo("regular, like a health check");
  }

  @Test
  void aPauseIsNoInterval() {
    long[] moments = new long[60];
    for (int i = 0; i < moments.length; i++) {
      moments[i] = i * 1_000L + (i < 50 ? 0 : 17_300);
    }

    assertThat(Period.of(moments, true).text()).isEqualTo("every 1.00 s");
  }

  @Test
  void whoComesAtRandomIsIrregular() {
    Random random = new Random(3);
    double at = SampleIncident.START;
    for (int i = 0; i < 500; i++) {
      at -= Math.log(1 - random.nextDouble()) * 1_000;
      incident.reset((long) at, "10.0.8.3", 443, null, "pass", "stranger");
    }

    Period period = incident.peers().get(0).period();
    assertThat(period.text()).isEmpty();
    assertThat(period.verdict()).isEqualTo("irregular");
  }

  @Test
  void fewResetsAreNotJudged() {
    for (int i = 0; i < 19; i++) {
      incident.reset(SampleIncident.START + i * 1_000L, "10.0.8.3", 443, null, "pass", "stranger");
    }

    assertThat(incident.peers().get(0).period().verdict()).isEqualTo("too few to tell");
  }

  @Test
  void aHeavyPeerSurvivesAScanAndTheNumbersAddUp() {
    int scanners = 50_000;
    for (int i = 0; i < scanners; i++) {
      incident.reset(SampleIncident.START + i, "2001:db8::" + i, 443, null, "pass", "stranger");
      incident.reset(SampleIncident.START + i, "10.0.8.3", 443, "lvs-a", "suppress", null);
    }

    List<PeerHistory> peers = incident.peers();
    assertThat(peers).hasSizeLessThanOrEqualTo(2_048);
    assertThat(peers.get(0).total()).as("resets of the heavy peer").isEqualTo(scanners);
    assertThat(peers.stream().mapToLong(PeerHistory::total).sum() + incident.forgottenResets())
        .as("resets of those who are kept and those who are not")
        .isEqualTo(2L * scanners);
    assertThat(peers.size() + incident.forgottenPeers()).as("peers").isEqualTo(scanners + 1L);
  }

  @Test
  void periodsAreOfAPartWhereThereIsNoRoomForAll() {
    for (int i = 0; i < 2_100_000; i++) {
      incident.reset(SampleIncident.START + i * 10L, "10.0.8.3", 443, "a", "suppress", null);
    }

    Period period = incident.peers().get(0).period();
    assertThat(period.isComplete()).isFalse();
    assertThat(period.text()).isEqualTo("every 0.01 s");
    assertThat(incident.hidden().total()).as("all are counted").isEqualTo(2_100_000);
  }
}
