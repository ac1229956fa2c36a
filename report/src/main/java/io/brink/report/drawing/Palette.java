package io.brink.report.drawing;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;

/**
 * The colours of a theme.
 *
 * @param background of the picture
 * @param text of labels, and of what is to be seen first
 * @param quiet of references
 * @param grid of grid lines
 * @param series in the order of use
 * @param tints of regions
 */
record Palette(
    Color background, Color text, Color quiet, Color grid, List<Color> series, List<Color> tints) {

  private static final Palette LIGHT =
      new Palette(
          Color.WHITE,
          new Color(0x1a1a1a),
          new Color(0x767676),
          new Color(0xe4e4e4),
          colours(0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9, 0x8c6d31, 0x5e4fa2),
          colours(0xcfe3f3, 0xfbe0cd, 0xd5ecd4, 0xeadcf0));

  private static final Palette DARK =
      new Palette(
          new Color(0x16181d),
          new Color(0xe8e8e8),
          new Color(0x9a9a9a),
          new Color(0x34373e),
          colours(0x56b4e9, 0xff8a3d, 0x2ec495, 0xe39cc4, 0xf5c242, 0x8fd3ff, 0xc9a866, 0xa99be8),
          colours(0x21394d, 0x4d3322, 0x263f2a, 0x3f2f47));

  /** Viridis (van der Walt and Smith 2015, public domain), at equal distances. */
  private static final List<Color> SHADES =
      colours(
          0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c, 0x28ae80, 0x5ec962, 0xaddc30, 0xfde725);

  static Palette of(Theme theme) {
    return switch (theme) {
      case LIGHT -> LIGHT;
      case DARK -> DARK;
    };
  }

  private static List<Color> colours(int... rgb) {
    return Arrays.stream(rgb).mapToObj(Color::new).toList();
  }

  /**
   * The shade of a value at a fraction of its scale; fractions outside count as the nearest end.
   */
  static Color shade(double fraction) {
    double position = Math.clamp(fraction, 0, 1) * (SHADES.size() - 1);
    int i = (int) Math.min(position, SHADES.size() - 2);
    double t = position - i;
    Color a = SHADES.get(i);
    Color b = SHADES.get(i + 1);
    return new Color(
        mixed(a.getRed(), b.getRed(), t),
        mixed(a.getGreen(), b.getGreen(), t),
        mixed(a.getBlue(), b.getBlue(), t));
  }

  private static int mixed(int a, int b, double t) {
    return (int) Math.round(a + t * (b - a));
  }

  static Color translucent(Color colour, int alpha) {
    return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
  }
}
