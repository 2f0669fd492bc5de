// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.page;

import java.io.IOException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The page: one file, without script and without anything to fetch. */
final class Page {
  /** More peers than these have no picture. */
  private static final int PICTURED = 60;

  /** More peers than these are a number. */
  private static final int LISTED = 400;

  private final Incident incident;
  private final String name;
  private final DisplayFormat format;
  private final Markup page;
  private final Axis axis;

  Page(Incident incident, String name, ZoneId zone, Markup page) {
    this.incident = incident;
    this.name = name;
    this.format = new DisplayFormat(zone);
    this.page = page;
    this.axis = incident.axis();
  }

  void write(String style) throws IOException {
    page.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        .raw("style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
        .raw("<meta name=\"referrer\" content=\"no-referrer\">\n")
        .raw("<title>Resets in ")
        .text(name)
        .raw("</title>\n<style>\n")
        .raw(style)
        .raw("</style>\n</head>\n<body>\n<main>\n");
    header();
    tiles();
    if (!axis.isEmpty()) {
      overTime();
      peers();
    }
    page.raw("<div class=\"columns\">\n");
    counters();
    because();
    hiddenLogEvents();
    page.raw("</div>\n");
    options();
    footer();
    page.raw("</main>\n</body>\n</html>\n");
  }

  private void header() throws IOException {
    page.raw("<header>\n<p class=\"eyebrow\">rst-agent report <span aria-hidden=\"true\">·</span> ")
        .isolated(name)
        .raw("</p>\n<h1>");
    if (axis.isEmpty()) {
      page.raw("No peer has reset a connection");
    } else {
      page.raw("<span class=\"hidden\">")
          .text(DisplayFormat.number(incident.hidden().total(), "reset", "resets"))
          .raw("</span> kept out of the log, <span class=\"shown\">")
          .text(DisplayFormat.number(incident.shown().total()))
          .raw("</span> shown");
    }
    page.raw("</h1>\n<p class=\"when\">");
    if (!axis.isEmpty()) {
      page.text(
          format.dateTime(axis.first())
              + " to "
              + format.dateTime(axis.last())
              + " "
              + format.offset(axis.first())
              + ", "
              + DisplayFormat.span(axis.last() - axis.first()));
    }
    if (incident.counters() != null) {
      page.raw(axis.isEmpty() ? "" : " <span aria-hidden=\"true\">·</span> ")
          .text("rst-agent " + incident.counters().version());
    }
    page.raw("</p>\n</header>\n");
  }

  private void tiles() throws IOException {
    Set<String> all = new HashSet<>();
    Set<String> regular = new HashSet<>();
    for (PeerHistory peer : incident.peers()) {
      all.add(peer.peer());
      if (isRegular(peer)) {
        regular.add(peer.peer());
      }
    }
    long lines = sum(incident.hiddenLogEvents());
    page.raw("<ul class=\"tiles\">\n");
    tile("hidden", incident.hidden().total(), "hidden", "no exception reached the service");
    tile("shown", incident.shown().total(), "shown", "the service saw them");
    tile(
        "",
        all.size(),
        incident.forgottenPeers() > 0 ? "peers at least" : all.size() == 1 ? "peer" : "peers",
        DisplayFormat.number(regular.size(), "resets", "reset") + " regularly");
    tile(
        "",
        lines,
        "log events hidden",
        lines == 0 ? "by scope=connection" : "of silent connections");
    page.raw("</ul>\n");
  }

  private void tile(String kind, long number, String what, String remark) throws IOException {
    page.raw("<li class=\"tile " + kind + "\"><b>")
        .text(DisplayFormat.number(number))
        .raw("</b> <span>")
        .text(what)
        .raw("</span> <small>")
        .text(remark)
        .raw("</small></li>\n");
  }

  private void overTime() throws IOException {
    Chart chart = new Chart(axis, format, page);
    page.raw("<section aria-labelledby=\"over-time\">\n<h2 id=\"over-time\">Over time</h2>\n")
        .raw("<div class=\"card\">\n");
    chart.panel(incident.shown(), "shown", "Shown in the log", "reset shown", "resets shown");
    chart.panel(
        incident.hidden(), "hidden", "Kept out of the log", "reset hidden", "resets hidden");
    chart.times();
    page.raw("<p class=\"scale\">Each part has its own scale. One bar is ")
        .text(DisplayFormat.slot(axis.width()) + ".")
        .raw("</p>\n<details><summary>The same as a table</summary>\n<div class=\"scroll\"><table>")
        .raw("<caption>Resets by time</caption>\n<thead><tr><th scope=\"col\">From</th>")
        .raw("<th scope=\"col\" class=\"n\">Hidden</th><th scope=\"col\" class=\"n\">Shown</th>")
        .raw("</tr></thead>\n<tbody>\n");
    for (int slot = 0; slot < axis.used(); slot++) {
      int hidden = incident.hidden().at(slot);
      int shown = incident.shown().at(slot);
      if (hidden + shown > 0) {
        page.raw("<tr><th scope=\"row\">")
            .text(format.dateTime(axis.origin() + slot * axis.width()))
            .raw("</th>");
        number(hidden);
        number(shown);
        page.raw("</tr>\n");
      }
    }
    page.raw("</tbody></table></div></details>\n</div>\n</section>\n");
  }

  private void peers() throws IOException {
    List<PeerHistory> peers = incident.peers();
    page.raw("<section aria-labelledby=\"who\">\n<h2 id=\"who\">Who it was</h2>\n")
        .raw("<table class=\"peers card\" role=\"table\">\n<caption>Peers, by the number of their ")
        .raw("resets. In the pictures <span class=\"shown\">shown</span> points up and ")
        .raw("<span class=\"hidden\">hidden</span> down.</caption>\n<thead role=\"rowgroup\">")
        .raw("<tr role=\"row\">");
    for (String heading : new String[] {"Peer", "Over time", "Hidden", "Shown", "Period"}) {
      boolean number = heading.equals("Hidden") || heading.equals("Shown");
      page.raw("<th role=\"columnheader\" scope=\"col\"" + (number ? " class=\"n\">" : ">"))
          .text(heading)
          .raw("</th>");
    }
    page.raw("<th role=\"columnheader\" scope=\"col\">Verdict</th></tr></thead>\n")
        .raw("<tbody role=\"rowgroup\">\n");
    int listed = Math.min(LISTED, peers.size());
    for (int i = 0; i < listed; i++) {
      peer(peers.get(i), i < PICTURED);
    }
    page.raw("</tbody></table>\n");
    rest(peers, listed);
    page.raw("</section>\n");
  }

  private void rest(List<PeerHistory> peers, int listed) throws IOException {
    long resets = incident.forgottenResets();
    for (PeerHistory peer : peers.subList(listed, peers.size())) {
      resets += peer.total();
    }
    long more = peers.size() - listed + incident.forgottenPeers();
    if (more > 0) {
      page.raw("<p class=\"note\">")
          .text(
              "Not listed: "
                  + DisplayFormat.number(more, "peer", "peers")
                  + " with "
                  + DisplayFormat.number(resets, "reset", "resets")
                  + (incident.forgottenPeers() > 0
                      ? ". There were too many to keep: a light peer may be counted more than once."
                      : "."))
          .raw("</p>\n");
    }
  }

  private void peer(PeerHistory peer, boolean pictured) throws IOException {
    String address = peer.peer() == null ? "unknown address" : peer.peer();
    page.raw("<tr role=\"row\"><th role=\"rowheader\" scope=\"row\" class=\"peer\">")
        .raw("<span class=\"address\">")
        .isolated(address)
        .raw("</span> <span class=\"port\"><span aria-hidden=\"true\">→</span> ")
        .text(DisplayFormat.port(peer.localPort()))
        .raw("</span>");
    if (peer.rule() != null && !peer.rule().equals(address)) {
      page.raw(" <span class=\"rule\">").isolated(peer.rule()).raw("</span>");
    } else if (peer.rule() == null) {
      page.raw(" <span class=\"rule none\">not listed</span>");
    }
    page.raw("</th><td role=\"cell\" class=\"picture\">");
    if (pictured) {
      new Chart(axis, format, page)
          .strip(
              peer.shown(),
              peer.hidden(),
              address
                  + ": "
                  + DisplayFormat.number(peer.hidden().total())
                  + " hidden, "
                  + DisplayFormat.number(peer.shown().total())
                  + " shown");
    }
    page.raw("</td>");
    labelled("Hidden", peer.hidden().total(), "hidden");
    labelled("Shown", peer.shown().total(), "shown");
    period(peer);
    verdict(peer);
    page.raw("</tr>\n");
  }

  private void labelled(String label, long count, String kind) throws IOException {
    page.raw(
            "<td role=\"cell\" class=\"n "
                + (count == 0 ? "zero" : kind)
                + "\" data-label=\""
                + label
                + "\">")
        .text(DisplayFormat.number(count))
        .raw("</td>");
  }

  private void period(PeerHistory peer) throws IOException {
    Period period = peer.period();
    page.raw("<td role=\"cell\" class=\"period\" data-label=\"Period\">");
    page.raw(period.isRegular() ? "<b>" : "<b class=\"zero\">")
        .text(period.isRegular() ? period.text() : "none")
        .raw(period.isComplete() ? "</b>" : "</b> <small>of a part</small>");
    page.raw("</td>");
  }

  private void verdict(PeerHistory peer) throws IOException {
    RecordedAdvice said = incident.verdict(peer);
    page.raw("<td role=\"cell\" class=\"verdict\" data-label=\"Verdict\"><span class=\"badge")
        .raw(isRegular(peer) ? " regular\">" : "\">");
    if (said != null && !said.text().isEmpty()) {
      page.isolated(said.text());
    } else {
      page.text(peer.period().verdict());
    }
    page.raw("</span>");
    if (peer.reason() != null && !peer.reason().equals("stranger")) {
      page.raw(" <small>shown: ").text(peer.reason()).raw("</small>");
    }
    page.raw("</td>");
  }

  private static boolean isRegular(PeerHistory peer) {
    return peer.period().isRegular();
  }

  private void counters() throws IOException {
    CounterState counters = incident.counters();
    if (counters == null) {
      return;
    }
    page.raw("<section class=\"card\" aria-labelledby=\"counters\">\n")
        .raw("<h2 id=\"counters\">Counters</h2>\n<table><caption>From the agent's start until ")
        .text(format.time(counters.millis()))
        .raw("</caption><tbody>\n");
    row("Suppressed", counters.suppressed());
    row("Tagged", counters.tagged());
    row("Observed", counters.observed());
    row("Passed", counters.passed());
    page.raw("</tbody><tfoot>");
    row("Resets", counters.resets());
    page.raw("</tfoot></table>\n</section>\n");
  }

  private void because() throws IOException {
    table("because", "Why shown", "Resets that the service saw", incident.shownBecause());
  }

  private void hiddenLogEvents() throws IOException {
    table("events", "Hidden log events", "By kind", incident.hiddenLogEvents());
  }

  private void table(String id, String heading, String caption, Map<String, Long> counts)
      throws IOException {
    if (counts.isEmpty()) {
      return;
    }
    page.raw("<section class=\"card\" aria-labelledby=\"" + id + "\">\n<h2 id=\"" + id + "\">")
        .text(heading)
        .raw("</h2>\n<table><caption>")
        .text(caption)
        .raw("</caption><tbody>\n");
    for (Map.Entry<String, Long> count : counts.entrySet()) {
      row(count.getKey(), count.getValue());
    }
    page.raw("</tbody></table>\n</section>\n");
  }

  private void row(String what, long count) throws IOException {
    page.raw("<tr><th scope=\"row\">").isolated(what).raw("</th>");
    number(count);
    page.raw("</tr>\n");
  }

  private void number(long count) throws IOException {
    page.raw("<td class=\"n" + (count == 0 ? " zero" : "") + "\">")
        .text(DisplayFormat.number(count))
        .raw("</td>");
  }

  private void options() throws IOException {
    if (incident.options().isEmpty()) {
      return;
    }
    page.raw("<section aria-labelledby=\"options\">\n<h2 id=\"options\">Options in force</h2>\n")
        .raw("<div class=\"card scroll\"><table class=\"options\"><caption>As the recording last ")
        .raw("has them</caption><thead><tr><th scope=\"col\">Key</th><th scope=\"col\">Value</th>")
        .raw("<th scope=\"col\">From</th></tr></thead><tbody>\n");
    for (Map.Entry<String, String[]> option : incident.options().entrySet()) {
      String where = option.getValue()[1];
      page.raw("<tr" + (where.equals("default") ? " class=\"default\"" : "") + ">")
          .raw("<th scope=\"row\">")
          .isolated(option.getKey())
          .raw("</th><td><code>")
          .isolated(option.getValue()[0])
          .raw("</code></td><td>")
          .isolated(where)
          .raw("</td></tr>\n");
    }
    page.raw("</tbody></table></div>\n</section>\n");
  }

  private void footer() throws IOException {
    page.raw("<footer>\n<p><b>Hidden</b>: a rule with <code>mode=suppress</code> listed the peer, ")
        .raw("and the service's handlers never saw the exception. <b>Shown</b>: they did, because ")
        .raw("no rule listed the peer, or because a rule said <code>tag</code> or ")
        .raw("<code>observe</code>, or did not hold. <b>Period</b>: of the last 64 ")
        .raw("resets of a peer, where they are regular, as those of health checks are; a client ")
        .raw("that tries again on a timer is regular, too.</p>\n</footer>\n");
  }

  private static long sum(Map<String, Long> counts) {
    long sum = 0;
    for (long count : counts.values()) {
      sum += count;
    }
    return sum;
  }
}
