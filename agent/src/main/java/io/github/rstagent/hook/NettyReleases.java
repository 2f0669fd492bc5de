// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The releases of Netty that the agent is tested against, from the list that the tests go by. */
final class NettyReleases {
  private static final String LIST = "netty-releases.txt";

  private NettyReleases() {}

  /**
   * The first and the last release of each line, for people; Netty 3 is one line.
   *
   * @return for example {@code 4.1.0.Beta3 to 4.1.135.Final, 4.2.0.Final to 4.2.18.Final}
   */
  static String summary() {
    Map<String, String> first = new LinkedHashMap<String, String>();
    Map<String, String> last = new LinkedHashMap<String, String>();
    try (InputStream in = NettyReleases.class.getResourceAsStream(LIST)) {
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          String release = line.substring(0, line.indexOf(' '));
          int major = release.indexOf('.');
          String series =
              release.startsWith("3.")
                  ? "3"
                  : release.substring(0, release.indexOf('.', major + 1));
          first.putIfAbsent(series, release);
          last.put(series, release);
        }
      }
    } catch (IOException e) {
      return "those that its documentation lists";
    }
    StringBuilder summary = new StringBuilder();
    for (Map.Entry<String, String> series : first.entrySet()) {
      String newest = last.get(series.getKey());
      summary
          .append(summary.length() == 0 ? "" : ", ")
          .append(series.getValue())
          .append(newest.equals(series.getValue()) ? "" : " to " + newest);
    }
    return summary.toString();
  }
}
