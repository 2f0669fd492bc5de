// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.agent;

import io.github.rstagent.boot.AgentLog;
import io.github.rstagent.config.Configuration;
import io.github.rstagent.config.Explanation;
import io.github.rstagent.config.InForce;
import io.github.rstagent.config.Setting;
import io.github.rstagent.gate.ConnectionEnd;
import io.github.rstagent.report.Control;
import io.github.rstagent.report.Counters;
import io.github.rstagent.report.HiddenEvent;
import io.github.rstagent.report.HiddenEvents;
import io.github.rstagent.report.HiddenKind;
import io.github.rstagent.report.PeerState;
import io.github.rstagent.report.RstAgentMXBean;
import io.github.rstagent.report.RuleReport;
import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The agent as it is seen and steered from outside. */
final class AgentMXBean implements RstAgentMXBean {
  /** A list may have very many rules, and those that did nothing are of little interest. */
  private static final int MOST_RULES = 1_000;

  private final InForce inForce;
  private final Control control;
  private final Effects effects;
  private final AgentLog log;

  AgentMXBean(InForce inForce, Control control, Effects effects, AgentLog log) {
    this.inForce = inForce;
    this.control = control;
    this.effects = effects;
    this.log = log;
  }

  @Override
  public String getVersion() {
    return Configuration.version();
  }

  @Override
  public boolean isEnabled() {
    return control.enabled();
  }

  @Override
  public boolean isGood() {
    return inForce.current().isGood();
  }

  @Override
  public void setEnabled(boolean enabled) {
    control.order(enabled);
    log.say(enabled ? "enabled" : "disabled: the agent does nothing until it is enabled");
  }

  @Override
  public long getResets() {
    return counters().resets();
  }

  @Override
  public long getSuppressed() {
    return counters().of(Verdict.SUPPRESS);
  }

  @Override
  public long getTagged() {
    return counters().of(Verdict.TAG);
  }

  @Override
  public long getObserved() {
    return counters().of(Verdict.OBSERVE);
  }

  @Override
  public long getPassed() {
    return counters().passed();
  }

  @Override
  public Map<String, Long> getPassedBy() {
    Map<String, Long> reasons = new LinkedHashMap<>();
    for (Verdict verdict : Verdict.values()) {
      if (verdict.isPass()) {
        reasons.put(verdict.text(), counters().of(verdict));
      }
    }
    return reasons;
  }

  @Override
  public Map<String, Long> getHiddenEvents() {
    return byKind(counters().hidden());
  }

  @Override
  public Map<String, Long> getObservedEvents() {
    return byKind(counters().observed());
  }

  private static Map<String, Long> byKind(HiddenEvents events) {
    Map<String, Long> kinds = new LinkedHashMap<>();
    for (HiddenKind kind : HiddenKind.values()) {
      kinds.put(kind.text(), events.of(kind));
    }
    return kinds;
  }

  @Override
  public List<HiddenEvent> hidden() {
    return counters().lastHidden().events();
  }

  @Override
  public Map<String, Long> getSilentEnds() {
    Map<String, Long> ends = new LinkedHashMap<>();
    for (ConnectionEnd how : ConnectionEnd.values()) {
      ends.put(how.text(), effects.connections().silentEnds(how));
    }
    return ends;
  }

  @Override
  public Map<String, RuleReport> getRules() {
    Map<Rule, Map<Verdict, Long>> counts = counters().byRule();
    Map<String, RuleReport> reports = new LinkedHashMap<>();
    for (Rule rule : inForce.current().allowlist().rules()) {
      Map<Verdict, Long> resets = counts.remove(rule);
      if (resets != null) {
        reports.put(freeName(reports, rule), new RuleReport(rule, resets, true));
      } else if (reports.size() < MOST_RULES) {
        reports.put(
            freeName(reports, rule),
            new RuleReport(rule, Collections.<Verdict, Long>emptyMap(), true));
      }
    }
    for (Map.Entry<Rule, Map<Verdict, Long>> former : counts.entrySet()) {
      reports.put(
          freeName(reports, former.getKey()),
          new RuleReport(former.getKey(), former.getValue(), false));
    }
    return reports;
  }

  private static String freeName(Map<String, RuleReport> taken, Rule rule) {
    String name = rule.name();
    if (taken.containsKey(name)) {
      name = rule.name() + ' ' + rule.text();
    }
    if (taken.containsKey(name)) {
      name = rule.name() + ' ' + rule;
    }
    String longest = name;
    for (int i = 2; taken.containsKey(name); i++) {
      name = longest + " #" + i;
    }
    return name;
  }

  @Override
  public Map<String, PeerState> getPeers() {
    Map<String, PeerState> peers = new LinkedHashMap<>();
    for (PeerState peer : effects.advisor().peers()) {
      String port = peer.getLocalPort() < 0 ? "?" : ":" + peer.getLocalPort();
      peers.put(peer.getPeer() + " -> " + port, peer);
    }
    return peers;
  }

  @Override
  public long getPeersDropped() {
    return effects.advisor().dropped();
  }

  @Override
  public List<String> getNettys() {
    return effects.nettys().names();
  }

  @Override
  public List<String> getHooks() {
    List<String> hooks = effects.nettys().hooks();
    hooks.addAll(effects.lineHooks());
    return hooks;
  }

  @Override
  public String getAllowlistState() {
    Configuration current = inForce.current();
    if (!current.isGood()) {
      return "nothing is in force: " + current.problems().get(0);
    }
    String trouble = effects.reload().trouble();
    return current.rules()
        + ", read "
        + Instant.ofEpochMilli(current.at()).truncatedTo(ChronoUnit.SECONDS)
        + (trouble == null ? "" : "; not taken since: " + trouble);
  }

  @Override
  public Map<String, String> getOptions() {
    Map<String, String> options = new LinkedHashMap<>();
    for (Setting setting : inForce.current().options().inForce()) {
      String before = options.get(setting.key());
      options.put(
          setting.key(),
          (before == null ? "" : before + "; ") + setting.value() + " (" + setting.where() + ")");
    }
    return options;
  }

  @Override
  public String reload() {
    return effects.reload().now();
  }

  @Override
  public String explain(String peer) {
    Explanation explanation = Explanation.of(inForce.current().allowlist(), peer);
    if (explanation.problem() != null) {
      throw new IllegalArgumentException(explanation.problem().toString());
    }
    List<String> lines = new ArrayList<>(explanation.lines());
    lines.addAll(explanation.notes());
    return String.join("\n", lines);
  }

  @Override
  public String restore() {
    control.restore();
    log.say("disabled, and the original bytecode is back");
    return "restored";
  }

  private Counters counters() {
    return effects.counters();
  }
}
