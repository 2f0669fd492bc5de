// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.demo;

/** How a piece of text looks: on a terminal, and in a picture of one. */
enum Style {
  PLAIN("", "#d1d7e0"),
  BOLD("1", "#f0f3f6"),
  DIM("2", "#8b949e"),
  RED("31", "#ff7b72"),
  GREEN("32", "#7ee787"),
  CYAN("36", "#79c0ff");

  final String ansi;
  final String color;

  Style(String ansi, String color) {
    this.ansi = ansi;
    this.color = color;
  }
}
