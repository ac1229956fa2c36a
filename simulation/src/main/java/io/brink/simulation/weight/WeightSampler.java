package io.brink.simulation.weight;

import io.brink.network.WeightLaw;
import io.brink.simulation.random.RandomStream;
import java.util.function.Supplier;

/** Makes the weights of one network, for one thread. */
public final class WeightSampler {

  private final WeightSampling sampling;
  private final Arena arena;
  private final Factorisation factorisation;

  /**
   * A sampler.
   *
   * @param sampling how
   * @param arena where its arrays come from
   */
  public WeightSampler(WeightSampling sampling, Arena arena) {
    this.sampling = sampling;
    this.arena = arena;
    factorisation = new Factorisation(arena);
  }

  /**
   * A weight whose entries have variance weightVariance/fan-in.
   *
   * @param directions number of columns of the first product. A matrix with no more inputs than
   *     that is revealed entirely by it, and is drawn as a whole, which costs no more
   * @param streams gives the weight's stream at its beginning
   */
  public RandomWeight weight(
      WeightLaw law,
      int fanIn,
      int fanOut,
      double weightVariance,
      long directions,
      Supplier<RandomStream> streams) {
    boolean revealed = sampling == WeightSampling.EXACT && directions < fanIn;
    return switch (law) {
      case GAUSSIAN -> {
        double scale = Math.sqrt(weightVariance / fanIn);
        yield revealed
            ? new RevealedGaussian(fanIn, fanOut, scale, streams.get(), arena, factorisation)
            : new DrawnGaussian(fanIn, fanOut, scale, streams, sampling != WeightSampling.DRAWN);
      }
      case ORTHOGONAL -> {
        double scale = Math.sqrt(weightVariance * Math.max((double) fanOut / fanIn, 1));
        yield revealed
            ? new RevealedOrthogonal(fanIn, fanOut, scale, streams.get(), arena)
            : new DrawnOrthogonal(fanIn, fanOut, scale, streams.get());
      }
    };
  }

  /**
   * W x of a weight that is used this once: the figures that {@link #weight} gives, at less cost.
   *
   * @param x columns of length fan-in, not modified
   * @param out receives columns of length fan-out
   */
  public void applyOnce(
      WeightLaw law,
      int fanIn,
      int fanOut,
      double weightVariance,
      int k,
      double[][] x,
      double[][] out,
      Supplier<RandomStream> streams) {
    if (law == WeightLaw.GAUSSIAN && sampling == WeightSampling.EXACT && k < fanIn) {
      double scale = Math.sqrt(weightVariance / fanIn);
      RevealedGaussian.applyOnce(
          k, x, out, fanIn, fanOut, scale, streams.get(), arena, factorisation);
      return;
    }
    RandomWeight weight = weight(law, fanIn, fanOut, weightVariance, k, streams);
    weight.apply(k, x, out);
    weight.close();
  }
}
