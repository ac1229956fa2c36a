package io.brink.network;

import java.util.List;

/**
 * A part of a network with one input and one output: a function that adds its nodes to a builder
 * and returns its output. Blocks compose.
 *
 * {@snippet :
 * Block layer = Block.serial(Block.layer(affine), Block.layer(activation));
 * Block network = Block.repeat(16, "block", Block.residual(0.8, Block.repeat(3, layer)));
 * }
 */
@FunctionalInterface
public interface Block {

  /**
   * Adds the block's nodes.
   *
   * @param input what the block reads
   * @return the block's output; {@code input} itself if the block adds nothing
   */
  Handle append(NetworkBuilder builder, Handle input);

  /** A block without nodes: its output is its input. */
  static Block identity() {
    return (_, input) -> input;
  }

  /** One node with one input, named after its operation. */
  static Block layer(Operation operation) {
    return (builder, input) -> builder.add(operation, input);
  }

  /** One named node with one input. */
  static Block layer(String name, Operation operation) {
    return (builder, input) -> builder.add(name, operation, input);
  }

  /** One block after the other. */
  static Block serial(Block... blocks) {
    return serial(List.of(blocks));
  }

  /** One block after the other. */
  static Block serial(List<Block> blocks) {
    List<Block> copy = List.copyOf(blocks);
    return (builder, input) -> {
      Handle current = input;
      for (Block block : copy) {
        current = block.append(builder, current);
      }
      return current;
    };
  }

  /** {@code block} with {@code name/} before the names of its nodes. */
  static Block named(String name, Block block) {
    return (builder, input) -> builder.within(name, () -> block.append(builder, input));
  }

  /** {@code times} copies of {@code block} in series, each with fresh weights. */
  static Block repeat(int times, Block block) {
    checkTimes(times);
    return (builder, input) -> {
      Handle current = input;
      for (int i = 0; i < times; i++) {
        current = block.append(builder, current);
      }
      return current;
    };
  }

  /** {@code times} copies of {@code block} in series, named {@code name1}, {@code name2}, … */
  static Block repeat(int times, String name, Block block) {
    checkTimes(times);
    return (builder, input) -> {
      Handle current = input;
      for (int i = 1; i <= times; i++) {
        Handle from = current;
        current = builder.within(name + i, () -> block.append(builder, from));
        if (current == from) {
          return current; // an empty block stays empty, however often
        }
      }
      return current;
    };
  }

  /** Σ_i weights[i]·branches[i](input), a plain sum. */
  static Block sum(List<Double> weights, List<Block> branches) {
    List<Block> copy = List.copyOf(branches);
    Operation sum = new Operation.WeightedSum(weights);
    return (builder, input) -> builder.add(sum, parallel(builder, input, copy));
  }

  /** Σ_i weights[i]·branches[i](input) where Σ weights² = 1, which is checked. */
  static Block normalisedSum(List<Double> weights, List<Block> branches) {
    List<Block> copy = List.copyOf(branches);
    List<Double> copyOfWeights = List.copyOf(weights);
    return (builder, input) -> builder.normalisedSum(copyOfWeights, parallel(builder, input, copy));
  }

  /** w·input + √(1 − w²)·branch(input), see {@link #residual(double, Block, Block)}. */
  static Block residual(double shortcutWeight, Block branch) {
    return residual(shortcutWeight, identity(), branch);
  }

  /**
   * The rescaled residual block w·shortcut(input) + √(1 − w²)·branch(input) (TAT, equation 7). With
   * w = 0 the shortcut is left out and no sum is added: the block is {@code branch}.
   *
   * @param shortcutWeight w in [0, 1]
   */
  static Block residual(double shortcutWeight, Block shortcut, Block branch) {
    if (!(shortcutWeight >= 0 && shortcutWeight <= 1)) {
      throw new IllegalArgumentException(
          "shortcut weight must be in [0, 1], got " + ShapeInference.number(shortcutWeight));
    }
    if (shortcutWeight == 0) {
      return branch;
    }
    double branchWeight = Math.sqrt((1 - shortcutWeight) * (1 + shortcutWeight));
    return normalisedSum(List.of(shortcutWeight, branchWeight), List.of(shortcut, branch));
  }

  /** A network of one block. */
  static Network network(Shape input, Block block) {
    NetworkBuilder builder = new NetworkBuilder();
    return builder.build(block.append(builder, builder.input(input)));
  }

  private static Handle[] parallel(NetworkBuilder builder, Handle input, List<Block> branches) {
    Handle[] outputs = new Handle[branches.size()];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = branches.get(i).append(builder, input);
    }
    return outputs;
  }

  private static void checkTimes(int times) {
    if (times < 1) {
      throw new IllegalArgumentException("a block is repeated at least once, got " + times);
    }
  }
}
