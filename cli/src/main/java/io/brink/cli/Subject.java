package io.brink.cli;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.cli.input.NetworkArgument;
import io.brink.network.Network;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What most commands are asked about: a network and the activation of its nonlinearities. */
final class Subject {

  @Parameters(paramLabel = "NETWORK", description = Descriptions.NETWORK)
  private String network;

  @Option(
      names = "--activation",
      paramLabel = "A",
      required = true,
      description = Descriptions.ACTIVATION)
  private String activation;

  /** The network as it was named. */
  String name() {
    return network;
  }

  /** The activation as it was named. */
  String activationName() {
    return activation.strip();
  }

  /**
   * The activation.
   *
   * @throws IllegalArgumentException if it is none
   */
  Activation activation() {
    return Activations.parse(activation);
  }

  /**
   * The network with that activation.
   *
   * @throws IllegalArgumentException if the name or the file describes none
   */
  Network network(Activation parsed) {
    return NetworkArgument.read(network, parsed);
  }
}
