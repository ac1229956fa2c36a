package io.brink.network;

import io.brink.activation.Activation;
import io.brink.network.SpecParameter.Domain;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code wrn}: Wide ResNet of depth 6n + 4 for small images, without batch normalisation, its sums
 * rescaled to w·shortcut + √(1 − w²)·branch (TAT, appendix E.2).
 *
 * <p>A block is activation, 3×3 convolution, activation, 3×3 convolution. There are three groups of
 * n blocks with width·widen channels, times 1, 2, 4; the first block of a group projects its
 * shortcut by a 1×1 convolution that reads the block's first activation. After the last block come
 * one activation, a global average pooling and an affine read-out. With w = 0 the shortcuts are
 * left out and the network is a chain of 6n + 1 = depth − 3 nonlinear layers: the depth counts the
 * three projections.
 */
record WideResNet() implements Architecture {
  private static final int GROUPS = 3;

  @Override
  public String name() {
    return "wrn";
  }

  @Override
  public String description() {
    return "Wide ResNet for small images, rescaled: w shortcut + sqrt(1 - w^2) branch,"
        + " without batch norm; shortcut=0 is the vanilla net";
  }

  @Override
  public String example() {
    return "wrn:depth=100,widen=2,shortcut=0";
  }

  @Override
  public List<SpecParameter> parameters() {
    return List.of(
        SpecParameter.required(
            "depth",
            new Domain.WideDepth(SpecParameter.MAXIMUM_DEPTH),
            "6n + 4 with n blocks a group"),
        SpecParameter.optional(
            "widen", new Domain.WholeNumber(1, 100), "2", "factor of the groups' channels"),
        SpecParameter.optional(
            "shortcut", new Domain.UnitInterval(), "0.8", "weight w of the shortcuts"),
        SpecParameter.width("width", "16", "channels of the first convolution"),
        SpecParameter.width("image", "32", "rows and columns of the input"),
        SpecParameter.width("channels", "3", "channels of the input"),
        SpecParameter.width("classes", "10", "units of the read-out"),
        SpecParameter.weightVariance(),
        SpecParameter.biasVariance(),
        SpecParameter.filters(),
        SpecParameter.activation(),
        SpecParameter.dropout("probability that a unit is dropped before the read-out"));
  }

  @Override
  public Network network(SpecValues values, Activation activation) {
    int blocks = (values.integer("depth") - 4) / 6;
    int width = values.integer("width");
    Operation nonlinearity = new Operation.Nonlinearity(activation);
    List<Block> parts = new ArrayList<>();
    parts.add(Block.layer("stem", values.convolution(width, 3, 1)));
    for (int group = 0; group < GROUPS; group++) {
      int channels = (width * values.integer("widen")) << group;
      for (int block = 0; block < blocks; block++) {
        int stride = group > 0 && block == 0 ? 2 : 1;
        Block body = block(channels, stride, block == 0, nonlinearity, values);
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
      int channels, int stride, boolean transition, Operation nonlinearity, SpecValues values) {
    Block first = Block.layer("activation1", nonlinearity);
    Block rest =
        Block.serial(
            Block.layer("conv1", values.convolution(channels, 3, stride)),
            Block.layer("activation2", nonlinearity),
            Block.layer("conv2", values.convolution(channels, 3, 1)));
    double shortcut = values.real("shortcut");
    if (transition) {
      Block projection = Block.layer("projection", values.convolution(channels, 1, stride));
      return Block.serial(first, Block.residual(shortcut, projection, rest));
    }
    return Block.residual(shortcut, Block.serial(first, rest));
  }
}
