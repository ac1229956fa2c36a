package io.brink.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;

/**
 * The run that the ahead-of-time cache of the launcher is recorded from: one command of each kind,
 * with their output thrown away. The JVM then finds the classes of these commands loaded, linked
 * and profiled.
 */
final class Rehearsal {

  private static final List<String> COMMAND_LINES =
      List.of(
          "--help",
          "help shape",
          "activations",
          "networks",
          "kernel tanh --q1 1 --q2 2 --c 0.5",
          "kernel relu --q1 1 --q2 1 --c 0.5 --json",
          "kernel x*sigmoid(1.702*x) --q1 1 --q2 1 --c 0.5",
          "check mlp:depth=50,weight_variance=2 --activation relu",
          "check mlp:depth=10,weight_variance=1.2 --activation tanh --json",
          "check rrn:depth=10,weight_variance=20 --activation tanh",
          "width mlp:depth=20,weight_variance=1.2 --activation tanh --error 0.1",
          "reproduce --list",
          "bound lnmlp:depth=20,bias_variance=0.1 --activation tanh",
          "spectrum mlp:depth=20,weights=orthogonal --activation tanh",
          "spectrum rrn:depth=10 --activation relu --json",
          "eoc tanh --q 0.2",
          "eoc tanh --bias-variance 0.05 --json",
          "phase erf --weight-variance 0.5:3:60 --bias-variance 0:0.25:20",
          "phase tanh --weight-variance 1.5 --bias-variance 0.05 --json",
          "trajectory mlp:depth=100,weight_variance=2 --activation relu",
          "trajectory frn:depth=20 --activation tanh --json",
          "simulate mlp:depth=3 --activation tanh --width 20 --networks 3 --backward",
          "shape resnet:depth=50,shortcut=0 --activation leaky_relu --method tat --eta 0.9",
          "shape resnet:depth=50,shortcut=0 --activation tanh --method tat --tau 0.3 --json",
          "shape mlp:depth=100 --activation softplus --method dks --zeta 1.5",
          "shape mlp:depth=10 --activation shtanh --method linear-region",
          "shape mlp:depth=10 --activation swish --method dks --zeta 1.5 --emit pytorch",
          "shape mlp:depth=-1 --activation tanh --method dks --zeta 1.5");

  private Rehearsal() {}

  /** Runs every command line, the last one through {@link Main#main}, which ends the process. */
  public static void main(String[] args) {
    for (String line : COMMAND_LINES) {
      PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
      Main.run(line.split(" "), nowhere, nowhere);
    }
    Main.main(new String[] {"--version"});
  }
}
