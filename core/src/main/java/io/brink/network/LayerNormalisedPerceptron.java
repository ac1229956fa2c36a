package io.brink.network;

import io.brink.activation.Activation;
import java.util.List;

/**
 * {@code lnmlp}: depth times (affine, layer normalisation, activation), then an affine read-out
 * (SHR, equation 2.1). The first layer stands for the paper's embedding, an affine map of the input
 * without an activation before it.
 */
record LayerNormalisedPerceptron() implements Architecture {

  @Override
  public String name() {
    return "lnmlp";
  }

  @Override
  public String description() {
    return "layer-normalised network: depth x (affine, layer normalisation, activation), read-out";
  }

  @Override
  public String example() {
    return "lnmlp:depth=100,bias_variance=0.1";
  }

  @Override
  public List<SpecParameter> parameters() {
    return List.of(
        SpecParameter.depth("number of nonlinear layers"),
        SpecParameter.width("width", "300", "units of each hidden layer"),
        SpecParameter.width("inputs", "784", "units of the input"),
        SpecParameter.width("outputs", "10", "units of the read-out"),
        SpecParameter.weightVariance(),
        SpecParameter.biasVariance(),
        SpecParameter.weights(),
        SpecParameter.activation());
  }

  @Override
  public Network network(SpecValues values, Activation activation) {
    Block layer =
        Block.serial(
            Block.layer("affine", values.affine(values.integer("width"))),
            Block.layer("normalisation", new Operation.LayerNormalisation()),
            Block.layer("activation", new Operation.Nonlinearity(activation)));
    return Block.network(
        new Shape.Vector(values.integer("inputs")),
        Block.serial(
            Block.repeat(values.integer("depth"), "layer", layer),
            Block.layer("readout", values.affine(values.integer("outputs")))));
  }
}
