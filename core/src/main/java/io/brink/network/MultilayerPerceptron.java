package io.brink.network;

import io.brink.activation.Activation;
import java.util.List;

/**
 * {@code mlp}: depth times (affine, activation), then an affine read-out. {@code depth} counts the
 * nonlinear layers: {@code mlp:depth=100} has 100 activations and 101 affine layers. (In these
 * terms the vanilla 101-layer ResNet is, for its C map, an mlp of depth 100.)
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
        SpecParameter.depth("number of nonlinear layers"),
        SpecParameter.width("width", "300", "units of each hidden layer"),
        SpecParameter.width("inputs", "784", "units of the input"),
        SpecParameter.width("outputs", "10", "units of the read-out"),
        SpecParameter.weightVariance(),
        SpecParameter.biasVariance(),
        SpecParameter.weights(),
        SpecParameter.activation(),
        SpecParameter.dropout("probability that a hidden unit is dropped, after each activation"));
  }

  @Override
  public Network network(SpecValues values, Activation activation) {
    Block layer =
        Block.serial(
            Block.layer("affine", values.affine(values.integer("width"))),
            Block.layer("activation", new Operation.Nonlinearity(activation)),
            values.dropout());
    return Block.network(
        new Shape.Vector(values.integer("inputs")),
        Block.serial(
            Block.repeat(values.integer("depth"), "layer", layer),
            Block.layer("readout", values.affine(values.integer("outputs")))));
  }
}
