"""Reference figures that need no quadrature in two dimensions; mpmath, 50 digits.

    python3 figures.py leaky   > leaky_map.json
    python3 figures.py hermite > hermite.json
    python3 figures.py eoc     > eoc.json
"""
import json
import sys
from mpmath import mp, mpf, acos, sqrt, pi, quad, tanh, erf, exp, log, sin, cos, linspace

mp.dps = 50


def text(x, digits=30):
    return mp.nstr(x, digits)


def leaky():
    """Normalised correlation map of leaky ReLU composed n times: C, its slope, and 1 - C."""
    out = []
    for a in ("0", "0.2", "0.5"):
        k = (1 - mpf(a)) ** 2 / (1 + mpf(a) ** 2) / pi
        for n in (1, 50, 1000):
            for c0 in ("-1", "-0.5", "0", "0.5", "0.99", "0.999999"):
                c, d = mpf(c0), mpf(1)
                for _ in range(n):
                    d = d * (1 - k * acos(c))
                    c = c + k * (sqrt(1 - c * c) - c * acos(c))
                out.append({"slope": a, "layers": n, "c": c0, "C": text(c), "dC": text(d), "gap": text(1 - c)})
    return out


def normal(z):
    return exp(-z * z / 2) / sqrt(2 * pi)


def expectation(f, kinks=()):
    points = sorted(set([mpf(-22), mpf(22)] + [mpf(x) / 4 for x in range(-32, 33)] + [mpf(k) for k in kinks]
                        + [mpf(-16), mpf(16), mpf(-12), mpf(12)]))
    return quad(lambda z: f(z) * normal(z), points)


def gelu(x):
    return x * (1 + erf(x / sqrt(mpf(2)))) / 2


ACTIVATIONS = {
    "tanh": tanh,
    "relu": lambda x: x if x > 0 else mpf(0),
    "gelu": gelu,
    "erf": erf,
    "softplus": lambda x: log(1 + exp(-abs(x))) + max(x, mpf(0)),
    "sign": lambda x: mpf(1) if x > 0 else mpf(-1),
}


def hermite():
    """a_k = E phi(sqrt(q) z) h_k(z), h_k normalised, and the linearisation error V - a_0^2 - a_1^2."""
    out = []
    for name, f in ACTIVATIONS.items():
        for q in ("1", "4"):
            r = sqrt(mpf(q))
            def h(k, z):
                p0, p1 = mpf(0), mpf(1)
                for j in range(k):
                    p0, p1 = p1, (z * p1 - sqrt(mpf(j)) * p0) / sqrt(mpf(j + 1))
                return p1
            a = [expectation(lambda z: f(r * z) * h(k, z)) for k in range(12)]
            v = expectation(lambda z: f(r * z) ** 2)
            out.append({"activation": name, "q": q, "coefficients": [text(x) if abs(x) > mpf("1e-35") else "0" for x in a],
                        "linearisation_error": text(v - a[0] ** 2 - a[1] ** 2)})
    return out


def eoc():
    """Edge of chaos at a given q: weight variance 1/E phi'^2, bias variance q - weight variance * V."""
    derivative = {
        "tanh": lambda x: 1 / mp.cosh(x) ** 2,
        "erf": lambda x: 2 / sqrt(pi) * exp(-x * x),
        "gelu": lambda x: (1 + erf(x / sqrt(mpf(2)))) / 2 + x * normal(x),
        "softplus": lambda x: 1 / (1 + exp(-x)),
    }
    out = []
    for name, d in derivative.items():
        for q in ("0.05", "0.2", "1", "5"):
            r = sqrt(mpf(q))
            m1 = expectation(lambda z: d(r * z) ** 2)
            m2 = expectation(lambda z: d(r * z) ** 4)
            v = expectation(lambda z: ACTIVATIONS[name](r * z) ** 2)
            out.append({"activation": name, "q": q, "weight_variance": text(1 / m1), "bias_variance": text(mpf(q) - v / m1),
                        "moment_ratio": text(m2 / m1 ** 2)})
    return out


json.dump({"leaky": leaky, "hermite": hermite, "eoc": eoc}[sys.argv[1]](), sys.stdout, indent=1)
