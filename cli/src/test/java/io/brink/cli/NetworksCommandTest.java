package io.brink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.brink.network.Architecture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class NetworksCommandTest {

  @Test
  void listsEveryArchitecture() {
    String text = Invocation.of("networks").out();
    JsonNode networks = Invocation.json("networks", "--json").get("networks");
    assertThat(networks).hasSize(Architecture.all().size());
    for (Architecture architecture : Architecture.all()) {
      assertThat(text).contains("  " + architecture.name(), architecture.description());
    }
    assertThat(networks.at("/0/name").stringValue()).isEqualTo("mlp");
    assertThat(networks.at("/0/parameters/0").propertyNames())
        .containsExactlyInAnyOrder("name", "default", "allowed", "description");
  }

  @Test
  void explainsOneArchitecture() {
    assertThat(Invocation.of("networks", "resnet").out())
        .contains("shortcut", "one of 50, 101, 152, 200", "Example: resnet:depth=50,shortcut=0");
    JsonNode resnet = Invocation.json("networks", "resnet", "--json");
    assertThat(resnet.propertyNames())
        .containsExactlyInAnyOrder("name", "description", "parameters", "example");
  }
}
