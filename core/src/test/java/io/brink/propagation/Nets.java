package io.brink.propagation;

import io.brink.activation.Activation;
import io.brink.network.Handle;
import io.brink.network.Network;
import io.brink.network.NetworkBuilder;
import io.brink.network.Operation;
import io.brink.network.Shape;
import io.brink.network.WeightLaw;
import java.util.List;

/** A short way to write the networks of these tests. */
final class Nets {

  private final NetworkBuilder builder = new NetworkBuilder();

  Handle input() {
    return builder.input(new Shape.Vector(10));
  }

  Handle affine(Handle x, double weightVariance, double biasVariance) {
    return builder.add(
        new Operation.Affine(10, weightVariance, biasVariance, WeightLaw.GAUSSIAN), x);
  }

  Handle affine(Handle x) {
    return affine(x, 1, 0);
  }

  Handle apply(Activation activation, Handle x) {
    return builder.add(new Operation.Nonlinearity(activation), x);
  }

  Handle add(Operation operation, Handle x) {
    return builder.add(operation, x);
  }

  Handle sum(Handle x, double wx, Handle y, double wy) {
    return builder.add(new Operation.WeightedSum(List.of(wx, wy)), x, y);
  }

  Handle sum(Handle x, Handle y) {
    return sum(x, 1, y, 1);
  }

  Network build(Handle output) {
    return builder.build(output);
  }

  /** affine, then {@code depth} times activation and affine. */
  static Network chain(int depth, Activation activation, double weightVariance, double bias) {
    Nets net = new Nets();
    Handle x = net.affine(net.input());
    for (int i = 0; i < depth; i++) {
      x = net.affine(net.apply(activation, x), weightVariance, bias);
    }
    return net.build(x);
  }
}
