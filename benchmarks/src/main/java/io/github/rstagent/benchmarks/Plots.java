// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.ChartTheme;

/** Plots, as SVG. */
final class Plots {
  private static final int WIDTH = 800;
  private static final int HEIGHT = 400;

  private static final Pattern DIGITS = Pattern.compile("(\\d\\.\\d\\d)\\d+");

  private Plots() {}

  /** Medians, with whiskers from the least to the most. */
  static void bars(Path file, String title, Map<String, Samples> samples) throws IOException {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .theme(ChartTheme.XChart)
            .build();
    List<String> names = new ArrayList<>(samples.keySet());
    List<Double> medians = new ArrayList<>();
    List<Double> spreads = new ArrayList<>();
    for (Samples each : samples.values()) {
      medians.add(each.median());
      spreads.add((each.quartile(3) - each.quartile(1)) / 2);
    }
    chart.addSeries("median, and half of the rounds", names, medians, spreads);
    chart.getStyler().setYAxisMin(0.0);
    save(chart, file);
  }

  static void lines(Path file, String title, Map<String, Map<Integer, Double>> lines)
      throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle("rules")
            .theme(ChartTheme.XChart)
            .build();
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setYAxisLogarithmic(true);
    lines.forEach(
        (name, points) ->
            chart.addSeries(
                name, new ArrayList<>(points.keySet()), new ArrayList<>(points.values())));
    save(chart, file);
  }

  private static void save(org.knowm.xchart.internal.chartpart.Chart<?, ?> chart, Path file)
      throws IOException {
    VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
    // Text is drawn as outlines, with ten digits for each point of them.
    Files.writeString(file, DIGITS.matcher(Files.readString(file)).replaceAll("$1"));
  }
}
