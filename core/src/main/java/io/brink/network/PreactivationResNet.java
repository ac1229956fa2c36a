package io.brink.network;

import io.brink.activation.Activation;
import io.brink.network.SpecParameter.Domain;
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

  /** A block's last convolution has this many times the channels of the others. */
  private static final int EXPANSION = 4;

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
    int width = values.integer("width");
    return new ResidualGroups(
            values,
            activation,
            EXPANSION,
            (channels, stride) ->
                Block.serial(
                    Block.layer("conv1", values.convolution(channels, 1, 1)),
                    Block.layer("activation2", nonlinearity),
                    Block.layer("conv2", values.convolution(channels, 3, stride)),
                    Block.layer("activation3", nonlinearity),
                    Block.layer("conv3", values.convolution(EXPANSION * channels, 1, 1))))
        .network(values.convolution(width, 7, 4), width, blocks);
  }
}
