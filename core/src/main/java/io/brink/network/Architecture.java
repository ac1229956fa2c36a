package io.brink.network;

import io.brink.activation.Activation;
import java.util.List;

/** A built-in family of networks, made from a {@link NetworkSpec}. */
public sealed interface Architecture
    permits MultilayerPerceptron,
        LayerNormalisedPerceptron,
        LayerNormalisedResidualNetwork,
        ReducedResidualNetwork,
        FullResidualNetwork,
        PreactivationResNet,
        WideResNet {

  /** Name in a spec, {@code resnet}. */
  String name();

  /** What it is, in one line. */
  String description();

  /** A complete spec that works. */
  String example();

  /** Its parameters, in the order of a listing. */
  List<SpecParameter> parameters();

  /** The network of those values. */
  Network network(SpecValues values, Activation activation);

  /** All built-in architectures. */
  static List<Architecture> all() {
    return List.of(
        new MultilayerPerceptron(),
        new LayerNormalisedPerceptron(),
        new LayerNormalisedResidualNetwork(),
        new ReducedResidualNetwork(),
        new FullResidualNetwork(),
        new PreactivationResNet(),
        new WideResNet());
  }
}
