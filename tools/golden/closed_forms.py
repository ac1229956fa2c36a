"""Arguments are the doubles that the printed figures round to.

Reference figures of pairs for activations with closed forms: mpmath, from definitions in which Brink does not
compute (integrals over the angle, arcsines at 60 digits). Writes closed_forms.json."""

import json
from mpmath import mp, mpf, quad, cos, sin, pi, asin, sqrt, gamma, exp, sinh, cosh, acos

mp.dps = 60  # 130 for the elementary ones
out = []


def put(name, q1, q2, theta, w, gap):
    out.append(dict(activation=name, q1=q1, q2=q2, angle=theta, K=mp.nstr(w, 25),
                    gap=None if gap is None else mp.nstr(gap, 25)))


def power(alpha, theta):
    """E x+^alpha y+^alpha, unit variances: polar coordinates, theory of Cho and Saul."""
    a = mpf(float(alpha))
    c = 2 ** (a - 1) * gamma(a + mpf(1) / 2) / sqrt(pi)
    t = mpf(float(theta))
    top = quad(lambda s: (sin(s) * sin(pi - t - s)) ** a, [0, (pi - t) / 2, pi - t])
    bottom = quad(lambda s: sin(s) ** (2 * a), [0, pi / 2, pi])
    return c * top / bottom, c


for alpha in ["0.3", "0.5", "0.7", "1", "1.2", "1.5", "2", "2.5", "3.3"]:
    for theta in ["1e-6", "1e-3", "0.1", "0.8", "1.5", "1.6", "2.5", "3.1"]:
        w, c = power(alpha, theta)
        put("alpha_relu(%s)" % alpha, "1", "1", theta, w, c - w)

mp.dps = 130
for q1, q2 in [("1e-6", "1e-6"), ("0.3", "0.3"), ("7", "7"), ("1e4", "1e4"), ("0.2", "5"), ("1e4", "3")]:
    for theta in ["1e-20", "1e-6", "0.01", "0.8", "1.5", "1.6", "2.5", "3.14"]:
        a, b, t = mpf(float(q1)), mpf(float(q2)), mpf(float(theta))
        r, c = sqrt(a * b), cos(t)
        same = q1 == q2

        def both(name, f):
            put(name, q1, q2, theta, f(c), f(mpf(1)) - f(c) if same else None)

        both("erf", lambda x: 2 / pi * asin(2 * r * x / sqrt((1 + 2 * a) * (1 + 2 * b))))
        both("sin", lambda x: exp(-(a + b) / 2) * sinh(r * x))
        both("cos", lambda x: exp(-(a + b) / 2) * cosh(r * x))
        both("gaussian", lambda x: 1 / sqrt((1 + 2 * a) * (1 + 2 * b) - 4 * a * b * x * x))
        if a < 50 and b < 50:
            both("exp", lambda x: exp((a + b) / 2 + r * x))
        both("square", lambda x: a * b * (1 + 2 * x * x))
        both("monomial(3)", lambda x: (a * b) ** mpf("1.5") * (9 * x + 6 * x ** 3))
        both("hermite(2)", lambda x: ((a - 1) * (b - 1) + 2 * a * b * x * x) / 2)
        both("relu", lambda x: r / (2 * pi) * (sqrt(1 - x * x) + (pi - acos(x)) * x))
        both("abs", lambda x: 2 * r / pi * (sqrt(1 - x * x) + (pi / 2 - acos(x)) * x))
        both("sign", lambda x: 1 - 2 * acos(x) / pi)
        both("step", lambda x: mpf(1) / 2 - acos(x) / (2 * pi))

json.dump(out, open("closed_forms.json", "w"), indent=0)
