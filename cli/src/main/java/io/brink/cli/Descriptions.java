package io.brink.cli;

/** Texts that several commands' help share. */
final class Descriptions {

  static final String ACTIVATION =
      "A built-in activation such as tanh or leaky_relu(0.2), see 'brink activations', or an"
          + " expression in x such as 'x*sigmoid(1.702*x)'.";

  static final String NETWORK =
      "A network's spec such as resnet:depth=50,shortcut=0, see 'brink networks', or the path of a"
          + " .yaml, .yml or .json file.";

  private Descriptions() {}
}
