package io.brink.network;

import io.brink.activation.Activation;
import java.util.List;

/**
 * {@code rrn}: x_l = φ(h_l) + x_{l−1}, h_l = W_l x_{l−1} + b_l (RES, "reduced residual network").
 * The input is x_0 and the output x_depth: input and hidden layers have the same width, and there
 * is no read-out.
 */
record ReducedResidualNetwork() implements Architecture {

  @Override
  public String name() {
    return "rrn";
  }

  @Override
  public String description() {
    return "reduced residual network: x = phi(w x + b) + x, plain sums";
  }

  @Override
  public String example() {
    return "rrn:depth=200,weight_variance=1.69,bias_variance=0.49,activation=tanh";
  }

  @Override
  public List<SpecParameter> parameters() {
    return List.of(
        SpecParameter.depth("number of residual blocks"),
        SpecParameter.width("width", "300", "units of every layer, the input included"),
        SpecParameter.weightVariance(),
        SpecParameter.biasVariance(),
        SpecParameter.weights(),
        SpecParameter.activation());
  }

  @Override
  public Network network(SpecValues values, Activation activation) {
    Block branch =
        Block.serial(
            Block.layer("affine", values.affine(values.integer("width"))),
            Block.layer("activation", new Operation.Nonlinearity(activation)));
    Block block = Block.sum(List.of(1.0, 1.0), List.of(branch, Block.identity()));
    return Block.network(
        new Shape.Vector(values.integer("width")),
        Block.repeat(values.integer("depth"), "block", block));
  }
}
