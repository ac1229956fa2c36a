#!/usr/bin/env python3
"""Densities of squared singular values of Jacobians whose layers all differ in q, with mpmath.

Solves m for prod_l S_l(m) = z m/(1+m) by following |z| = lambda from the negative axis in double
precision (numpy), then by Newton's method at 30 digits. M_l(w) = E t/(w - t) is the tanh-sinh rule
in x on both sides of the zero of phi', over t = phi'(sqrt(q_l) x)^2, with ln t in place of t, so that
nothing leaves the range. Its error is
exp(-2 pi d/h), d the distance of a pole from the axis and h that of nodes: below 10^-14 at the
places below, no longer so where the steepest layer has ln |w| below -200.

Usage: unlike_spectrum.py > core/src/test/resources/golden/unlike_spectrum.csv
"""
import sys
import numpy as np
from mpmath import mp, mpf, mpc, pi, exp, log, sqrt, erfc, cosh, sinh, findroot

mp.dps = 30


def log_square(name, x):
    """ln phi'(x)^2."""
    if name == "gelu":
        slope = erfc(-x / sqrt(mpf(2))) / 2 + x * exp(-x * x / 2) / sqrt(2 * pi)
    return 2 * log(abs(slope))


ZERO = {
    "gelu": lambda: findroot(lambda x: erfc(-x / sqrt(mpf(2))) / 2 + x * exp(-x * x / 2) / sqrt(2 * pi), -0.75),
}


class Layer:
    def __init__(self, name, q, nodes):
        zero = ZERO[name]() / sqrt(q)
        self.tau = []
        self.p = []
        for end in (-mpf("10.5"), mpf("10.5")):
            # x = zero + (end - zero) e/(1 + e), e = exp(pi sinh s)
            low, high = mpf("-4.2"), mpf("3.3")
            h = (high - low) / nodes
            for i in range(nodes + 1):
                s = low + h * i
                e = exp(pi * sinh(s))
                fraction = e / (1 + e)
                offset = (end - zero) * fraction
                x = zero + offset
                self.tau.append(log_square(name, sqrt(q) * x))
                weight = h * abs(end - zero) * fraction / (1 + e) * pi * cosh(s)
                self.p.append(weight * exp(-x * x / 2) / sqrt(2 * pi))
        self.t64 = np.array([float(t) for t in self.tau])
        self.p64 = np.array([float(p) for p in self.p])
        self.mean = sum(p * exp(t) for p, t in zip(self.p, self.tau))

    def rest64(self, x):
        """1 + M and its derivative by x = ln w."""
        e = np.exp(np.clip(self.t64 - x.real, -700, 700) - 1j * x.imag)
        r = 1 / (1 - e)
        return np.sum(self.p64 * r), -np.sum(self.p64 * r * r * e)

    def rest(self, x):
        e = [exp(t - x) for t in self.tau]
        r = [1 / (1 - a) for a in e]
        s = sum(p * a for p, a in zip(self.p, r))
        # d/dx 1/(1 - e^{t-x}) = -e/(1 - e)^2
        d = -sum(p * a * a * b for p, a, b in zip(self.p, r, e))
        return s, d


def equations(layers, y, xs, law, variance, log_, high):
    """The value of ln z, its slope by y = ln(1 + 1/m), and corrections of the xs."""
    k = (exp(y) - 1) if high else (np.exp(y) - 1)
    dk = k + 1
    value = y + len(layers) * (log_(variance) if high else np.log(float(variance)))
    slope = 1
    if law == "gaussian":
        value += len(layers) * (y - log_(k))
        slope += len(layers) * (1 - dk / k)
    offsets, gains = [], []
    for layer, x in zip(layers, xs):
        s, d = layer.rest(x) if high else layer.rest64(x)
        here = log_(s / (s - 1))
        change = d / s - d / (s - 1)
        offsets.append((y - here) / change)
        gains.append(1 / change)
        value += x - y
        slope += gains[-1] - 1
    return value, slope, offsets, gains


def newton(layers, y, xs, target, law, variance, high, rounds):
    for _ in range(rounds):
        value, slope, offsets, gains = equations(layers, y, xs, law, variance, log if high else np.log, high)
        dy = (target - value - sum(offsets)) / slope
        dx = [o + g * dy for o, g in zip(offsets, gains)]
        size = max(abs(dy), max(abs(d) for d in dx))
        factor = min(1, 2 / float(size)) if size > 0 else 1
        y = y + factor * dy
        xs = [x + factor * d for x, d in zip(xs, dx)]
        if size < (1e-26 if high else 1e-12) * (1 + max(abs(x) for x in xs)):
            break
    return y, xs, slope, gains, float(size)


def real_start(layers, u, law, variance):
    """y and the xs at z = -e^u: by bisection of 1 + kappa < 0 and of each ln -w."""
    def inverse(layer, y):
        low, high = -1e5, 1e3
        for _ in range(50):
            mid = (low + high) / 2
            s = layer.rest64(complex(mid, np.pi))[0].real
            if np.log(s / (1 - s)) > y:
                high = mid
            else:
                low = mid
        return (low + high) / 2

    low, high = -60.0, 60.0
    for _ in range(45):
        y = (low + high) / 2
        xs = [inverse(layer, y) for layer in layers]
        value = y + len(layers) * np.log(float(variance)) + sum(x - y for x in xs)
        if law == "gaussian":
            value += len(layers) * (y - np.log1p(np.exp(y)))
        if value > u:
            high = y
        else:
            low = y
    return complex(y, np.pi), [complex(x, np.pi) for x in xs]


def solve(layers, u, law, variance):
    y, xs = real_start(layers, u, law, variance)
    angle, step = np.pi, np.pi / 40
    while angle > 0:
        goal = max(0.0, angle - step)
        if goal < 1e-3 * step:
            goal = 0.0
        value, slope, offsets, gains = equations(layers, y, xs, law, variance, np.log, False)
        dy = (complex(u, goal) - value) / slope
        new = newton(layers, y + dy, [x + g * dy for x, g in zip(xs, gains)], complex(u, goal), law, variance, False, 30)
        signs = [new[0].imag] + [x.imag for x in new[1]]
        if new[4] < 1e-9 * (1 + max(abs(x) for x in new[1])) and min(signs) > 0 and max(signs) < np.pi:
            y, xs, angle = new[0], new[1], goal
        else:
            step /= 2
            assert step > 1e-7, "lost"
    high = newton(layers, mpc(y), [mpc(x) for x in xs], mpc(u), law, variance, True, 40)
    signs = [high[0].imag] + [x.imag for x in high[1]]
    assert min(signs) > 0 and max(signs) < pi, "not the right branch"
    return -(1 / (exp(high[0]) - 1)).imag / pi


CASES = [
    ("gelu", "1", "2", 6, "gaussian", ["-100", "0"]),
    ("gelu", "1", "2", 6, "orthogonal", ["-30", "1"]),
]


def main():
    nodes = int(sys.argv[1]) if len(sys.argv) > 1 else 20000
    print("# activation,q of the first layer,factor of q from layer to layer,depth,law,ln lambda,density of ln lambda;")
    print("# weight variance 1/E t of the first layer; made by tools/golden/unlike_spectrum.py")
    for name, q, factor, depth, law, places in CASES:
        layers = [Layer(name, mpf(q) * mpf(factor) ** i, nodes) for i in range(depth)]
        variance = 1 / layers[0].mean
        for u in places:
            print(f"{name},{q},{factor},{depth},{law},{u},{mp.nstr(solve(layers, float(u), law, variance), 20)}", flush=True)


main()
