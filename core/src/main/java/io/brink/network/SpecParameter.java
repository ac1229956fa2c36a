package io.brink.network;

import io.brink.internal.text.Spelling;
import java.util.List;
import java.util.Optional;

/**
 * A parameter of a built-in architecture.
 *
 * @param name name in a spec, {@code depth}
 * @param domain what values it takes
 * @param defaultValue value if it is not given, in the notation of a spec; empty if it must be
 *     given
 * @param description one line for a listing
 */
public record SpecParameter(
    String name, Domain domain, Optional<String> defaultValue, String description) {

  static SpecParameter required(String name, Domain domain, String description) {
    return new SpecParameter(name, domain, Optional.empty(), description);
  }

  static SpecParameter optional(
      String name, Domain domain, String defaultValue, String description) {
    return new SpecParameter(name, domain, Optional.of(defaultValue), description);
  }

  /** The most layers that a spec may ask for. */
  static final int MAXIMUM_DEPTH = 1_000_000;

  /** The most units or channels of a layer that a spec may ask for. */
  static final int MAXIMUM_WIDTH = 1_000_000;

  /** Number of layers, which must be given. */
  static SpecParameter depth(String description) {
    return required("depth", new Domain.WholeNumber(1, MAXIMUM_DEPTH), description);
  }

  /** Units of a layer. */
  static SpecParameter width(String name, String defaultValue, String description) {
    return optional(name, new Domain.WholeNumber(1, MAXIMUM_WIDTH), defaultValue, description);
  }

  /** A variance. */
  static SpecParameter variance(String name, String defaultValue, String description) {
    return optional(name, new Domain.Variance(), defaultValue, description);
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
    return optional(
        "weights",
        new Domain.Choice(List.of("gaussian", "orthogonal")),
        "gaussian",
        "law of the weight matrices: independent normal, or scale-corrected uniform orthogonal");
  }

  /** The law of weight matrices and filters. */
  static SpecParameter filters() {
    return optional(
        "weights",
        new Domain.Choice(List.of("gaussian", "orthogonal", "fan_in")),
        "gaussian",
        "law of the filters: Delta with normal centre, orthogonal Delta, or normal at every tap");
  }

  /** The activation of every nonlinear layer. */
  static SpecParameter activation() {
    return optional(
        "activation",
        new Domain.ActivationName(),
        NetworkSpec.DEFAULT_ACTIVATION,
        "activation of every nonlinear layer; default: the one given beside the network");
  }

  /** Probability that a unit is dropped. */
  static SpecParameter dropout(String description) {
    return optional("dropout", new Domain.Rate(), "0", description);
  }

  /** The values that a parameter takes. */
  public sealed interface Domain {

    /** What is allowed, for messages and listings: {@code a whole number from 1 to 10}. */
    String allowed();

    /** Whether {@code text} is a value. */
    boolean contains(String text);

    /** Whole numbers of a range. */
    record WholeNumber(int least, int most) implements Domain {
      @Override
      public String allowed() {
        return "a whole number from " + least + " to " + most;
      }

      @Override
      public boolean contains(String text) {
        return parseInteger(text).filter(value -> value >= least && value <= most).isPresent();
      }
    }

    /** Whole numbers of a list. */
    record Listed(List<Integer> values) implements Domain {
      /** Copies the list. */
      public Listed {
        values = List.copyOf(values);
      }

      @Override
      public String allowed() {
        return "one of " + String.join(", ", values.stream().map(String::valueOf).toList());
      }

      @Override
      public boolean contains(String text) {
        return parseInteger(text).filter(values::contains).isPresent();
      }
    }

    /** Depths of a Wide ResNet: 6·blocks + 4. */
    record WideDepth(int most) implements Domain {
      @Override
      public String allowed() {
        return "6n + 4 for a whole number n >= 1 (10, 16, 22, 28, ...), at most " + most;
      }

      @Override
      public boolean contains(String text) {
        return parseInteger(text)
            .filter(value -> value >= 10 && value <= most && value % 6 == 4)
            .isPresent();
      }
    }

    /** Finite numbers ≥ 0. */
    record Variance() implements Domain {
      @Override
      public String allowed() {
        return "a finite number >= 0";
      }

      @Override
      public boolean contains(String text) {
        return parseReal(text)
            .filter(value -> value >= 0 && value < Double.POSITIVE_INFINITY)
            .isPresent();
      }
    }

    /** Numbers in [0, 1]. */
    record UnitInterval() implements Domain {
      @Override
      public String allowed() {
        return "a number in [0, 1]";
      }

      @Override
      public boolean contains(String text) {
        return parseReal(text).filter(value -> value >= 0 && value <= 1).isPresent();
      }
    }

    /** Numbers in [0, 1). */
    record Rate() implements Domain {
      @Override
      public String allowed() {
        return "a number in [0, 1)";
      }

      @Override
      public boolean contains(String text) {
        return parseReal(text).filter(value -> value >= 0 && value < 1).isPresent();
      }
    }

    /** One of several words. */
    record Choice(List<String> words) implements Domain {
      /** Copies the list. */
      public Choice {
        words = List.copyOf(words);
      }

      @Override
      public String allowed() {
        return "one of " + String.join(", ", words);
      }

      @Override
      public boolean contains(String text) {
        return words.contains(text);
      }
    }

    /** An activation, by name or expression; checked where activations are parsed. */
    record ActivationName() implements Domain {
      @Override
      public String allowed() {
        return "an activation";
      }

      @Override
      public boolean contains(String text) {
        return !text.isBlank();
      }
    }
  }

  /** The message for a value outside the domain. */
  String fault(String value) {
    String hint =
        switch (domain) {
          case Domain.Choice(List<String> words) ->
              Spelling.nearest(value, words)
                  .map(word -> "; did you mean '" + word + "'?")
                  .orElse("");
          case Domain.WholeNumber _,
              Domain.Listed _,
              Domain.WideDepth _,
              Domain.Variance _,
              Domain.UnitInterval _,
              Domain.Rate _,
              Domain.ActivationName _ ->
              "";
        };
    return name + " must be " + domain.allowed() + ", got '" + value + "'" + hint;
  }

  private static Optional<Integer> parseInteger(String text) {
    try {
      return Optional.of(Integer.valueOf(text));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static Optional<Double> parseReal(String text) {
    try {
      return text.matches("[-+0-9.eE]+") ? Optional.of(Double.valueOf(text)) : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
