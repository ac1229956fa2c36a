package io.brink.network;

import io.brink.activation.Activation;
import io.brink.network.SpecParameter.Domain;
import java.util.List;

/** A built-in family of networks, made from a {@link NetworkSpec}. */
public sealed interface Architecture
    permits MultilayerPerceptron,
        LayerNormalisedPerceptron,
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
        new ReducedResidualNetwork(),
        new FullResidualNetwork(),
        new PreactivationResNet(),
        new WideResNet());
  }

  /** The most layers that a spec may ask for. */
  int MAXIMUM_DEPTH = 1_000_000;

  /** The most units or channels of a layer that a spec may ask for. */
  int MAXIMUM_WIDTH = 1_000_000;

  /** Number of layers, which must be given. */
  static SpecParameter depth(String description) {
    return SpecParameter.required(
        "depth", new Domain.WholeNumber(1, MAXIMUM_DEPTH), description);
  }

  /** Units of a layer. */
  static SpecParameter width(String name, String defaultValue, String description) {
    return SpecParameter.optional(
        name, new Domain.WholeNumber(1, MAXIMUM_WIDTH), defaultValue, description);
  }

  /** A variance. */
  static SpecParameter variance(String name, String defaultValue, String description) {
    return SpecParameter.optional(name, new Domain.Variance(), defaultValue, description);
  }

  /** Variance of the weights times fan-in; 1, the parameterisation of TAT and DKS. */
  static SpecParameter weightVariance() {
    return variance("weight_variance", "1", "variance of the weights, times fan-in");
  }

  /** Variance of the biases. */
  static SpecParameter biasVariance() {
    return variance("bias_variance", "0", "variance of the biases");
  }

  /** The law of weight matrices. */
  static SpecParameter weights() {
    return SpecParameter.optional(
        "weights",
        new Domain.Choice(List.of("gaussian", "orthogonal")),
        "gaussian",
        "law of the weight matrices: independent normal, or scale-corrected uniform orthogonal");
  }

  /** The law of weight matrices and filters. */
  static SpecParameter filters() {
    return SpecParameter.optional(
        "weights",
        new Domain.Choice(List.of("gaussian", "orthogonal", "fan_in")),
        "gaussian",
        "law of the filters: Delta with normal centre, orthogonal Delta, or normal at every tap");
  }

  /** The activation of every nonlinear layer. */
  static SpecParameter activation() {
    return SpecParameter.optional(
        "activation",
        new Domain.ActivationName(),
        NetworkSpec.DEFAULT_ACTIVATION,
        "activation of every nonlinear layer; default: the one given beside the network");
  }

  /** Probability that a unit is dropped. */
  static SpecParameter dropout(String description) {
    return SpecParameter.optional("dropout", new Domain.Rate(), "0", description);
  }

  /** The weight law that a spec names. */
  static WeightLaw weightLaw(SpecValues values) {
    return values.word("weights").equals("orthogonal")
        ? WeightLaw.ORTHOGONAL
        : WeightLaw.GAUSSIAN;
  }

  /** The filter law that a spec names. */
  static FilterLaw filterLaw(SpecValues values) {
    return switch (values.word("weights")) {
      case "orthogonal" -> FilterLaw.ORTHOGONAL_DELTA;
      case "fan_in" -> FilterLaw.GAUSSIAN_FAN_IN;
      default -> FilterLaw.DELTA;
    };
  }

  /** An affine layer with the spec's weight and bias variance. */
  static Operation.Affine affine(int units, SpecValues values) {
    return new Operation.Affine(
        units, values.real("weight_variance"), values.real("bias_variance"), weightLaw(values));
  }

  /** A convolution with the spec's weight and bias variance. */
  static Operation.Convolution convolution(
      int channels, int kernel, int stride, SpecValues values) {
    return new Operation.Convolution(
        channels,
        kernel,
        stride,
        values.real("weight_variance"),
        values.real("bias_variance"),
        filterLaw(values));
  }

  /** A dropout of the spec's rate; nothing if the rate is 0. */
  static Block dropout(SpecValues values) {
    double rate = values.real("dropout");
    return rate == 0
        ? Block.identity()
        : Block.layer("dropout", new Operation.Dropout(rate));
  }
}
