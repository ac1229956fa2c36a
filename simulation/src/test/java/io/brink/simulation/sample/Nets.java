package io.brink.simulation.sample;

import io.brink.activation.Activations;
import io.brink.network.FilterLaw;
import io.brink.network.Handle;
import io.brink.network.Network;
import io.brink.network.NetworkBuilder;
import io.brink.network.NetworkSpec;
import io.brink.network.Operation;
import io.brink.network.Pooling;
import io.brink.network.Shape;
import io.brink.network.WeightLaw;
import java.util.List;

/** Networks of the tests. */
final class Nets {

  private Nets() {}

  static Network spec(String spec, String activation) {
    return NetworkSpec.parse(spec).network(Activations.parse(activation));
  }

  /** Every operation once at least, on images and vectors, with small unequal widths. */
  static Network everything(
      String activation, double weightVariance, FilterLaw delta, WeightLaw law, double dropout) {
    NetworkBuilder b = new NetworkBuilder();
    Operation phi = new Operation.Nonlinearity(Activations.parse(activation));
    Handle x = b.input(new Shape.Image(4, 5, 4));
    Handle h =
        b.add(
            new Operation.Convolution(6, 3, 1, weightVariance, 0.1, FilterLaw.GAUSSIAN_FAN_IN), x);
    Handle y = b.add(phi, h);
    Handle branch = b.add(new Operation.Convolution(6, 3, 1, 1.2, 0, delta), y);
    Handle stream = b.add(new Operation.WeightedSum(List.of(0.8, 0.6)), h, branch);
    Handle down = b.add(new Operation.Convolution(9, 3, 2, 1, 0.05, delta), b.add(phi, stream));
    Handle normalised = b.add(new Operation.LayerNormalisation(), down);
    Handle activated = b.add(new Operation.Scale(1.3), b.add(phi, normalised));
    Handle pooled = b.add(new Operation.AveragePooling(new Pooling.Window(2, 1)), activated);
    Handle flat = b.add(new Operation.Flatten(), pooled);
    Handle global =
        b.add(
            new Operation.Affine(14, 1, 0, WeightLaw.GAUSSIAN),
            b.add(new Operation.AveragePooling(new Pooling.Global()), activated));
    Handle wide = b.add(new Operation.Affine(14, 1.5, 0.2, law), flat);
    Handle dropped = b.add(new Operation.Dropout(dropout), b.add(phi, wide));
    Handle sum = b.add(new Operation.WeightedSum(List.of(1.0, 0.5, -0.5)), dropped, wide, global);
    return b.build(b.add(new Operation.Affine(5, 1, 0, law), b.add(phi, sum)));
  }
}
