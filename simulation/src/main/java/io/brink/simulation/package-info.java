/**
 * Simulation: random networks of finite width against the theory of infinite width.
 *
 * <p>A {@link io.brink.simulation.Simulation} sends the same inputs through many random networks,
 * forward and, if asked, gradients back, and gathers for each node and network: the mean square q
 * of every input's tensor, the gap 1 − c and the distance of every pair, the mean squared gradient
 * with respect to the tensor, to one weight and to one bias, and the largest singular values of the
 * Jacobian. {@link io.brink.simulation.Summary} makes a mean, a deviation, quantiles and standard
 * errors of a sample; {@link io.brink.simulation.TheoryComparison} holds them against propagation
 * at infinite width and its scatter of first order in 1/N, and says whether theory holds.
 *
 * <h2>How it is done without matrices</h2>
 *
 * {@code io.brink.simulation.weight} draws products of random matrices in place of the matrices,
 * exactly in distribution; {@code io.brink.simulation.sample} is one such network. A forward pass
 * of a pair through a layer of width N costs 2N random numbers and as many activations. To work
 * with one network oneself (many pairs through a fixed network, gradient descent on inputs,
 * singular values), start at {@link io.brink.simulation.sample.RandomNetwork}, whose package has an
 * example; {@link io.brink.simulation.Ensemble} runs any work on many networks over all cores.
 *
 * <h2>Reproducibility</h2>
 *
 * All random numbers are named by (seed, network, node, what for), see {@code
 * io.brink.simulation.random}, and each network is simulated by one thread: the same seed gives the
 * same figures for any number of threads, on machines of equal instruction set to the bit. (Random
 * numbers are the same on all machines; sums and activations are those of the SIMD provider, which
 * agree to rounding.)
 *
 * <h2>Tests</h2>
 *
 * The exact sampler is held against networks whose matrices are drawn, by two-sample tests of means
 * and variances of a dozen statistics; against finite differences; and against theory. Tests with
 * deliberately wrong samplers show that they would fail: a weight variance off by 1 %, a backward
 * pass through fresh weights, Gaussian weights in place of orthogonal ones.
 */
package io.brink.simulation;
