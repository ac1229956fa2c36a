package io.brink.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.brink.activation.Activations;
import io.brink.network.Network;
import io.brink.network.NetworkDescription;
import io.brink.network.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in {@code docs/network-file.md} is a network. */
class NetworkFileExampleTest {

  @Test
  void theExampleInTheGuideIsANetwork(@TempDir Path folder) throws IOException {
    String guide = Files.readString(Path.of("..", "docs", "network-file.md"));
    String fence = "```yaml\n";
    int start = guide.indexOf(fence) + fence.length();
    Path file = folder.resolve("example.yaml");
    Files.writeString(file, guide.substring(start, guide.indexOf("```", start)));
    Network network =
        NetworkDescription.parse(DocumentReader.read(file).content(), Activations.parse("gelu"));
    assertThat(network.input().shape()).isEqualTo(new Shape.Image(3, 32, 32));
    assertThat(network.output().name()).isEqualTo("readout");
    assertThat(network.statistics().nonlinearLayers()).isEqualTo(3 * 2 + 3);
    assertThat(network.statistics().depth()).isEqualTo(3 * 2 + 3);
    assertThat(NetworkDescription.parse(NetworkDescription.of(network), null)).isEqualTo(network);
  }
}
