package io.brink.report.drawing;

import io.brink.report.chart.Symbols;
import java.awt.Font;
import java.awt.font.TextAttribute;
import java.text.AttributedString;
import java.util.List;
import java.util.Map;

/** Labels with indices and exponents for AWT. */
final class RichText {

  private RichText() {}

  static AttributedString of(String label, Font font) {
    List<Symbols.Run> runs = Symbols.runs(label.isEmpty() ? " " : label);
    StringBuilder plain = new StringBuilder();
    runs.forEach(run -> plain.append(run.text()));
    AttributedString text = new AttributedString(plain.toString());
    text.addAttribute(TextAttribute.FONT, font);
    int start = 0;
    for (Symbols.Run run : runs) {
      int end = start + run.text().length();
      if (end > start) {
        switch (run.level()) {
          case BASE -> {}
          case LOWERED -> raise(text, font, TextAttribute.SUPERSCRIPT_SUB, start, end);
          case RAISED -> raise(text, font, TextAttribute.SUPERSCRIPT_SUPER, start, end);
        }
      }
      start = end;
    }
    return text;
  }

  /** The font carries the level: beside a font all other attributes are ignored. */
  private static void raise(AttributedString text, Font font, Integer level, int start, int end) {
    text.addAttribute(
        TextAttribute.FONT, font.deriveFont(Map.of(TextAttribute.SUPERSCRIPT, level)), start, end);
  }
}
