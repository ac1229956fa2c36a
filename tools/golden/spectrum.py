#!/usr/bin/env python3
"""Densities of squared singular values of Jacobians, with mpmath alone.

Solves the S-transform equation S_{JJ^T}(m) = prod S_{D^2}(m) S_{WW^T}(m) in the variables m and w,
M_{D^2}(w) = m, by following |z| = lambda from the negative axis, with adaptive quadrature of
M_{D^2}(w) = E t/(w - t), t = phi'(sqrt(q) x)^2. Prints the density of ln(lambda), -Im m/pi, and the
mass above lambda by quadrature of that density (not by a closed form).

Usage: spectrum.py > core/src/test/resources/golden/spectrum.csv
"""
import sys
from mpmath import mp, mpf, mpc, pi, exp, log, sqrt, quad, findroot, tanh, erf, cosh, inf, sin

mp.dps = 34
TRACE = False

SLOPES = {
    # phi'^2, breakpoints in units of the argument
    "tanh": (lambda x: 1 / cosh(x) ** 4, []),
    "erf": (lambda x: (4 / pi) * exp(-2 * x * x), []),
    "elu": (lambda x: exp(2 * x) if x < 0 else mpf(1), [0]),
    "softplus": (lambda x: 1 / (1 + exp(-x)) ** 2, []),
    "leaky_relu(0.1)": (lambda x: mpf(1) if x > 0 else mpf("0.1") ** 2, [0]),
}


def expectation(f, slope, q):
    t, breaks = SLOPES[slope]
    root = sqrt(q)
    edges = sorted(set([-12, -8, -6, -4, -3, -2, -1, 0, 1, 2, 3, 4, 6, 8, 12] + [b / root for b in breaks]))
    if slope in ("tanh", "erf"):  # even
        edges = [e for e in edges if e >= 0]
        return 2 * quad(lambda x: f(t(root * x)) * exp(-x * x / 2), edges) / sqrt(2 * pi)
    return quad(lambda x: f(t(root * x)) * exp(-x * x / 2), edges) / sqrt(2 * pi)


def leaky(w, a2):
    return (1 / (w - 1) + a2 / (w - a2)) / 2


def moment_function(slope, q, w):
    if slope.startswith("leaky"):
        return leaky(w, mpf("0.1") ** 2)
    return expectation(lambda t: t / (w - t), slope, q)


def start_on_negative_axis(slope, q, variance, law, depth, lam):
    """w < 0 at z = -lambda, where all is real and ln|z| grows with |w|: by bisection."""
    mp.dps = 16
    low, high = mpf(-60), mpf(60)
    while high - low > mpf("1e-10"):
        x = (low + high) / 2
        w = -exp(x)
        m = moment_function(slope, q, w)
        ratio = log(-(1 + m) / m)
        value = ratio + depth * (x - ratio + log(variance))
        if law == "gaussian":
            value += depth * log(1 + m)
        if value > log(lam):
            high = x
        else:
            low = x
    return mpc(-exp(x), 0)


def solve(slope, q, variance, law, depth, lam):
    """m and w at z = lambda + i0."""
    steps = 30
    guess = None
    before = None
    for k in range(steps + 1):
        angle = pi * (1 - mpf(k) / steps)
        target = mpc(log(lam), angle)

        def equations(w):
            m = moment_function(slope, q, w)
            value = log((1 + m) / m) + depth * (log(w) - log((1 + m) / m) + log(variance))
            if law == "gaussian":
                value += depth * log(1 + m)
            return value - target

        if guess is None:
            guess = start_on_negative_axis(slope, q, variance, law, depth, lam)
            continue
        mp.dps = 16 if k < steps else 34
        tolerance = 1e-22 if k < steps else mpf(10) ** -58
        if before is not None and 1 < k:
            start = guess * guess / before
        else:
            start = guess
        try:
            root = findroot(equations, (start, start * (1 + mpf("1e-3"))), solver="secant", tol=tolerance, maxsteps=60)
        except ValueError:
            root = findroot(equations, (start, start * (1 + mpc(0, "1e-2")), start * (1 - mpf("1e-2"))), solver="muller", tol=tolerance, maxsteps=80)
        before, guess = guess, root
        if TRACE: print(k, mp.nstr(angle,5), mp.nstr(root,8), mp.nstr(moment_function(slope,q,root),8), file=sys.stderr)
    mp.dps = 34
    m = moment_function(slope, q, guess)
    return m, guess


CASES = [
    ("tanh", "0.5", "gaussian", 3, ["0.01", "0.5", "3", "8"]),
    ("tanh", "0.5", "orthogonal", 10, ["0.001", "0.3", "1.5", "8"]),
    ("tanh", "0.05", "orthogonal", 100, ["0.05", "0.7", "1.5", "4"]),
    ("erf", "0.3", "gaussian", 100, ["1e-20", "0.1", "20", "300"]),
    ("erf", "0.3", "orthogonal", 2, ["0.3", "0.9", "1.5"]),
    ("elu", "1", "orthogonal", 5, ["0.01", "0.4", "2"]),
    ("elu", "1", "gaussian", 1, ["0.01", "0.5", "3"]),
    ("softplus", "0.7", "gaussian", 20, ["1e-5", "1", "30"]),
    ("leaky_relu(0.1)", "1", "orthogonal", 8, ["1e-6", "0.1", "3"]),
    ("leaky_relu(0.1)", "1", "gaussian", 1000, ["1e-100", "1", "2000"]),
]


def main():
    print("# activation,q,law,depth,lambda,density of ln(lambda); weight variance 1/E t; made by tools/golden/spectrum.py")
    for slope, q, law, depth, places in CASES:
        q = mpf(q)
        if slope.startswith("leaky"):
            mean = (1 + mpf("0.1") ** 2) / 2
        else:
            mean = expectation(lambda t: t, slope, q)
        for lam in places:
            m, w = solve(slope, q, 1 / mean, law, depth, mpf(lam))
            # the certificate of the right branch
            assert m.imag < 0 and w.imag > 0, (slope, law, depth, lam, m, w)
            print(f"{slope},{mp.nstr(q, 6)},{law},{depth},{lam},{mp.nstr(-m.imag / pi, 25)}", flush=True)


main()
