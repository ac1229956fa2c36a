package io.brink.simulation.spectrum;

import io.brink.network.Handle;
import io.brink.network.Network;
import io.brink.network.NetworkBuilder;
import io.brink.network.Node;
import io.brink.network.Operation;
import io.brink.network.Operation.Affine;
import io.brink.network.Operation.Input;
import io.brink.network.Shape;
import io.brink.spectrum.JacobianScope;
import java.util.ArrayList;
import java.util.List;

/**
 * The network whose Jacobian the {@linkplain JacobianScope#HIDDEN hidden part} of another is: all
 * widths equal, without the affine layers behind the last activation or sum.
 */
public final class HiddenPart {

  private HiddenPart() {}

  /**
   * The hidden part of a network of dense layers.
   *
   * @param width of all its layers
   */
  public static Network of(Network network, int width) {
    int last = network.size() - 1;
    while (last > 0 && !ends(network.node(last).operation())) {
      last--;
    }
    if (last == 0) {
      last = network.size() - 1;
    }
    NetworkBuilder builder = new NetworkBuilder();
    List<Handle> handles = new ArrayList<>();
    for (int i = 0; i <= last; i++) {
      Node node = network.node(i);
      Handle[] inputs = node.inputs().stream().map(handles::get).toArray(Handle[]::new);
      handles.add(
          switch (node.operation()) {
            case Input ignored -> builder.input(node.name(), new Shape.Vector(width));
            case Operation.Flatten ignored -> inputs[0];
            case Affine affine ->
                builder.add(
                    node.name(),
                    new Affine(
                        width, affine.weightVariance(), affine.biasVariance(), affine.weightLaw()),
                    inputs);
            case Operation other -> builder.add(node.name(), other, inputs);
          });
    }
    return builder.build(handles.getLast());
  }

  private static boolean ends(Operation operation) {
    return operation instanceof Operation.Nonlinearity
        || operation instanceof Operation.WeightedSum;
  }
}
