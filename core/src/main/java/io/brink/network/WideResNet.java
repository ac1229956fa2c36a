package io.brink.network;

import io.brink.activation.Activation;
import io.brink.network.SpecParameter.Domain;
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
    return new ResidualGroups(
            values,
            activation,
            1,
            (channels, stride) ->
                Block.serial(
                    Block.layer("conv1", values.convolution(channels, 3, stride)),
                    Block.layer("activation2", nonlinearity),
                    Block.layer("conv2", values.convolution(channels, 3, 1))))
        .network(
            values.convolution(width, 3, 1),
            width * values.integer("widen"),
            blocks,
            blocks,
            blocks);
  }
}
