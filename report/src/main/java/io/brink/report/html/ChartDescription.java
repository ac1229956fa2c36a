package io.brink.report.html;

import io.brink.report.chart.Axis;
import io.brink.report.chart.Cells;
import io.brink.report.chart.Chart;
import io.brink.report.chart.ContourLines;
import io.brink.report.chart.Dress;
import io.brink.report.chart.Extent;
import io.brink.report.chart.Ink;
import io.brink.report.chart.Layer;
import io.brink.report.chart.Scale;
import io.brink.report.chart.Thinning;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A chart as JSON for {@code report.js}. Numbers have seven significant digits, more than a screen
 * shows; what cannot be drawn is null.
 */
final class ChartDescription {

  private static final int DIGITS = 7;

  private final JsonGenerator json;
  private final Chart chart;

  private ChartDescription(JsonGenerator json, Chart chart) {
    this.json = json;
    this.chart = chart;
  }

  static String of(Chart chart) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      new ChartDescription(json, Thinning.of(chart)).write();
    }
    return text.toString();
  }

  private void write() {
    json.writeStartObject();
    json.writeStringProperty("title", chart.title());
    write("x", chart.x(), Extent.ofX(chart));
    write("y", chart.y(), Extent.ofY(chart));
    json.writeName("layers");
    json.writeStartArray();
    List<Dress> dresses = Dress.of(chart);
    for (int i = 0; i < dresses.size(); i++) {
      json.writeStartObject();
      json.writeStringProperty("label", chart.layers().get(i).label());
      write(chart.layers().get(i));
      write(dresses.get(i));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(String name, Axis axis, Extent extent) {
    json.writeName(name);
    json.writeStartObject();
    json.writeStringProperty("label", axis.label());
    write(axis.scale());
    write(extent);
    json.writeEndObject();
  }

  private void write(Scale scale) {
    json.writeStringProperty("scale", scale == Scale.LOGARITHMIC ? "log" : "linear");
  }

  private void write(Extent extent) {
    json.writeNumberProperty("low", extent.low());
    json.writeNumberProperty("high", extent.high());
  }

  private void write(Layer layer) {
    switch (layer) {
      case Layer.Line line -> {
        type("line", line.ink());
        write("x", chart.x(), line.x());
        write("y", chart.y(), line.y());
      }
      case Layer.Points points -> {
        type("points", points.ink());
        write("x", chart.x(), points.x());
        write("y", chart.y(), points.y());
        write("spread", points.spread());
      }
      case Layer.Band band -> {
        type("band", band.ink());
        write("x", chart.x(), band.x());
        write("low", band.low());
        write("high", band.high());
      }
      case Layer.Histogram histogram -> {
        type("histogram", histogram.ink());
        write("edges", histogram.edges());
        write("heights", histogram.heights());
      }
      case Layer.Stems stems -> {
        type("stems", stems.ink());
        write("x", chart.x(), stems.x());
        write("y", chart.y(), stems.y());
      }
      case Layer.HeatMap map -> {
        type("heat_map", Ink.QUIET);
        write(map.scale());
        write(Extent.ofValues(map.scale(), map.z()));
        write("x", Cells.edges(map.x()));
        write("y", Cells.edges(map.y()));
        json.writeName("z");
        json.writeStartArray();
        for (double[] row : map.z()) {
          write(row);
        }
        json.writeEndArray();
      }
      case Layer.Regions regions -> {
        type("regions", Ink.QUIET);
        write("x", Cells.edges(regions.x()));
        write("y", Cells.edges(regions.y()));
        json.writeName("present");
        json.writeStartArray();
        regions.present().forEach(json::writeNumber);
        json.writeEndArray();
        json.writeName("names");
        json.writeStartArray();
        regions.names().forEach(json::writeString);
        json.writeEndArray();
        json.writeName("z");
        json.writeStartArray();
        for (int[] row : regions.region()) {
          json.writeArray(row, 0, row.length);
        }
        json.writeEndArray();
      }
      case Layer.Contours contours -> {
        type("contours", contours.ink());
        json.writeName("lines");
        json.writeStartArray();
        for (ContourLines.Line line : ContourLines.of(chart, contours)) {
          json.writeStartObject();
          json.writeStringProperty("name", line.name());
          json.writeNumberProperty("named", line.named());
          write("x", chart.x(), line.x());
          write("y", chart.y(), line.y());
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      case Layer.Guide guide -> {
        type("guide", Ink.QUIET);
        json.writeStringProperty("direction", word(guide.direction()));
        json.writeNumberProperty("at", guide.at());
      }
    }
  }

  private void write(Dress dress) {
    if (dress.series() >= 0) {
      json.writeNumberProperty("series", dress.series());
    }
    json.writeNumberProperty("width", dress.width());
    if (dress.dash().length > 0) {
      write("dash", dress.dash());
    }
    if (dress.legendDash().length > 0) {
      write("legend_dash", dress.legendDash());
    }
    dress.marker().ifPresent(marker -> json.writeStringProperty("marker", word(marker)));
    if (dress.marked().length > 0) {
      json.writeName("marked");
      json.writeArray(dress.marked(), 0, dress.marked().length);
    }
  }

  private void type(String type, Ink ink) {
    json.writeStringProperty("type", type);
    json.writeStringProperty("ink", word(ink));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Values along an axis; those that it cannot show are null. */
  private void write(String name, Axis axis, double[] values) {
    json.writeName(name);
    json.writeStartArray();
    for (double value : values) {
      boolean shown = axis.scale() == Scale.LINEAR || value > 0;
      write(shown ? value : Double.NaN);
    }
    json.writeEndArray();
  }

  private void write(String name, double[] values) {
    json.writeName(name);
    write(values);
  }

  private void write(double[] values) {
    json.writeStartArray();
    for (double value : values) {
      write(value);
    }
    json.writeEndArray();
  }

  private void write(double value) {
    if (!Double.isFinite(value)) {
      json.writeNull();
    } else if (value == Math.rint(value) && Math.abs(value) < 1e9) {
      json.writeNumber((long) value);
    } else {
      json.writeNumber(new BigDecimal(value).round(new MathContext(DIGITS)).doubleValue());
    }
  }
}
