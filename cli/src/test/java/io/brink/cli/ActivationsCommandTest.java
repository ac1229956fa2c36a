package io.brink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.brink.activation.Activations;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ActivationsCommandTest {

  @Test
  void listsEveryBuiltIn() {
    JsonNode activations = Invocation.json("activations", "--json").get("activations");
    assertThat(activations).hasSize(Activations.all().size());
    assertThat(activations.get(0).propertyNames())
        .contains("name", "signature", "formula", "description", "parameters");
    String text = Invocation.of("activations").out();
    assertThat(Activations.all()).allMatch(builtIn -> text.contains(builtIn.signature()));
  }

  @Test
  void describesOne() {
    JsonNode selu = Invocation.json("activations", "selu", "--json");
    assertThat(selu.get("parity").stringValue()).isEqualTo("none");
    assertThat(selu.at("/breakpoints/0/derivative_jump").doubleValue()).isNegative();
    assertThat(Invocation.of("activations", "relu").out())
        .contains("homogeneity degree  1", "jump of φ′");
  }

  @Test
  void infinityIsAStringInJson() {
    JsonNode root = Invocation.json("activations", "alpha_relu(0.5)", "--json");
    assertThat(root.at("/breakpoints/0/derivative_jump").stringValue()).isEqualTo("Infinity");
  }

  @Test
  void refusesWhatIsNoActivation() {
    assertThat(Invocation.refusal("activations", "tahn"))
        .startsWith("brink activations: unknown activation 'tahn'")
        .contains("did you mean 'tanh'?");
    assertThat(Invocation.refusal("activations", "x*")).startsWith("brink activations: ");
    assertThat(Invocation.refusal("activations", "while(1)")).startsWith("brink activations: ");
    assertThat(Invocation.refusal("activations", "alpha_relu"))
        .contains("alpha must be given, a finite number > 0");
    assertThat(Invocation.refusal("activations", "")).startsWith("brink activations: ");
  }
}
