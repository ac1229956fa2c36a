"""Reference solutions of the conditions of TAT and DKS, with mpmath at 36 digits.

The four conditions are solved for the four parameters as they stand, by Newton iteration; expectations are trapezoidal sums of
step 1/4 over [-16, 16], whose error for these analytic integrands is below 1e-30. Usage: python3 shaping.py > shaping.json
"""
import json
from mpmath import mp, mpf, tanh, sech, exp, log, erf, sqrt, pi, matrix, lu_solve

mp.dps = 36
H = mpf(1) / 4
Z = [k * H for k in range(-64, 65)]
W = [H * exp(-z * z / 2) / sqrt(2 * pi) for z in Z]


def sigmoid(x):
    return 1 / (1 + exp(-x))


def density(x):
    return exp(-x * x / 2) / sqrt(2 * pi)


PHI = {
    "tanh": (tanh, lambda x: sech(x) ** 2, lambda x: -2 * tanh(x) * sech(x) ** 2),
    "softplus": (lambda x: log(1 + exp(x)), sigmoid, lambda x: sigmoid(x) * sigmoid(-x)),
    "gelu": (
        lambda x: x * (1 + erf(x / sqrt(2))) / 2,
        lambda x: (1 + erf(x / sqrt(2))) / 2 + x * density(x),
        lambda x: (2 - x * x) * density(x),
    ),
}

# activation, method, target of the network, depth, start (alpha, beta, gamma, delta)
CASES = [
    ("tanh", "tat", "0.3", 100, ("0.05764084", "0.5218107", "22.506946", "-0.47959549")),
    ("tanh", "dks", "1.5", 100, ("0.09043795", "0.5601067", "14.902526", "-0.50500438")),
    ("softplus", "tat", "0.3", 100, ("0.1491247", "0.5374256", "10.619039", "-0.99647335")),
    ("softplus", "dks", "1.5", 100, ("0.2280238", "0.4075096", "7.3032530", "-0.92371961")),
    ("gelu", "tat", "0.3", 100, ("0.05767167", "0.3270488", "23.051946", "-0.20495614")),
    ("gelu", "dks", "1.5", 100, ("0.08539133", "0.2590731", "16.678238", "-0.15872609")),
]


def residuals(name, method, target, depth, x):
    """The four conditions as they stand, at x = (alpha, beta, gamma, delta)."""
    a, b, g, d = x
    f, f1, f2 = PHI[name]
    q = qs = s = k = m = mpf(0)
    for z, w in zip(Z, W):
        u = a * z + b
        v, v1 = g * (f(u) + d), g * a * f1(u)
        q += w * v * v
        qs += w * v * v1 * z
        s += w * v1 * v1
        m += w * v
        if method == "tat":
            k += w * (g * a * a * f2(u)) ** 2
    if method == "tat":
        return matrix([q - 1, qs - 1, s - 1, depth * k - target])
    return matrix([q - 1, qs - 1, m, s**depth - target])


def solve(name, method, target, depth, x):
    """Newton iteration with a Jacobian by differences of step 1e-18; stops when the conditions hold to 1e-30."""
    for _ in range(20):
        r = residuals(name, method, target, depth, x)
        if max(abs(v) for v in r) < mpf(10) ** -30:
            return x
        h = mpf(10) ** -18
        jacobian = matrix(4, 4)
        for j in range(4):
            moved = x.copy()
            moved[j] += h
            column = (residuals(name, method, target, depth, moved) - r) / h
            for i in range(4):
                jacobian[i, j] = column[i]
        x = x - lu_solve(jacobian, r)
    raise ValueError((name, method, r))


out = []
for name, method, target, depth, start in CASES:
    root = solve(name, method, mpf(target), depth, matrix([mpf(x) for x in start]))
    out.append(
        {
            "activation": name,
            "method": method,
            "target": target,
            "depth": depth,
            "input_scale": mp.nstr(root[0], 25),
            "input_shift": mp.nstr(root[1], 25),
            "output_scale": mp.nstr(root[2], 25),
            "output_shift": mp.nstr(root[3], 25),
        }
    )
print(json.dumps(out, indent=1))
