package io.brink.network;

import io.brink.network.Operation.Affine;
import io.brink.network.Operation.AveragePooling;
import io.brink.network.Operation.Convolution;
import io.brink.network.Operation.Dropout;
import io.brink.network.Operation.Flatten;
import io.brink.network.Operation.Input;
import io.brink.network.Operation.LayerNormalisation;
import io.brink.network.Operation.Nonlinearity;
import io.brink.network.Operation.Scale;
import io.brink.network.Operation.WeightedSum;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The shape of a node's output, and every check on a node that needs nothing but the node's own
 * operation and the shapes of its inputs.
 */
final class ShapeInference {
  private final String node;
  private final List<Shape> inputs;

  private ShapeInference(String node, List<Shape> inputs) {
    this.node = node;
    this.inputs = inputs;
  }

  /**
   * The output's shape.
   *
   * @param node name used in messages
   * @throws NetworkException if a parameter is out of range or the inputs do not fit
   */
  static Shape infer(String node, Operation operation, List<Shape> inputs) {
    return new ShapeInference(node, inputs).infer(operation);
  }

  private Shape infer(Operation operation) {
    return switch (operation) {
      case Input(Shape shape) -> {
        arity("an input", 0);
        yield checked(shape);
      }
      case Affine affine -> {
        arity("an affine layer", 1);
        atLeastOne("units", affine.units());
        variance("weight_variance", affine.weightVariance());
        variance("bias_variance", affine.biasVariance());
        given("weights", affine.weightLaw());
        yield switch (inputs.getFirst()) {
          case Shape.Vector _ -> new Shape.Vector(affine.units());
          case Shape.Image image ->
              throw fault(
                  "an affine layer needs a vector, its input is an image "
                      + image
                      + "; put flatten or average_pooling before it");
        };
      }
      case Convolution convolution -> {
        arity("a convolution", 1);
        atLeastOne("channels", convolution.channels());
        atLeastOne("kernel", convolution.kernel());
        atLeastOne("stride", convolution.stride());
        variance("weight_variance", convolution.weightVariance());
        variance("bias_variance", convolution.biasVariance());
        given("filters", convolution.filterLaw());
        Shape.Image image = image("a convolution");
        yield new Shape.Image(
            convolution.channels(),
            Math.ceilDiv(image.height(), convolution.stride()),
            Math.ceilDiv(image.columns(), convolution.stride()));
      }
      case Nonlinearity(var activation) -> {
        arity("an activation", 1);
        given("activation", activation);
        yield inputs.getFirst();
      }
      case WeightedSum(List<Double> weights) -> sum(weights);
      case LayerNormalisation _ -> {
        arity("a layer normalisation", 1);
        yield inputs.getFirst();
      }
      case Scale(double factor) -> {
        arity("a scale", 1);
        finite("factor", factor);
        yield inputs.getFirst();
      }
      case Dropout(double rate) -> {
        arity("a dropout", 1);
        if (!(rate >= 0 && rate < 1)) {
          throw fault("rate", "must be in [0, 1), got " + number(rate));
        }
        yield inputs.getFirst();
      }
      case AveragePooling(Pooling pooling) -> {
        arity("an average pooling", 1);
        given("window", pooling);
        yield pooled(image("an average pooling"), pooling);
      }
      case Flatten _ -> {
        arity("a flatten", 1);
        Shape.Image image = image("a flatten");
        long units = (long) image.channels() * image.height() * image.columns();
        if (units > Integer.MAX_VALUE) {
          throw fault("an image " + image + " has too many values for one vector");
        }
        yield new Shape.Vector((int) units);
      }
    };
  }

  private Shape checked(Shape shape) {
    given("shape", shape);
    switch (shape) {
      case Shape.Vector(int units) -> atLeastOne("units", units);
      case Shape.Image(int channels, int height, int columns) -> {
        atLeastOne("channels", channels);
        atLeastOne("height", height);
        atLeastOne("columns", columns);
        if ((long) channels * height > Integer.MAX_VALUE
            || (long) channels * height * columns > Integer.MAX_VALUE) {
          throw fault("an image " + shape + " has more than " + Integer.MAX_VALUE + " values");
        }
      }
    }
    return shape;
  }

  private Shape sum(List<Double> weights) {
    if (inputs.isEmpty()) {
      throw fault("a sum needs at least one input");
    }
    if (weights.size() != inputs.size()) {
      throw fault("weights", "must be one per input: " + weights.size() + " for " + inputs.size());
    }
    for (double weight : weights) {
      finite("weights", weight);
    }
    Shape shape = inputs.getFirst();
    for (Shape other : inputs) {
      if (!other.equals(shape)) {
        String shapes =
            inputs.stream().map(Shape::toString).distinct().collect(Collectors.joining(" and "));
        throw fault("inputs have shapes " + shapes + "; a sum needs equal shapes");
      }
    }
    return shape;
  }

  private Shape pooled(Shape.Image image, Pooling pooling) {
    return switch (pooling) {
      case Pooling.Window(int size, int stride) -> {
        atLeastOne("size", size);
        atLeastOne("stride", stride);
        if (size > image.height() || size > image.columns()) {
          throw fault("size", "must be at most the image's " + image + ", got " + size);
        }
        yield new Shape.Image(
            image.channels(),
            (image.height() - size) / stride + 1,
            (image.columns() - size) / stride + 1);
      }
      case Pooling.Global _ -> new Shape.Vector(image.channels());
    };
  }

  private Shape.Image image(String what) {
    return switch (inputs.getFirst()) {
      case Shape.Image image -> image;
      case Shape.Vector vector ->
          throw fault(what + " needs an image, its input is a vector of " + vector + " units");
    };
  }

  private void arity(String what, int expected) {
    if (inputs.size() != expected) {
      String inputsExpected =
          switch (expected) {
            case 0 -> "no input";
            default -> "one input";
          };
      throw fault(what + " takes " + inputsExpected + ", got " + inputs.size());
    }
  }

  private void atLeastOne(String parameter, int value) {
    if (value < 1) {
      throw fault(parameter, "must be >= 1, got " + value);
    }
  }

  private void variance(String parameter, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw fault(parameter, "must be finite and >= 0, got " + number(value));
    }
  }

  private void finite(String parameter, double value) {
    if (!Double.isFinite(value)) {
      throw fault(parameter, "must be finite, got " + number(value));
    }
  }

  private void given(String parameter, Object value) {
    if (value == null) {
      throw fault(parameter, "must be given");
    }
  }

  private NetworkException fault(String detail) {
    return NetworkException.atNode(node, detail);
  }

  private NetworkException fault(String parameter, String detail) {
    return NetworkException.atParameter(node, parameter, detail);
  }

  /** A number as a user would write it: no trailing {@code .0}. */
  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
