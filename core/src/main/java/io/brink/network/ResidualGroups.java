package io.brink.network;

import io.brink.activation.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * The frame that the pre-activation ResNets share: a convolution as stem, groups of residual blocks
 * whose channels double and whose images halve from group to group, then one activation, a global
 * average pooling and an affine read-out.
 *
 * <p>A block is an activation and a branch. The first block of a group projects its shortcut by a
 * 1×1 convolution that reads the block's first activation.
 */
final class ResidualGroups {

  /** What follows the first activation of a block. */
  @FunctionalInterface
  interface Branch {

    /** The branch of a block. */
    Block of(int channels, int stride);
  }

  private final SpecValues values;
  private final Operation nonlinearity;
  private final Branch branch;
  private final int expansion;

  /**
   * The frame around the given branch.
   *
   * @param expansion how many times a group's channels a branch puts out
   */
  ResidualGroups(SpecValues values, Activation activation, int expansion, Branch branch) {
    this.values = values;
    this.nonlinearity = new Operation.Nonlinearity(activation);
    this.expansion = expansion;
    this.branch = branch;
  }

  /**
   * The whole network.
   *
   * @param channels channels of the first group
   * @param blocks number of blocks of each group
   */
  Network network(Operation stem, int channels, int... blocks) {
    List<Block> parts = new ArrayList<>();
    parts.add(Block.layer("stem", stem));
    for (int group = 0; group < blocks.length; group++) {
      for (int block = 0; block < blocks[group]; block++) {
        int stride = group > 0 && block == 0 ? 2 : 1;
        parts.add(
            Block.named(
                "group" + (group + 1) + "/block" + (block + 1),
                block(channels << group, stride, block == 0)));
      }
    }
    parts.add(Block.layer("activation", nonlinearity));
    parts.add(Block.layer("pooling", new Operation.AveragePooling(new Pooling.Global())));
    parts.add(values.dropout());
    parts.add(Block.layer("readout", values.affine(values.integer("classes"))));
    int image = values.integer("image");
    return Block.network(
        new Shape.Image(values.integer("channels"), image, image), Block.serial(parts));
  }

  private Block block(int channels, int stride, boolean isFirst) {
    Block first = Block.layer("activation1", nonlinearity);
    Block rest = branch.of(channels, stride);
    double shortcut = values.real("shortcut");
    if (isFirst) {
      Block projection =
          Block.layer("projection", values.convolution(expansion * channels, 1, stride));
      return Block.serial(first, Block.residual(shortcut, projection, rest));
    }
    return Block.residual(shortcut, Block.serial(first, rest));
  }
}
