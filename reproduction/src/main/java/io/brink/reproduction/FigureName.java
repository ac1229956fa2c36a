package io.brink.reproduction;

import java.util.Locale;

/**
 * What a figure is called: {@code res:2b}, {@code res:B.7}.
 *
 * @param paper the paper
 * @param label as the paper prints it
 */
public record FigureName(Paper paper, String label) {

  /** Whether the text means this figure; case and dots do not count. */
  boolean isMeantBy(String text) {
    return bare(toString()).equals(bare(text));
  }

  /**
   * Whether the text means a figure of which this is one panel: {@code res:2} of {@code res:2b}.
   */
  boolean isPanelOf(String text) {
    String own = bare(toString());
    String whole = bare(text);
    return own.length() == whole.length() + 1
        && own.startsWith(whole)
        && Character.isDigit(whole.charAt(whole.length() - 1))
        && Character.isLetter(own.charAt(own.length() - 1));
  }

  private static String bare(String text) {
    return text.strip().replace(".", "").toLowerCase(Locale.ROOT);
  }

  /** The name in small letters, digits and hyphens, for files: {@code res-b7}. */
  public String fileName() {
    return bare(toString()).replace(':', '-');
  }

  @Override
  public String toString() {
    return paper.name().toLowerCase(Locale.ROOT) + ":" + label;
  }
}
