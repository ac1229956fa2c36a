#!/usr/bin/env python3
"""Reference figures of forward propagation through tanh networks, as CSV on standard output.

The recurrences of Yang & Schoenholz 2017 and of plain and layer-normalised networks, iterated in 80-bit
floating point (numpy longdouble, 64-bit mantissa). The two-dimensional Gaussian integrals are double
trapezoidal sums in the rotated variables, which converge geometrically for an analytic integrand; the
step follows the poles of tanh. A gap is summed as 1/2 E(tanh x - tanh y)^2 with
tanh x - tanh y = sinh(x - y)/(cosh x cosh y). Derivatives in the input correlation follow from Price's
theorem and the chain rule. Nothing of this uses the library under test.
"""
import numpy as np

L = np.longdouble


def grid(q):
    """Nodes and normalised weights: e^(-2 pi d / h) < 1e-21 with d the distance to the poles of tanh."""
    h = min(L(1) / 16, L(np.pi) / (2 * np.sqrt(q)) / 8)
    n = int(np.ceil(L(10) / h))
    nodes = np.arange(-n, n + 1).astype(L) * h
    weights = np.exp(-nodes * nodes / 2)
    return nodes, weights / weights.sum()


def variance(q):
    nodes, weights = grid(q)
    return (weights * np.tanh(np.sqrt(q) * nodes) ** 2).sum()


def pair(q1, q2, gap):
    """(gap of the normalised outputs, d c'/d c, d2 c'/d c2, V1, V2) of tanh."""
    nodes, weights = grid(max(q1, q2))
    z1, z2 = np.meshgrid(nodes, nodes, indexing="ij")
    w2 = np.outer(weights, weights)
    s, c = np.sqrt(gap / 2), np.sqrt(1 - gap / 2)
    x = np.sqrt(q1) * (c * z1 + s * z2)
    y = np.sqrt(q2) * (c * z1 - s * z2)
    tx, ty = np.tanh(x), np.tanh(y)
    v1, v2 = variance(q1), variance(q2)
    norm = np.sqrt(v1 * v2)
    if q1 == q2:
        d = np.sinh(2 * np.sqrt(q1) * s * z2) / (np.cosh(x) * np.cosh(y))
        out = (w2 * d * d).sum() / (2 * v1)
    else:
        out = 1 - (w2 * tx * ty).sum() / norm
    dx, dy = 1 - tx * tx, 1 - ty * ty
    slope = np.sqrt(q1 * q2) * (w2 * dx * dy).sum() / norm
    curvature = q1 * q2 * (w2 * 4 * tx * dx * ty * dy).sum() / norm
    return out, slope, curvature, v1, v2


def activation(state):
    q1, q2, gap, d1, d2 = state
    out, s, k, v1, v2 = pair(q1, q2, gap)
    return v1, v2, out, s * d1, k * d1 * d1 + s * d2


def affine(state, w, b):
    return combine([(L(w), state), (L(b), (L(1), L(1), L(0), L(0), L(0)))])


def combine(terms):
    """Sum of independent centred tensors with the given squared weights."""
    p1 = sum(w * t[0] for w, t in terms)
    p2 = sum(w * t[1] for w, t in terms)
    norm = np.sqrt(p1 * p2)
    gap = sum(
        w * ((np.sqrt(t[0] / p1) - np.sqrt(t[1] / p2)) ** 2 / 2 + np.sqrt(t[0] * t[1]) / norm * t[2])
        for w, t in terms)
    d1 = sum(w * np.sqrt(t[0] * t[1]) / norm * t[3] for w, t in terms)
    d2 = sum(w * np.sqrt(t[0] * t[1]) / norm * t[4] for w, t in terms)
    return p1, p2, gap, d1, d2


def plain(x):
    for _ in range(20):
        x = affine(activation(affine(x, "1.7", "0.09")), "1", "0")
    return x


def full(x):
    for _ in range(20):
        h = activation(affine(x, "1.69", "0.49"))
        x = combine([(L(1), x), (L(1), affine(h, "0.9", "0.3"))])
    return x


def reduced(x):
    for _ in range(15):
        x = combine([(L(1), x), (L(1), activation(affine(x, "0.64", "0.25")))])
    return x


def normalised(x):
    for _ in range(15):
        h = affine(x, "1.5", "0.1")
        x = activation((L(1), L(1)) + h[2:])
    return x


if __name__ == "__main__":
    print("network,variance1,variance2,input_gap,out_variance1,out_variance2,out_gap,out_slope,out_curvature")
    for net in (plain, full, reduced, normalised):
        for q1, q2, gap in (("2", "2", "1e-12"), ("2", "2", "0.2"), ("2", "2", "1"), ("2", "2", "1.8"),
                            ("0.5", "2", "0.7"), ("0.5", "2", "1e-3")):
            out = net((L(q1), L(q2), L(gap), L(1), L(0)))
            print(",".join([net.__name__, q1, q2, gap] + [np.format_float_scientific(v, precision=19) for v in out]))
