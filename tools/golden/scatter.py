#!/usr/bin/env python3
"""Writes scatter.json: raw moments E phi(x)^j phi(y)^k, j + k <= 4, of jointly Gaussian x, y.

Smooth activations by the trapezoidal rule in the plane with 30 digits, at two steps that agree; the
rectifier from the integral over the polar angle.

    python3 tools/golden/scatter.py > core/src/test/resources/golden/scatter.json
"""
import json

from mpmath import cos, erf, exp, gamma, mp, mpf, pi, quad, sqrt, tanh

mp.dps = 30

ORDERS = [(j, d - j) for d in range(1, 5) for j in range(d, -1, -1)]


def trapezoid(phi, q1, q2, c, step, reach):
    side = int(reach / step)
    density = [exp(-(i * step) ** 2 / 2) * step / sqrt(2 * pi) for i in range(side + 1)]
    rest = sqrt(1 - c * c)
    sums = {order: mpf(0) for order in ORDERS}
    for i in range(-side, side + 1):
        f = phi(sqrt(q1) * i * step)
        for j in range(-side, side + 1):
            g = phi(sqrt(q2) * (c * i + rest * j) * step)
            w = density[abs(i)] * density[abs(j)]
            for a, b in ORDERS:
                sums[a, b] += w * f**a * g**b
    return sums


def rectifier(q1, q2, c):
    theta = mp.acos(c)
    sums = {}
    for a, b in ORDERS:
        n = a + b
        radial = 2 ** (mpf(n) / 2) * gamma(mpf(n) / 2 + 1) / (2 * pi)
        low = theta - pi / 2 if b else -pi / 2
        high = pi / 2 if a else theta + pi / 2
        angular = quad(lambda t: cos(t) ** a * cos(t - theta) ** b, [low, (low + high) / 2, high])
        sums[a, b] = radial * angular * sqrt(q1) ** a * sqrt(q2) ** b
    return sums


def rows(name, points, moments):
    result = []
    for q1, q2, c in points:
        m = moments(mpf(q1), mpf(q2), mpf(c))
        row = {"q1": q1, "q2": q2, "c": c}
        row.update({f"E{a}{b}": mp.nstr(m[a, b], 20) for a, b in ORDERS})
        result.append(row)
    return result


def smooth(phi, steps, reach):
    def moments(q1, q2, c):
        fine, coarse = (trapezoid(phi, q1, q2, c, mpf(s), reach) for s in steps)
        for order in ORDERS:
            scale = max(abs(fine[order]), mpf(10) ** -3)
            assert abs(fine[order] - coarse[order]) < mpf(10) ** -17 * scale, (order, fine[order])
        return fine

    return moments


print(
    json.dumps(
        {
            "tanh": rows(
                "tanh",
                [("0.2", "0.2", "0.9"), ("1", "2", "-0.5")],
                smooth(tanh, ("0.1", "0.125"), 11),
            ),
            "gelu": rows(
                "gelu",
                [("1", "1", "0.5"), ("0.5", "1.5", "0.95")],
                smooth(lambda x: x * (1 + erf(x / sqrt(2))) / 2, ("0.125", "0.15"), 12),
            ),
            "relu": rows("relu", [("1", "1", "0.9"), ("1", "3", "-0.7")], rectifier),
        },
        indent=1,
    )
)
