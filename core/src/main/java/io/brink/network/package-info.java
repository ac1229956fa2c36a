/**
 * Networks as data: a numbered list of nodes that every analysis reads in order.
 *
 * <p>A {@link io.brink.network.Network} is a topologically ordered list of {@link
 * io.brink.network.Node}s; each has one {@link io.brink.network.Operation} and reads earlier nodes
 * by index. One node is the input, the last is the output, and every node contributes to it.
 * Sharing a tensor is reading the same index twice, so nothing is ever duplicated, and an analysis
 * is one loop over the list with one exhaustive {@code switch} over the operation; no analysis
 * recurses, so depth costs no stack.
 *
 * <p>Networks come from
 *
 * <ul>
 *   <li>{@link io.brink.network.NetworkBuilder}, node by node, with {@link io.brink.network.Block}s
 *       as the composition vocabulary (serial, repeat, residual, sum);
 *   <li>{@link io.brink.network.NetworkSpec}, a built-in {@link io.brink.network.Architecture} by a
 *       short text, {@code resnet:depth=50,shortcut=0};
 *   <li>{@link io.brink.network.NetworkDescription}, any network as a YAML or JSON document.
 * </ul>
 *
 * <p>{@link io.brink.network.Network#mapActivations} replaces activations, which is what shaping
 * does to a network; {@code io.brink.network.region} finds its chains, sums and subnetworks; {@code
 * io.brink.network.weights} evaluates and rewrites networks whose weights are in hand.
 *
 * <p><b>Parameterisation.</b> {@code weightVariance} is σ_w² where the entries of W have variance
 * σ_w²/fan-in, {@code biasVariance} is σ_b², always variances. The default is that of TAT and DKS,
 * σ_w² = 1 and σ_b² = 0, where an affine layer maps a mean square of 1 to 1 and all scale sits in
 * the activation. A normalised sum Σ w_i x_i has Σ w_i² = 1 and keeps variances of independent
 * zero-mean inputs (TAT, section 2).
 *
 * <p><b>Depth.</b> What {@code depth} counts follows the field's use for each family: the nonlinear
 * layers of {@code mlp} and {@code lnmlp}, the residual blocks of {@code lnrn}, {@code rrn} and
 * {@code frn}, the weight layers on the longest path of {@code resnet} and {@code wrn}. A vanilla
 * ResNet of depth L has L − 1 nonlinear layers and, for its C map, is an {@code mlp} of depth L −
 * 1.
 *
 * <p><b>Shapes.</b> A {@link io.brink.network.Shape} is that of one input's tensor: a vector, or an
 * image of channels × height × columns. They are inferred as nodes are added, and every fault is a
 * {@link io.brink.network.NetworkException} that names the node.
 */
package io.brink.network;
