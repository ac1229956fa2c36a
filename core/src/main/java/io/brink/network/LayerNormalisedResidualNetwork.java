package io.brink.network;

import io.brink.activation.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code lnrn}: z_l = (z_{l−1} + V_l φ(U_l z_{l−1}/norm))/norm (SHR, section 3 and theorem 2), each
 * norm a root mean square, between a normalisation of the input and a read-out. The branch variance
 * σ_l² of V_l is out_weight_variance · l^{−out_weight_decay}, l = 1, 2, …
 */
record LayerNormalisedResidualNetwork() implements Architecture {

  @Override
  public String name() {
    return "lnrn";
  }

  @Override
  public String description() {
    return "layer-normalised residual network: x = (x + v phi(norm(u x + b)))/norm, read-out";
  }

  @Override
  public String example() {
    return "lnrn:depth=100,out_weight_variance=0.1";
  }

  @Override
  public List<SpecParameter> parameters() {
    return List.of(
        SpecParameter.depth("number of residual blocks"),
        SpecParameter.width("width", "300", "units of every hidden layer, the input included"),
        SpecParameter.width("outputs", "10", "units of the read-out"),
        SpecParameter.variance("weight_variance", "1", "variance of u, times fan-in"),
        SpecParameter.variance("bias_variance", "0", "variance of b"),
        SpecParameter.variance(
            "out_weight_variance", "1", "variance of v in the first block, times fan-in"),
        SpecParameter.variance(
            "out_weight_decay", "0", "power of the block's number by which that variance falls"),
        SpecParameter.weights(),
        SpecParameter.activation());
  }

  @Override
  public Network network(SpecValues values, Activation activation) {
    int width = values.integer("width");
    Operation normalisation = new Operation.LayerNormalisation();
    List<Block> blocks = new ArrayList<>();
    blocks.add(Block.layer("normalisation", normalisation));
    int depth = values.integer("depth");
    for (int l = 1; l <= depth; l++) {
      double variance =
          values.real("out_weight_variance") * Math.pow(l, -values.real("out_weight_decay"));
      Block branch =
          Block.serial(
              Block.layer("affine", values.affine(width)),
              Block.layer("normalisation", normalisation),
              Block.layer("activation", new Operation.Nonlinearity(activation)),
              Block.layer("out", new Operation.Affine(width, variance, 0, values.weightLaw())));
      Block sum = Block.sum(List.of(1.0, 1.0), List.of(branch, Block.identity()));
      blocks.add(Block.named("block" + l, Block.serial(sum, Block.layer("output", normalisation))));
    }
    blocks.add(
        Block.layer(
            "readout", new Operation.Affine(values.integer("outputs"), 1, 0, values.weightLaw())));
    return Block.network(new Shape.Vector(width), Block.serial(blocks));
  }
}
