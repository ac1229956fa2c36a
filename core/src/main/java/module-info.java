/**
 * Mean-field theory of deep networks.
 *
 * <p>The packages follow the theory: {@link io.brink.activation}, {@link io.brink.expectation},
 * {@link io.brink.kernel}, {@link io.brink.network}, {@link io.brink.propagation}, {@link
 * io.brink.shaping}. The vector module is used where the JVM was started with {@code --add-modules
 * jdk.incubator.vector}.
 */
module io.brink.core {
  requires static jdk.incubator.vector;

  exports io.brink.activation;
  exports io.brink.asymptotics;
  exports io.brink.expectation;
  exports io.brink.kernel;
  exports io.brink.network;
  exports io.brink.network.region;
  exports io.brink.network.weights;
  exports io.brink.phase;
  exports io.brink.propagation;
  exports io.brink.shaping;
  exports io.brink.verdict;
}
