// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.AddressField;
import io.github.rstagent.rules.AddressRange;
import io.github.rstagent.rules.AddressText;
import io.github.rstagent.rules.Problem;
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
 * Published source ranges of one kind of health checker, which a list names as {@code @name}.
 * Immutable.
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
  private final List<String> ranges = new ArrayList<String>();
  private String source;
  private String date;
  private String clientTraffic;
  private final List<String> remarks = new ArrayList<String>();

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
    AddressField field = new AddressField();
    String text = AddressText.of(peer);
    List<Preset> holding = new ArrayList<Preset>();
    if (field.parse(text, 0, text.length())) {
      AddressRange address = AddressRange.of(field);
      for (Preset preset : ALL) {
        for (AddressRange range : preset.addressRanges()) {
          if (range.holds(address)) {
            holding.add(preset);
            break;
          }
        }
      }
    }
    return holding;
  }

  /** The preset of that name, without {@code @}, or {@code null}. */
  public static Preset named(String name) {
    for (Preset preset : ALL) {
      if (preset.name.equals(name)) {
        return preset;
      }
    }
    return null;
  }

  /** Says that there is no preset of that name. */
  static Problem unknown(String where, String name) {
    String[] names = new String[ALL.size()];
    StringBuilder accepted = new StringBuilder();
    for (int i = 0; i < names.length; i++) {
      names[i] = ALL.get(i).name;
      accepted.append(i == 0 ? "@" : ", @").append(names[i]);
    }
    return new Problem(where, Spelling.unknown("preset", name, names), accepted.toString());
  }

  /** As in a list, without {@code @}. */
  public String name() {
    return name;
  }

  /** Whose health checks these are. */
  public String title() {
    return title;
  }

  /** Addresses and networks of both families, as published. */
  public List<String> ranges() {
    return Collections.unmodifiableList(ranges);
  }

  /** The page that names the ranges. */
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

  public List<AddressRange> addressRanges() {
    AddressField field = new AddressField();
    List<AddressRange> all = new ArrayList<AddressRange>();
    for (String range : ranges) {
      parse(field, range);
      all.add(AddressRange.of(field));
    }
    return all;
  }

  /** Reads a range that is known to be good. */
  public static void parse(AddressField field, String range) {
    if (!field.parse(range, 0, range.length())) {
      throw new IllegalStateException(range + ": " + field.error());
    }
  }

  private static List<Preset> read() {
    List<Preset> presets = new ArrayList<Preset>();
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
    } catch (IOException e) {
      throw new IllegalStateException(FILE + " of the agent's jar cannot be read", e);
    }
    return Collections.unmodifiableList(presets);
  }

  private void take(String key, String value) {
    switch (key) {
      case "title":
        title = value;
        break;
      case "range":
        ranges.add(value);
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
