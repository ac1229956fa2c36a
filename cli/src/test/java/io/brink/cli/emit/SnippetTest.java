package io.brink.cli.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.activation.BuiltIn;
import io.brink.activation.ShapedActivation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SnippetTest {

  /** Every built-in with other values than its defaults, plain and shaped. */
  static List<Activation> activations() {
    List<Activation> all = new ArrayList<>();
    for (BuiltIn builtIn : Activations.all()) {
      double[] values = {0.75, 0.5};
      if (builtIn.name().equals("monomial") || builtIn.name().equals("hermite")) {
        values[0] = 5;
      }
      double[] given = Arrays.copyOf(values, builtIn.parameters().size());
      all.add(builtIn.of(given));
      all.add(new ShapedActivation(builtIn.of(given), 0.5, -0.25, 1.5, 0.125));
    }
    all.add(new ShapedActivation(Activations.parse("tanh"), 1, 0, 2, 0));
    all.add(new ShapedActivation(Activations.parse("tanh"), 1, 0, 1, -0.5));
    all.add(Activations.parse("selu"));
    for (String expression :
        List.of(
            "x*sigmoid(1.702*x)",
            "max(x, 0.1*x) - min(x^2, 1)/exp(1)",
            "-elu(2*x, 0.5) + erfc(x)/2 + log(1 + x^2) + sqrt(x*x + 1)",
            "cosh(x/8) + log1p(abs(x)) + 2^x*pi",
            "sinh(tanh(x)) - expm1(tanh(x)/9) + tan(tanh(x)/10)")) {
      all.add(Activations.parse(expression));
      all.add(new ShapedActivation(Activations.parse(expression), 0.5, -0.25, 1.5, 0.125));
    }
    return all;
  }

  @Test
  void everyJavaSnippetCompilesAndIsTheActivation(@TempDir Path folder) throws Throwable {
    List<Activation> activations = activations();
    List<SimpleJavaFileObject> sources = new ArrayList<>();
    for (int i = 0; i < activations.size(); i++) {
      String code =
          "package p" + i + ";\n" + Snippet.of(activations.get(i), List.of("note"), Framework.JAVA);
      sources.add(source(i, code));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    boolean compiled =
        compiler.getTask(null, null, null, List.of("-d", folder.toString()), null, sources).call();
    assertThat(compiled).isTrue();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      for (int i = 0; i < activations.size(); i++) {
        MethodHandle value =
            MethodHandles.publicLookup()
                .findStatic(
                    loader.loadClass("p" + i + ".ShapedActivation"),
                    "value",
                    MethodType.methodType(double.class, double.class));
        for (double x = -8.1; x < 8.3; x += 0.37) {
          double expected = activations.get(i).value(x);
          assertThat((double) value.invokeExact(x))
              .as("%s at %s", activations.get(i).name(), x)
              .isCloseTo(expected, within(2e-14 * Math.max(1, Math.abs(expected))));
        }
      }
    }
    assertThat(folder.toFile().list()).hasSize(activations.size());
  }

  @ParameterizedTest
  @EnumSource(Framework.class)
  void everyFrameworkTranslatesEveryFormula(Framework framework) {
    for (Activation activation : activations()) {
      assertThat(Snippet.of(activation, List.of(), framework)).doesNotContain("@", "{0}", "{1}");
    }
  }

  @Test
  void readsLikeCode() {
    Activation shaped = new ShapedActivation(Activations.parse("gelu"), 0.5, -0.25, 1.5, 0.125);
    assertThat(Snippet.of(shaped, List.of("gelu, shaped"), Framework.PYTORCH))
        .isEqualTo(
            """
            # gelu, shaped
            import torch


            def activation(x):
                x = 0.5 * x + (-0.25)
                y = 0.5 * x * (1.0 + torch.erf(0.7071067811865476 * x))
                return 1.5 * (y + 0.125)
            """);
    assertThat(Snippet.of(Activations.parse("x*sigmoid(1.702*x)"), List.of(), Framework.KERAS))
        .endsWith("    return x * ops.sigmoid((1.702 * x))\n");
    assertThat(Snippet.of(Activations.parse("leaky_relu(0.2)"), List.of(), Framework.JAX))
        .isEqualTo(
            """
            import jax
            import jax.numpy as jnp


            def activation(x):
                return jnp.where(x >= 0, x, 0.2 * x)
            """);
  }

  private static SimpleJavaFileObject source(int number, String code) {
    URI place = URI.create("string:///p" + number + "/ShapedActivation.java");
    return new SimpleJavaFileObject(place, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return code;
      }
    };
  }
}
