package io.brink.network;

import io.brink.activation.Activation;
import java.util.List;

/**
 * {@code mlp}: depth times (affine, activation), then an affine read-out. {@code depth} counts the
 * nonlinear layers: {@code mlp:depth=100} has 100 activations and 101 affine layers. (In these terms
 * the vanilla 101-layer ResNet is, for its C map, an mlp of depth 100.)
 */
record MultilayerPerceptron() implements Architecture {

  @Override
  public String name() {
    return "mlp";
  }

  @Override
  public String description() {
    return "fully connected network: depth x (affine, activation), then an affine read-out";
  }

  @Override
  public String example() {
    return "mlp:depth=100,width=300";
  }

  @Override
  public List<SpecParameter> parameters() {
    return List.of(
        Architecture.depth("number of nonlinear layers"),
        Architecture.width("width", "300", "units of each hidden layer"),
        Architecture.width("inputs", "784", "units of the input"),
        Architecture.width("outputs", "10", "units of the read-out"),
        Architecture.weightVariance(),
        Architecture.biasVariance(),
        Architecture.weights(),
        Architecture.activation(),
        Architecture.dropout("probability that a hidden unit is dropped, after each activation"));
  }

  @Override
  public Network network(SpecValues values, Activation activation) {
    Block layer =
        Block.serial(
            Block.layer("affine", Architecture.affine(values.integer("width"), values)),
            Block.layer("activation", new Operation.Nonlinearity(activation)),
            Architecture.dropout(values));
    return Block.network(
        new Shape.Vector(values.integer("inputs")),
        Block.serial(
            Block.repeat(values.integer("depth"), "layer", layer),
            Block.layer("readout", Architecture.affine(values.integer("outputs"), values))));
  }
}
