package io.brink.shaping;

import io.brink.activation.Activation;

/**
 * One solution of the conditions of a shaping method.
 *
 * @param parameters the parameters of the shaped activation
 * @param activation the shaped activation, ready for use
 * @param weightVariance σ_w² of every affine layer and convolution: 1 for TAT and DKS
 * @param biasVariance σ_b² of every affine layer and convolution: 0 for TAT and DKS
 * @param preactivationVariance the fixed q: 1 for TAT and DKS, q* at the edge of chaos
 * @param kernelError the error of the kernel predicted at finite width; smaller is better
 * @param residual largest absolute residual of the conditions as the solver sees them
 */
public record ShapingSolution(
    ActivationParameters parameters,
    Activation activation,
    double weightVariance,
    double biasVariance,
    double preactivationVariance,
    KernelError kernelError,
    double residual) {}
