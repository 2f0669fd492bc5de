// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

/** Takes the text of one {@link AddressRange} apart. */
final class AddressParser {
  private static final String IPV4 =
      "four numbers 0-255 with dots between, without leading zeros; no port, no host name";
  private static final String IPV6 =
      "eight groups of up to four hex digits, one '::' for groups of zeros; no brackets";

  private final String text;

  AddressParser(String text) {
    this.text = text;
  }

  AddressRange range() throws MalformedAddressException {
    refuseZone();
    int slash = text.indexOf('/');
    int dash = text.indexOf('-');
    if (slash >= 0 && dash >= 0) {
      throw bad(
          Math.max(slash, dash),
          "a range is between addresses, not networks",
          AddressRange.ACCEPTED);
    }
    if (slash >= 0) {
      return network(address(0, slash), slash + 1);
    }
    if (dash >= 0) {
      return range(address(0, dash), address(dash + 1, text.length()), dash);
    }
    Address one = address(0, text.length());
    return new AddressRange(one, one);
  }

  /** Reads the one address that the text is. */
  Address one() throws MalformedAddressException {
    refuseZone();
    return address(0, text.length());
  }

  private void refuseZone() throws MalformedAddressException {
    int zone = text.indexOf('%');
    if (zone >= 0) {
      throw bad(zone, "a zone", "the address without it: a rule holds on every interface");
    }
  }

  private AddressRange network(Address address, int digits) throws MalformedAddressException {
    boolean dotted = text.indexOf(':') < 0;
    int bits = dotted ? 32 : 128;
    int length = Decimal.parse(text, digits, text.length());
    if (length < 0 || length > bits) {
      throw bad(
          digits,
          Problem.quote(text.substring(digits)) + " is no prefix length",
          "a prefix length /0 to /" + bits);
    }
    int fixed = 128 - bits + length;
    long hostHigh = fixed >= 64 ? 0 : -1L >>> fixed;
    long hostLow = fixed <= 64 ? -1L : fixed == 128 ? 0 : -1L >>> (fixed - 64);
    Address first = new Address(address.high & ~hostHigh, address.low & ~hostLow);
    if (!first.equals(address)) {
      throw bad(
          0,
          "host bits are set in " + Problem.quote(text),
          text(first, dotted)
              + '/'
              + length
              + " (the network) or "
              + text(address, dotted)
              + " (the address)");
    }
    return new AddressRange(first, new Address(first.high | hostHigh, first.low | hostLow));
  }

  /** The prefix length of an IPv4-mapped network counts the bits of IPv6. */
  private static String text(Address address, boolean dotted) {
    return dotted ? address.toString() : AddressText.ofGroups(address.high, address.low);
  }

  private AddressRange range(Address first, Address last, int dash)
      throws MalformedAddressException {
    boolean dotted = text.lastIndexOf(':', dash) < 0;
    if (dotted != text.indexOf(':', dash) < 0) {
      throw bad(dash + 1, "the range mixes IPv4 and IPv6", "a range a-b of one family");
    }
    if (first.compareTo(last) > 0) {
      throw bad(
          0, "the range is reversed", text.substring(dash + 1) + '-' + text.substring(0, dash));
    }
    return new AddressRange(first, last);
  }

  private Address address(int from, int to) throws MalformedAddressException {
    if (from == to) {
      throw bad(from, "an address is missing", AddressRange.ACCEPTED);
    }
    String address = text.substring(from, to);
    int colon = address.indexOf(':');
    int dot = address.indexOf('.');
    if (colon < 0 || (dot >= 0 && dot < colon)) { // a port may have been put behind IPv4
      long number = ipv4(address, 0);
      if (number < 0) {
        throw bad(from, Problem.quote(address) + " is no IPv4 address", IPV4);
      }
      return new Address(0, Address.MAPPED | number);
    }
    Address ipv6 = ipv6(address);
    if (ipv6 == null) {
      throw bad(from, Problem.quote(address) + " is no IPv6 address", IPV6);
    }
    return ipv6;
  }

  /** The number that four decimal ones stand for from there to the end, or -1. */
  private static long ipv4(String address, int from) {
    long number = 0;
    int at = from;
    for (int i = 0; i < 4; i++) {
      int end = i == 3 ? address.length() : address.indexOf('.', at);
      int octet = Decimal.parse(address, at, end);
      if (octet < 0 || octet > 255) {
        return -1;
      }
      number = number << 8 | octet;
      at = end + 1;
    }
    return number;
  }

  /** The address, or {@code null}. */
  private static Address ipv6(String address) {
    int[] groups = new int[8];
    int count = 0;
    int gap = address.startsWith("::") ? 0 : -1;
    int at = gap < 0 ? 0 : 2;
    while (at < address.length()) {
      int colon = address.indexOf(':', at);
      int end = colon < 0 ? address.length() : colon;
      // The last 32 bits may have the form of IPv4.
      boolean dotted = colon < 0 && address.indexOf('.', at) >= 0;
      long bits = dotted ? ipv4(address, at) : group(address, at, end);
      if (bits < 0 || count + (dotted ? 2 : 1) > 8) {
        return null;
      }
      if (dotted) {
        groups[count++] = (int) (bits >>> 16);
      }
      groups[count++] = (int) bits & 0xFFFF;
      at = end;
      if (colon >= 0) {
        at++;
        if (at == address.length()) {
          return null; // a colon at the end
        }
        if (address.charAt(at) == ':') {
          if (gap >= 0) {
            return null;
          }
          gap = count;
          at++;
        }
      }
    }
    if (gap < 0 ? count < 8 : count == 8) {
      return null;
    }
    return ofGroups(groups, count, gap < 0 ? count : gap);
  }

  /** Puts the groups together, zeros where the gap is. */
  private static Address ofGroups(int[] groups, int count, int gap) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < 8; i++) {
      int behindGap = i - (8 - count);
      int group = i < gap ? groups[i] : behindGap >= gap ? groups[behindGap] : 0;
      high = high << 16 | low >>> 48;
      low = low << 16 | group;
    }
    return new Address(high, low);
  }

  /** The number of up to four hex digits, or -1. */
  private static int group(String address, int from, int to) {
    int group = from == to || to - from > 4 ? -1 : 0;
    for (int at = from; at < to && group >= 0; at++) {
      char c = address.charAt(at);
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      group = digit < 0 ? -1 : group << 4 | digit;
    }
    return group;
  }

  private static MalformedAddressException bad(int at, String what, String accepted) {
    return new MalformedAddressException(at, what, accepted);
  }
}
