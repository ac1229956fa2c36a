#!/usr/bin/env python3
"""Laws of one nonlinear layer between orthogonal weights, with mpmath alone.

The squared singular values are t = phi'(sqrt(q) x)^2 for normal x. The mass above lambda is the
normal probability of {t > lambda}, whose ends are found by bisection between the signs of t - lambda
on a grid of 3000 points; the density of ln(lambda) is the central difference of that mass.

Usage: single_layer.py > core/src/test/resources/golden/single_layer.csv
"""
from mpmath import mp, mpf, exp, log, sqrt, cosh, cos, erf, erfc, pi, nstr

mp.dps = 40

SLOPES = {
    "tanh": lambda x: 1 / cosh(x) ** 2,
    "gelu": lambda x: (1 + erf(x / sqrt(mpf(2)))) / 2 + x * exp(-x * x / 2) / sqrt(2 * pi),
    "swish": lambda x: (1 + x / (1 + exp(x))) / (1 + exp(-x)),
    "sin": cos,
    "softplus": lambda x: 1 / (1 + exp(-x)),
    "x+0.3*sin(2*x)": lambda x: 1 + mpf("0.6") * cos(2 * x),
    "x^2": lambda x: 2 * x,
    "exp": exp,
    "sign(x)*abs(x)^0.9": lambda x: mpf("0.9") * abs(x) ** mpf("-0.1"),
}


def mass(slope, q, lam):
    root = sqrt(q)
    f = lambda x: abs(slope(root * x)) - sqrt(lam)
    n, reach = 3000, mpf(12)
    total = mpf(0)
    grid = [-reach + 2 * reach * (i + mpf("0.37")) / n for i in range(n)]
    values = [f(x) for x in grid]
    edges = []
    for i in range(n - 1):
        if (values[i] > 0) != (values[i + 1] > 0):
            a, b, fa = grid[i], grid[i + 1], values[i]
            for _ in range(110):
                c = (a + b) / 2
                if (f(c) > 0) == (fa > 0):
                    a = c
                else:
                    b = c
            edges.append((a + b) / 2)
    inside = values[0] > 0
    start = -mp.inf
    tail = lambda x: erfc(-x / sqrt(mpf(2))) / 2
    for e in edges:
        if inside:
            total += tail(e) - (tail(start) if start != -mp.inf else 0)
        start = e
        inside = not inside
    if inside:
        total += 1 - (tail(start) if start != -mp.inf else 0)
    return total


print("# activation,q,lambda,mass above,density of ln(lambda); made by tools/golden/single_layer.py")
for name, q, lams in [
    ("tanh", "0.5", ["0.01", "0.4", "0.99"]),
    ("tanh", "20", ["1e-30", "0.01", "0.9"]),
    ("gelu", "1", ["0.001", "0.25", "0.9", "1.2"]),
    ("gelu", "9", ["1e-3", "0.01", "1.1"]),
    ("swish", "2", ["0.003", "0.25", "1.05"]),
    ("sin", "4", ["0.001", "0.5", "0.999"]),
    ("softplus", "1", ["0.01", "0.25", "0.7"]),
    ("x+0.3*sin(2*x)", "1.5", ["0.17", "0.8", "2.5"]),
    ("x^2", "0.7", ["0.01", "0.5", "20"]),
    ("exp", "0.3", ["0.001", "1", "50"]),
    ("sign(x)*abs(x)^0.9", "1", ["0.7", "1", "1.5"]),
]:
    for lam in lams:
        slope = SLOPES[name]
        u = log(mpf(lam))
        h = mpf("1e-8")
        above = mass(slope, mpf(q), exp(u))
        density = (mass(slope, mpf(q), exp(u - h)) - mass(slope, mpf(q), exp(u + h))) / (2 * h)
        print(",".join([name, q, lam, nstr(above, 20), nstr(density, 15)]), flush=True)
