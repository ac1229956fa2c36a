package io.brink.reproduction;

/**
 * How a figure is to be reproduced.
 *
 * @param seed of every random number
 * @param effort the sizes of samples and networks
 * @param progress who watches
 */
public record Setting(long seed, Effort effort, Progress progress) {

  /** The paper's sizes, seed 1, unwatched. */
  public static final Setting RECORD = new Setting(1, Effort.RECORD, Progress.SILENT);

  /** Small sizes, seed 1, unwatched. */
  public static final Setting SKETCH = new Setting(1, Effort.SKETCH, Progress.SILENT);
}
