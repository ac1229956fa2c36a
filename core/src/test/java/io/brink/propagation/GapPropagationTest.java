package io.brink.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activations;
import io.brink.kernel.Correlation;
import io.brink.network.Network;
import io.brink.network.NetworkSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GapPropagationTest {

  @ParameterizedTest
  @CsvSource({
    "'mlp:depth=30,weight_variance=1.5,bias_variance=0.1,dropout=0.1', tanh",
    "'frn:depth=20,bias_variance=0.3', gelu",
    "'rrn:depth=20', tanh",
    "'rrn:depth=20', relu",
    "'lnmlp:depth=20', erf",
    "'resnet:depth=50,shortcut=0.8,weight_variance=2', relu",
  })
  void gapsAreThoseOfTheWholeTrace(String spec, String activation) {
    Network network = NetworkSpec.parse(spec).network(Activations.parse(activation));
    ForwardPropagation propagation = ForwardPropagation.of(network);
    for (InputPair pair :
        new InputPair[] {
          InputPair.ofEqualLengths(1, Correlation.ORTHOGONAL),
          InputPair.ofEqualLengths(0.5, Correlation.ofGap(1e-20)),
          InputPair.ofEqualLengths(1, Correlation.ofGap(2)),
          new InputPair(0.5, 2, Correlation.ofValue(0.3)),
        }) {
      ForwardTrace whole = propagation.propagate(pair);
      ForwardTrace gaps = propagation.propagateGaps(pair);
      for (int node = 0; node < network.size(); node++) {
        assertThat(gaps.gap(node))
            .as(network.node(node).name())
            .isCloseTo(whole.gap(node), within(1e-14 * whole.gap(node) + 1e-300));
        assertThat(gaps.logVariance2(node)).isEqualTo(whole.logVariance2(node));
      }
    }
  }

  @Test
  void theyHaveNothingElse() {
    ForwardPropagation propagation =
        ForwardPropagation.of(NetworkSpec.parse("mlp:depth=3").network(Activations.parse("tanh")));
    ForwardTrace gaps =
        propagation.propagateGaps(InputPair.ofEqualLengths(1, Correlation.ORTHOGONAL));
    assertThatThrownBy(() -> gaps.slope(1)).hasMessageContaining("gaps alone");
    assertThatThrownBy(() -> gaps.errorBound(1)).hasMessageContaining("gaps alone");
    assertThatThrownBy(() -> BackwardPropagation.of(propagation).propagate(gaps))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gaps alone");
  }
}
