// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import io.github.rstagent.boot.Chore;
import io.github.rstagent.boot.Chores;
import io.github.rstagent.report.jmx.RstAgentMXBean;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Shows the agent's state, for a while, in a system property, which a tool that is attached can
 * read: without a management agent, and without anything that listens.
 */
public final class Lease implements Chore {
  /**
   * Set as long as an agent is in this JVM: its version. Tools look at it before they load
   * anything.
   */
  public static final String VERSION_PROPERTY = "io.github.rstagent.version";

  /** Set during a lease: the state as JSON, new every second. */
  public static final String STATUS_PROPERTY = "io.github.rstagent.status";

  /** In an answer: what the agent said meanwhile. */
  public static final String SAID = "said";

  /** In an answer: whether it has done what it was asked. */
  public static final String DONE = "done";

  private static final int MOST_ANSWERS = 16;

  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);

  private final RstAgentMXBean agent;
  private final Chores chores;

  /** To each question; several tools may ask at once, and each reads its own. */
  private final Map<String, Map<String, Object>> answers =
      new LinkedHashMap<String, Map<String, Object>>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, Object>> eldest) {
          return size() > MOST_ANSWERS;
        }
      };

  private long end;
  private boolean running;

  /**
   * @param chores that this is a part of
   */
  public Lease(RstAgentMXBean agent, Chores chores) {
    this.agent = agent;
    this.chores = chores;
  }

  /**
   * Shows the state at once, and from then on every second.
   *
   * @param question what the tool will know the answer by
   * @param said what the agent said meanwhile
   * @param done whether it has done what it was asked
   */
  public void begin(String question, List<String> said, boolean done, int seconds) {
    begin(question, said, done, seconds, System.nanoTime());
    chores.begin();
    chores.poke(this);
  }

  synchronized void begin(String question, List<String> said, boolean done, int seconds, long now) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(SAID, said);
    answer.put(DONE, done);
    answers.put(question, answer);
    end = now + TimeUnit.SECONDS.toNanos(seconds);
    running = true;
    show();
  }

  @Override
  public long run() {
    return run(System.nanoTime());
  }

  synchronized long run(long now) {
    if (running && now - end >= 0) {
      running = false;
      answers.clear();
      System.clearProperty(STATUS_PROPERTY);
    }
    if (!running) {
      return UNTIL_POKED;
    }
    show();
    return INTERVAL;
  }

  private void show() {
    System.setProperty(STATUS_PROPERTY, StatusJson.of(agent, answers));
  }
}
