package io.brink.network;

import io.brink.activation.Activation;
import io.brink.network.SpecParameter.Domain;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code resnet}: ResNet V2 with bottleneck blocks, without batch normalisation, its sums rescaled
 * to w·shortcut + √(1 − w²)·branch (TAT, equation 7 and appendix F.1).
 *
 * <p>A block is activation, 1×1 convolution, activation, 3×3 convolution, activation, 1×1
 * convolution to four times the channels. The first block of each of the four groups projects its
 * shortcut by a 1×1 convolution that reads the block's first activation, so that its shortcut path
 * has one nonlinear layer. After the last block come one activation, a global average pooling and
 * an affine read-out. With w = 0 the shortcuts are left out and the network is a chain of depth − 1
 * nonlinear layers, the vanilla network.
 *
 * <p>The original's first pooling takes maxima, for which there is no kernel map; here the first
 * convolution has stride 4 in place of a stride of 2 and a pooling of 2.
 */
record PreactivationResNet() implements Architecture {

  @Override
  public String name() {
    return "resnet";
  }

  @Override
  public String description() {
    return "ResNet V2 (bottleneck), rescaled: w shortcut + sqrt(1 - w^2) branch, without batch"
        + " norm; shortcut=0 is the vanilla net";
  }

  @Override
  public String example() {
    return "resnet:depth=50,shortcut=0";
  }

  @Override
  public List<SpecParameter> parameters() {
    return List.of(
        SpecParameter.required(
            "depth", new Domain.Listed(List.of(50, 101, 152, 200)), "number of weight layers"),
        SpecParameter.optional(
            "shortcut", new Domain.UnitInterval(), "0.8", "weight w of the shortcuts"),
        SpecParameter.width("width", "64", "channels of the first group's 3x3 convolutions"),
        SpecParameter.width("image", "224", "rows and columns of the input"),
        SpecParameter.width("channels", "3", "channels of the input"),
        SpecParameter.width("classes", "1000", "units of the read-out"),
        SpecParameter.weightVariance(),
        SpecParameter.biasVariance(),
        SpecParameter.filters(),
        SpecParameter.activation(),
        SpecParameter.dropout("probability that a unit is dropped before the read-out"));
  }

  @Override
  public Network network(SpecValues values, Activation activation) {
    int[] blocks =
        switch (values.integer("depth")) {
          case 50 -> new int[] {3, 4, 6, 3};
          case 101 -> new int[] {3, 4, 23, 3};
          case 152 -> new int[] {3, 8, 36, 3};
          case 200 -> new int[] {3, 24, 36, 3};
          default -> throw new IllegalStateException("depth outside its domain");
        };
    Operation nonlinearity = new Operation.Nonlinearity(activation);
    List<Block> parts = new ArrayList<>();
    int width = values.integer("width");
    parts.add(Block.layer("stem", values.convolution(width, 7, 4)));
    for (int group = 0; group < blocks.length; group++) {
      for (int block = 0; block < blocks[group]; block++) {
        int stride = group > 0 && block == 0 ? 2 : 1;
        Block body = block(width << group, stride, block == 0, nonlinearity, values);
        parts.add(Block.named("group" + (group + 1) + "/block" + (block + 1), body));
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

  private static Block block(
      int width, int stride, boolean transition, Operation nonlinearity, SpecValues values) {
    Block first = Block.layer("activation1", nonlinearity);
    Block rest =
        Block.serial(
            Block.layer("conv1", values.convolution(width, 1, 1)),
            Block.layer("activation2", nonlinearity),
            Block.layer("conv2", values.convolution(width, 3, stride)),
            Block.layer("activation3", nonlinearity),
            Block.layer("conv3", values.convolution(4 * width, 1, 1)));
    double shortcut = values.real("shortcut");
    if (transition) {
      Block projection = Block.layer("projection", values.convolution(4 * width, 1, stride));
      return Block.serial(first, Block.residual(shortcut, projection, rest));
    }
    return Block.residual(shortcut, Block.serial(first, rest));
  }
}
