// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import io.github.rstagent.report.jmx.RstAgentMXBean;
import java.util.Map;

/** The agent's state as JSON, as {@code status --json} prints it. */
final class StatusJson {
  private StatusJson() {}

  /**
   * @param answers by question, what has come of what was asked
   */
  static String of(RstAgentMXBean agent, Map<String, Map<String, Object>> answers) {
    JsonStringWriter json = JsonWriter.string();
    json.object();
    json.object("answers", answers);
    json.value("time", System.currentTimeMillis());
    json.value("version", agent.getVersion());
    json.value("good", agent.isGood());
    json.value("enabled", agent.isEnabled());
    json.value("allowlist", agent.getAllowlistState());
    json.object("options", agent.getOptions());
    json.array("nettys", agent.getNettys());
    json.array("hooks", agent.getHooks());
    appendCounts(json, agent);
    json.object("hiddenEvents", agent.getHiddenEvents());
    json.object("observedEvents", agent.getObservedEvents());
    json.array("hidden");
    for (HiddenEvent event : agent.hidden()) {
      append(json.object(), event);
    }
    json.end();
    json.object("silentEnds", agent.getSilentEnds());
    json.object("rules");
    for (Map.Entry<String, RuleReport> rule : agent.getRules().entrySet()) {
      append(json.object(rule.getKey()), rule.getValue());
    }
    json.end();
    json.value("peersDropped", agent.getPeersDropped());
    json.object("peers");
    for (Map.Entry<String, PeerState> peer : agent.getPeers().entrySet()) {
      append(json.object(peer.getKey()), peer.getValue());
    }
    json.end();
    return json.end().done();
  }

  private static void append(JsonStringWriter json, HiddenEvent event) {
    json.value("time", event.getTime());
    json.value("peer", event.getPeer());
    json.value("rule", event.getRule());
    json.value("mode", event.getMode());
    json.value("kind", event.getKind());
    json.value("logger", event.getLogger());
    json.value("level", event.getLevel());
    json.value("text", event.getText());
    json.end();
  }

  private static void append(JsonStringWriter json, PeerState peer) {
    json.value("peer", peer.getPeer());
    json.value("localPort", peer.getLocalPort());
    json.value("resets", peer.getResets());
    json.value("silentEnds", peer.getSilentEnds());
    json.value("missedAtMost", peer.getMissedAtMost());
    json.value("periodSeconds", peer.getPeriodSeconds());
    json.value("phases", peer.getPhases());
    json.value("verdict", peer.getVerdict());
    json.value("preset", peer.getPreset());
    json.value("advice", peer.getAdvice());
    json.end();
  }

  /** Each is read once, and the sums are made here: resets go on being counted meanwhile. */
  private static void appendCounts(JsonStringWriter json, RstAgentMXBean agent) {
    long suppressed = agent.getSuppressed();
    long tagged = agent.getTagged();
    long observed = agent.getObserved();
    Map<String, Long> passedBy = agent.getPassedBy();
    long passed = 0;
    for (long count : passedBy.values()) {
      passed += count;
    }
    json.value("resets", suppressed + tagged + observed + passed);
    json.value("suppressed", suppressed);
    json.value("tagged", tagged);
    json.value("observed", observed);
    json.value("passed", passed);
    json.object("passedBy", passedBy);
  }

  private static void append(JsonStringWriter json, RuleReport rule) {
    json.value("name", rule.getName());
    json.value("peers", rule.getPeers());
    json.value("origin", rule.getOrigin());
    json.value("inForce", rule.isInForce());
    json.value("mode", rule.getMode());
    json.value("scope", rule.getScope());
    json.value("only", rule.getOnly());
    json.value("max", rule.getMax());
    json.value("suppressed", rule.getSuppressed());
    json.value("tagged", rule.getTagged());
    json.value("observed", rule.getObserved());
    json.value("passed", rule.getPassed());
    json.end();
  }
}
