// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

/**
 * Reads the addresses of one rule, strictly: a literal address, a network {@code a/n} or a range
 * {@code a-b}. IPv6 in the forms of RFC 4291 section 2.2, zones as in RFC 4007 section 11 ({@code
 * fe80::%eth0/64}).
 *
 * <p>An IPv4 address is held as its IPv4-mapped IPv6 address: that makes the two spellings equal,
 * and one pair of {@code long}s enough for both families. Used again for the next field: a list may
 * have a million.
 */
public final class AddressField {
  public static final String ACCEPTED = "an address, a network a/n or a range a-b";

  private static final String IPV4 = "four numbers 0-255 with dots between, without leading zeros";
  private static final String IPV6 =
      "eight groups of up to four hex digits, one '::' for groups of zeros";

  /** The upper 96 bits of ::ffff:0:0/96. */
  static final long MAPPED = 0xFFFF_0000_0000L;

  private final int[] groups = new int[8];

  private String text;
  private int at;
  private int end;

  private long high;
  private long low;
  private boolean ipv4;
  private String zone;

  private long firstHigh;
  private long firstLow;
  private long lastHigh;
  private long lastLow;

  private int errorAt;
  private String error;
  private String accepted;

  /** Whether both ends of a range are IPv4-mapped, so that it is a range of IPv4. */
  public static boolean isIpv4(long firstHigh, long firstLow, long lastHigh, long lastLow) {
    return firstHigh == 0 && lastHigh == 0 && firstLow >>> 32 == 0xFFFF && lastLow >>> 32 == 0xFFFF;
  }

  /** Whether the one 128-bit number is less than the other, both unsigned. */
  static boolean isBelow(long high, long low, long thanHigh, long thanLow) {
    return high == thanHigh
        ? Long.compareUnsigned(low, thanLow) < 0
        : Long.compareUnsigned(high, thanHigh) < 0;
  }

  /** Reads {@code text[from, to)}. Where that fails, {@link #error()} says why. */
  public boolean parse(String text, int from, int to) {
    this.text = text;
    at = from;
    end = to;
    if (at == end) {
      return fail(at, "the address is missing", ACCEPTED);
    }
    if (!address()) {
      return false;
    }
    firstHigh = lastHigh = high;
    firstLow = lastLow = low;
    return (at == end || rest(from)) && zoneFits(from);
  }

  /** First address, the upper half; in the order of unsigned numbers, as all four. */
  public long firstHigh() {
    return firstHigh;
  }

  public long firstLow() {
    return firstLow;
  }

  public long lastHigh() {
    return lastHigh;
  }

  public long lastLow() {
    return lastLow;
  }

  /**
   * The zone where all addresses are link-local, else {@code null}: elsewhere a zone says nothing.
   */
  public String zone() {
    return zone;
  }

  /** What is wrong, after {@link #parse} has failed. */
  public String error() {
    return error;
  }

  /** What would have been accepted there. */
  public String accepted() {
    return accepted;
  }

  /** Index in the text of the first wrong character. */
  public int errorAt() {
    return errorAt;
  }

  private boolean address() {
    int digits = at;
    while (digits < end && hexDigit(text.charAt(digits)) >= 0) {
      digits++;
    }
    ipv4 = digits == end || text.charAt(digits) != ':';
    zone = null;
    if (!ipv4) {
      return ipv6() && (at == end || text.charAt(at) != '%' || zoneText());
    }
    int start = at;
    if (!ipv4Numbers()) {
      return false;
    }
    if (at < end && text.charAt(at) == '.') {
      return fail(start, "more than four numbers", IPV4);
    }
    if (at < end && text.charAt(at) == '%') {
      return fail(at, "an IPv4 address has no zone", ACCEPTED);
    }
    return true;
  }

  /** Four decimal numbers from the cursor on; what follows them is the caller's concern. */
  private boolean ipv4Numbers() {
    int start = at;
    long value = 0;
    for (int i = 0; i < 4; i++) {
      if (i > 0) {
        if (at == end || text.charAt(at) == '/' || text.charAt(at) == '-') {
          return fail(
              start, "short form " + quote(start, at) + ", " + i + " of four numbers", IPV4);
        }
        if (text.charAt(at) != '.') {
          return fail(at, unexpected(), IPV4);
        }
        at++;
      }
      int digits = at;
      int number = 0;
      while (at < end && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        number = Math.min(10 * number + text.charAt(at) - '0', 256);
        at++;
      }
      if (at == digits) {
        return fail(at, at == end ? "a number is missing" : unexpected(), IPV4);
      }
      if (at - digits > 1 && text.charAt(digits) == '0') {
        return fail(digits, "leading zero in " + quote(digits, at), IPV4);
      }
      if (number > 255) {
        return fail(digits, quote(digits, at) + " is above 255", IPV4);
      }
      value = value << 8 | number;
    }
    high = 0;
    low = MAPPED | value;
    return true;
  }

  private boolean ipv6() {
    int start = at;
    int count = 0;
    int gap = -1;
    if (text.charAt(at) == ':') {
      if (at + 1 == end || text.charAt(at + 1) != ':') {
        return fail(at, "a single ':' at the beginning", IPV6);
      }
      gap = 0;
      at += 2;
    }
    while (at < end && hexDigit(text.charAt(at)) >= 0) {
      int digits = at;
      int group = 0;
      while (at < end && hexDigit(text.charAt(at)) >= 0) {
        group = group << 4 | hexDigit(text.charAt(at));
        at++;
      }
      if (at < end && text.charAt(at) == '.') {
        // The last 32 bits in the form of IPv4.
        at = digits;
        if (!ipv4Numbers()) {
          return false;
        }
        count = group(count, (int) (low >>> 16) & 0xFFFF);
        count = group(count, (int) low & 0xFFFF);
        break;
      }
      if (at - digits > 4) {
        return fail(digits, "group " + quote(digits, at) + " has more than four hex digits", IPV6);
      }
      count = group(count, group);
      if (at == end || text.charAt(at) != ':') {
        break;
      }
      at++;
      if (at < end && text.charAt(at) == ':') {
        if (gap >= 0) {
          return fail(at - 1, "a second '::'", IPV6);
        }
        gap = count;
        at++;
      } else if (at == end || hexDigit(text.charAt(at)) < 0) {
        return fail(at - 1, "a single ':' without a group behind it", IPV6);
      }
    }
    if (count > 8) {
      return fail(start, "more than eight groups", IPV6);
    }
    if (gap < 0 && count < 8) {
      return fail(start, quote(start, at) + " has " + count + " of eight groups", IPV6);
    }
    if (gap >= 0 && count == 8) {
      return fail(start, "eight groups leave nothing for '::' to stand for", IPV6);
    }
    pack(count, gap < 0 ? count : gap);
    return true;
  }

  /** Keeps a group; those behind the eighth are only counted. */
  private int group(int count, int group) {
    if (count < 8) {
      groups[count] = group;
    }
    return count + 1;
  }

  /** Puts the groups into two longs, zeros where the gap is. */
  private void pack(int count, int gap) {
    high = 0;
    low = 0;
    for (int i = 0; i < 8; i++) {
      int fromGap = i - (8 - count);
      int group = i < gap ? groups[i] : fromGap >= gap ? groups[fromGap] : 0;
      high = high << 16 | low >>> 48;
      low = low << 16 | group;
    }
  }

  /**
   * A zone is an interface's name or number. Names may hold a '-' ({@code br-lan}), which also
   * parts a range: it does so only where an IPv6 address follows, known by its colon.
   */
  private boolean zoneText() {
    int start = ++at;
    while (at < end && text.charAt(at) != '/' && !(text.charAt(at) == '-' && colonFollows())) {
      at++;
    }
    if (at == start) {
      return fail(
          start - 1, "the zone is missing", "an interface's name or number, as fe80::1%eth0");
    }
    zone = text.substring(start, at);
    return true;
  }

  private boolean colonFollows() {
    for (int i = at + 1; i < end && text.charAt(i) != '-' && text.charAt(i) != '%'; i++) {
      if (text.charAt(i) == ':') {
        return true;
      }
    }
    return false;
  }

  /** What may follow the first address. */
  private boolean rest(int start) {
    switch (text.charAt(at)) {
      case '/':
        return network(start);
      case '-':
        return range(start);
      default:
        return nothingMore();
    }
  }

  private boolean network(int start) {
    int bits = ipv4 ? 32 : 128;
    String bounds = "a prefix length /0 to /" + bits;
    int digits = ++at;
    int length = 0;
    while (at < end && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      length = Math.min(10 * length + text.charAt(at) - '0', 1000);
      at++;
    }
    if (at < end && text.charAt(at) == '%') {
      return fail(
          at, "the zone stands before the prefix length", "the zone first, as fe80::%eth0/64");
    }
    if (at < end && text.charAt(at) == '-') {
      return fail(digits - 1, "a range is between addresses, not networks", ACCEPTED);
    }
    if (at < end || at == digits) {
      String given =
          at == digits && at == end
              ? "no prefix length"
              : quote(digits, end) + " is no prefix length";
      return fail(digits, given, bounds);
    }
    if (at - digits > 1 && text.charAt(digits) == '0') {
      return fail(digits, "leading zero in " + quote(digits, at), bounds);
    }
    if (length > bits) {
      return fail(
          digits, "prefix length " + text.substring(digits, at) + " is out of bounds", bounds);
    }
    int fixed = 128 - bits + length;
    long hostHigh = fixed >= 64 ? 0 : -1L >>> fixed;
    long hostLow = fixed <= 64 ? -1L : fixed == 128 ? 0 : -1L >>> (fixed - 64);
    if ((high & hostHigh) != 0 || (low & hostLow) != 0) {
      String network = AddressText.of(high & ~hostHigh, low & ~hostLow, ipv4);
      String zoneText = zone == null ? "" : '%' + zone;
      return fail(
          start,
          "host bits are set in " + quote(start, end),
          network
              + zoneText
              + '/'
              + length
              + " (the network) or "
              + AddressText.of(high, low, ipv4)
              + zoneText
              + " (the address)");
    }
    lastHigh = high | hostHigh;
    lastLow = low | hostLow;
    return true;
  }

  private boolean range(int start) {
    boolean firstIsIpv4 = ipv4;
    String firstZone = zone;
    int second = ++at;
    if (at == end) {
      return fail(at, "the end of the range is missing", ACCEPTED);
    }
    if (!address()) {
      return false;
    }
    if (at < end && text.charAt(at) == '/') {
      return fail(at, "a range is between addresses, not networks", ACCEPTED);
    }
    if (at < end) {
      return nothingMore();
    }
    if (ipv4 != firstIsIpv4) {
      return fail(second, "the range mixes IPv4 and IPv6", "a range a-b of one family");
    }
    if (firstZone == null ? zone != null : !firstZone.equals(zone)) {
      return fail(
          second, "the ends of the range are in different zones", "a range a-b in one zone");
    }
    if (isBelow(high, low, firstHigh, firstLow)) {
      return fail(
          start,
          "the range is reversed",
          text.substring(second, end) + '-' + text.substring(start, second - 1));
    }
    lastHigh = high;
    lastLow = low;
    return true;
  }

  private boolean zoneFits(int start) {
    boolean linkLocal = isLinkLocal(firstHigh) && isLinkLocal(lastHigh);
    if (linkLocal && zone == null) {
      return fail(start, "a link-local address needs its zone", "one behind it, as fe80::1%eth0");
    }
    if (!linkLocal) {
      zone = null;
    }
    return true;
  }

  /** fe80::/10. */
  private static boolean isLinkLocal(long high) {
    return high >>> 54 == 0xFE80 >>> 6;
  }

  private boolean nothingMore() {
    return fail(at, unexpected(), ACCEPTED);
  }

  /** What stands at the cursor instead of what had to. */
  private String unexpected() {
    char c = text.charAt(at);
    if (c == ',') {
      return "',' behind an address: each address is a rule of its own";
    }
    if (c == '[') {
      return "an address stands without brackets";
    }
    if (ipv4 && c == ':') {
      return "':' behind an IPv4 address: a port is no part of it";
    }
    if (ipv4 && Character.isLetter(c)) {
      return "a letter where a number is due: host names are not looked up";
    }
    return "unexpected " + quote(at, at + 1);
  }

  private String quote(int from, int to) {
    return Problem.quote(text.substring(from, to));
  }

  private boolean fail(int index, String what, String wanted) {
    errorAt = index;
    error = what;
    accepted = wanted;
    return false;
  }

  private static int hexDigit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
      return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  }
}
