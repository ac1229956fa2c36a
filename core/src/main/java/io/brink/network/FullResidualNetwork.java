package io.brink.network;

import io.brink.activation.Activation;
import java.util.List;

/**
 * {@code frn}: x_l = V_l φ(h_l) + a_l + x_{l−1}, h_l = W_l x_{l−1} + b_l (RES, "full residual
 * network"). The input is x_0 and the output x_depth: input and hidden layers have the same width,
 * and there is no read-out.
 */
record FullResidualNetwork() implements Architecture {

  @Override
  public String name() {
    return "frn";
  }

  @Override
  public String description() {
    return "full residual network: x = v phi(w x + b) + a + x, plain sums";
  }

  @Override
  public String example() {
    return "frn:depth=200,weight_variance=1.69,bias_variance=0.49,"
        + "out_weight_variance=1.5,out_bias_variance=0.5";
  }

  @Override
  public List<SpecParameter> parameters() {
    return List.of(
        SpecParameter.depth("number of residual blocks"),
        SpecParameter.width("width", "300", "units of every layer, the input included"),
        SpecParameter.variance("weight_variance", "1", "variance of w, times fan-in"),
        SpecParameter.variance("bias_variance", "0", "variance of b"),
        SpecParameter.variance("out_weight_variance", "1", "variance of v, times fan-in"),
        SpecParameter.variance("out_bias_variance", "0", "variance of a"),
        SpecParameter.weights(),
        SpecParameter.activation());
  }

  @Override
  public Network network(SpecValues values, Activation activation) {
    int width = values.integer("width");
    Operation out =
        new Operation.Affine(
            width,
            values.real("out_weight_variance"),
            values.real("out_bias_variance"),
            values.weightLaw());
    Block branch =
        Block.serial(
            Block.layer("affine", values.affine(width)),
            Block.layer("activation", new Operation.Nonlinearity(activation)),
            Block.layer("out", out));
    Block block = Block.sum(List.of(1.0, 1.0), List.of(branch, Block.identity()));
    return Block.network(
        new Shape.Vector(width), Block.repeat(values.integer("depth"), "block", block));
  }
}
