package io.brink.cli.emit;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A language and library for which activations are printed as source code. */
public enum Framework {
  /** PyTorch, Python. */
  PYTORCH(
      Map.ofEntries(
          Map.entry("where", "torch.where"),
          Map.entry("exp", "torch.exp"),
          Map.entry("expm1", "torch.expm1"),
          Map.entry("tanh", "torch.tanh"),
          Map.entry("log", "torch.log"),
          Map.entry("log1p", "torch.log1p"),
          Map.entry("tan", "torch.tan"),
          Map.entry("sinh", "torch.sinh"),
          Map.entry("cosh", "torch.cosh"),
          Map.entry("erf", "torch.erf"),
          Map.entry("sigmoid", "torch.sigmoid"),
          Map.entry("softplus", "torch.nn.functional.softplus"),
          Map.entry("abs", "torch.abs"),
          Map.entry("sin", "torch.sin"),
          Map.entry("cos", "torch.cos"),
          Map.entry("atan", "torch.atan"),
          Map.entry("asinh", "torch.asinh"),
          Map.entry("sqrt", "torch.sqrt"),
          Map.entry("clip", "torch.clamp"),
          Map.entry("relu", "torch.relu"),
          Map.entry("pow", "pow"),
          Map.entry("sign", "torch.sign"))),
  /** JAX, Python. */
  JAX(
      Map.ofEntries(
          Map.entry("where", "jnp.where"),
          Map.entry("exp", "jnp.exp"),
          Map.entry("expm1", "jnp.expm1"),
          Map.entry("tanh", "jnp.tanh"),
          Map.entry("log", "jnp.log"),
          Map.entry("log1p", "jnp.log1p"),
          Map.entry("tan", "jnp.tan"),
          Map.entry("sinh", "jnp.sinh"),
          Map.entry("cosh", "jnp.cosh"),
          Map.entry("erf", "jax.scipy.special.erf"),
          Map.entry("sigmoid", "jax.nn.sigmoid"),
          Map.entry("softplus", "jax.nn.softplus"),
          Map.entry("abs", "jnp.abs"),
          Map.entry("sin", "jnp.sin"),
          Map.entry("cos", "jnp.cos"),
          Map.entry("atan", "jnp.arctan"),
          Map.entry("asinh", "jnp.arcsinh"),
          Map.entry("sqrt", "jnp.sqrt"),
          Map.entry("clip", "jnp.clip"),
          Map.entry("relu", "jax.nn.relu"),
          Map.entry("pow", "pow"),
          Map.entry("sign", "jnp.sign"))),
  /** Keras 3, Python, with any of its backends. */
  KERAS(
      Map.ofEntries(
          Map.entry("where", "ops.where"),
          Map.entry("exp", "ops.exp"),
          Map.entry("expm1", "ops.expm1"),
          Map.entry("tanh", "ops.tanh"),
          Map.entry("log", "ops.log"),
          Map.entry("log1p", "ops.log1p"),
          Map.entry("tan", "ops.tan"),
          Map.entry("sinh", "ops.sinh"),
          Map.entry("cosh", "ops.cosh"),
          Map.entry("erf", "ops.erf"),
          Map.entry("sigmoid", "ops.sigmoid"),
          Map.entry("softplus", "ops.softplus"),
          Map.entry("abs", "ops.abs"),
          Map.entry("sin", "ops.sin"),
          Map.entry("cos", "ops.cos"),
          Map.entry("atan", "ops.arctan"),
          Map.entry("asinh", "ops.arcsinh"),
          Map.entry("sqrt", "ops.sqrt"),
          Map.entry("clip", "ops.clip"),
          Map.entry("relu", "ops.relu"),
          Map.entry("pow", "pow"),
          Map.entry("sign", "ops.sign"))),
  /** Java, without a library. */
  JAVA(
      Map.ofEntries(
          Map.entry("where", "where"),
          Map.entry("exp", "Math.exp"),
          Map.entry("expm1", "Math.expm1"),
          Map.entry("tanh", "Math.tanh"),
          Map.entry("log", "Math.log"),
          Map.entry("log1p", "Math.log1p"),
          Map.entry("tan", "Math.tan"),
          Map.entry("sinh", "Math.sinh"),
          Map.entry("cosh", "Math.cosh"),
          Map.entry("erf", "erf"),
          Map.entry("sigmoid", "sigmoid"),
          Map.entry("softplus", "softplus"),
          Map.entry("abs", "Math.abs"),
          Map.entry("sin", "Math.sin"),
          Map.entry("cos", "Math.cos"),
          Map.entry("atan", "Math.atan"),
          Map.entry("asinh", "asinh"),
          Map.entry("sqrt", "Math.sqrt"),
          Map.entry("clip", "Math.clamp"),
          Map.entry("relu", "relu"),
          Map.entry("pow", "Math.pow"),
          Map.entry("sign", "Math.signum")));

  private static final Pattern FUNCTION = Pattern.compile("@([a-z0-9]+)");

  private final Map<String, String> functions;

  Framework(Map<String, String> functions) {
    this.functions = functions;
  }

  /** The formula with this framework's names of functions. */
  String translate(String formula) {
    return FUNCTION
        .matcher(formula)
        .replaceAll(match -> Matcher.quoteReplacement(functions.get(match.group(1))));
  }
}
