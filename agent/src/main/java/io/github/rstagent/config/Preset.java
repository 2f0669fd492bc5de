// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.Address;
import io.github.rstagent.rules.AddressRange;
import io.github.rstagent.rules.MalformedAddressException;
import io.github.rstagent.rules.Problem;
import io.github.rstagent.rules.Rule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Published source ranges of one kind of health checker, which a list names as {@code @name}; or
 * what to list instead, where there are none. Immutable.
 *
 * <p>A rule with a preset is one rule: it is called by its label or {@code @name}, and has as many
 * addresses as all ranges of the peer's family together. It implies {@code only=silent}. Loaded by
 * the first list that has one, from a file in the jar.
 */
public final class Preset {
  private static final String FILE = "presets.txt";
  private static final List<Preset> ALL = read();

  private final String name;
  private String title;
  private final List<String> ranges = new ArrayList<>();
  private final List<AddressRange> addressRanges = new ArrayList<>();
  private String instead;
  private String source;
  private String date;
  private String clientTraffic;
  private final List<String> remarks = new ArrayList<>();

  private Preset(String name) {
    this.name = name;
  }

  /** Every preset, by name. */
  public static List<Preset> all() {
    return ALL;
  }

  /**
   * The presets that list this address: none, or several where load balancers of different makers
   * check from the same range.
   */
  public static List<Preset> holding(InetAddress peer) {
    Address address = Address.of(peer);
    List<Preset> holding = new ArrayList<>();
    for (Preset preset : ALL) {
      for (AddressRange range : preset.addressRanges) {
        if (range.holds(address)) {
          holding.add(preset);
          break;
        }
      }
    }
    return holding;
  }

  /**
   * The preset that a list means by {@code @name}.
   *
   * @throws MalformedAddressException where there is none, or it has no ranges
   */
  static Preset of(String text) throws MalformedAddressException {
    List<String> names = new ArrayList<>();
    names.add(Rule.AUTO);
    for (Preset preset : ALL) {
      if (preset.toString().equals(text)) {
        if (preset.instead == null) {
          return preset;
        }
        String page = preset.source == null ? "" : " (" + preset.source + ", " + preset.date + ")";
        throw new MalformedAddressException(
            0, Problem.quote(text) + " has no ranges of its own" + page, preset.instead);
      }
      if (preset.instead == null) {
        names.add(preset.toString());
      }
    }
    throw new MalformedAddressException(
        0,
        Spelling.unknown("preset", text, names.toArray(new String[0])),
        String.join(", ", names));
  }

  /** As in a list, without {@code @}. */
  public String name() {
    return name;
  }

  /** Whose health checks these are. */
  public String title() {
    return title;
  }

  /** Addresses and networks of both families, as published; none where there are none to list. */
  public List<String> ranges() {
    return Collections.unmodifiableList(ranges);
  }

  /** What to list where this has no ranges, else {@code null}. */
  public String instead() {
    return instead;
  }

  /** The page that names the ranges, or that says how it checks; {@code null} for neither. */
  public String source() {
    return source;
  }

  /**
   * The date of the page's last change; {@code read} and the day on which it was read, where the
   * page does not say.
   */
  public String date() {
    return date;
  }

  /** When traffic of clients comes from these ranges, too; {@code null} where it does not. */
  public String clientTraffic() {
    return clientTraffic;
  }

  /** What else there is to know. */
  public List<String> remarks() {
    return Collections.unmodifiableList(remarks);
  }

  /** {@code @name}. */
  @Override
  public String toString() {
    return '@' + name;
  }

  List<AddressRange> addressRanges() {
    return Collections.unmodifiableList(addressRanges);
  }

  private static List<Preset> read() {
    List<Preset> presets = new ArrayList<>();
    try (InputStream file = Preset.class.getResourceAsStream(FILE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isEmpty() && line.charAt(0) != '#') {
          int blank = line.indexOf(' ');
          String key = line.substring(0, blank);
          String value = line.substring(blank).trim();
          if (key.equals("preset")) {
            presets.add(new Preset(value));
          } else {
            presets.get(presets.size() - 1).take(key, value);
          }
        }
      }
    } catch (IOException | MalformedAddressException e) {
      throw new IllegalStateException(FILE + " of the agent's jar cannot be read", e);
    }
    return Collections.unmodifiableList(presets);
  }

  private void take(String key, String value) throws MalformedAddressException {
    switch (key) {
      case "title":
        title = value;
        break;
      case "range":
        ranges.add(value);
        addressRanges.add(AddressRange.parse(value));
        break;
      case "instead":
        instead = value;
        break;
      case "source":
        source = value;
        break;
      case "date":
        date = value;
        break;
      case "traffic":
        clientTraffic = value;
        break;
      case "remark":
        remarks.add(value);
        break;
      default:
        throw new IllegalStateException(FILE + ": unknown key " + key);
    }
  }
}
