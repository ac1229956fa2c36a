"""Reference figures of backward propagation: 12 blocks of a full residual tanh network, mpmath.

Two inputs of mean squares 1 and 1.5 and correlation 0.3 go through x = v tanh(w x + b) + a + x with
(sigma_w^2, sigma_b^2, sigma_v^2, sigma_a^2) = (1.69, 0.49, 1.5, 0.5). Gaussian expectations are
trapezoidal sums over z in [-14, 14], which converge geometrically for analytic integrands; the step
is halved until 26 digits agree.

Run: python3 tools/golden/backward.py > core/src/test/resources/golden/backward.csv
"""

from mpmath import mp, mpf, exp, sqrt, tanh, pi

mp.dps = 34
SW, SB, SV, SA = mpf("1.69"), mpf("0.49"), mpf("1.5"), mpf("0.5")
DEPTH = 12
REACH = mpf(14)


def grid(step):
    n = int(REACH / step)
    z = [k * step for k in range(-n, n + 1)]
    return [(x, step * exp(-x * x / 2) / sqrt(2 * pi)) for x in z]


def one(q, points):
    r = sqrt(q)
    v = d = mpf(0)
    for z, w in points:
        t = tanh(r * z)
        v += w * t * t
        d += w * (1 - t * t) ** 2
    return v, d


def two(q1, q2, c, points):
    r1, r2, s = sqrt(q1), sqrt(q2), sqrt(1 - c * c)
    w12 = d12 = mpf(0)
    for z, w in points:
        x = tanh(r1 * z)
        inner = inner_d = mpf(0)
        for y, u in points:
            t = tanh(r2 * (c * z + s * y))
            inner += u * t
            inner_d += u * (1 - t * t)
        w12 += w * x * inner
        d12 += w * (1 - x * x) * inner_d
    return w12, d12


def run(step1, step2):
    fine, coarse = grid(step1), grid(step2)
    p1, p2 = mpf(1), mpf("1.5")
    gamma = mpf("0.3") * sqrt(p1 * p2)
    layers = []
    for _ in range(DEPTH):
        q1, q2, lam = SW * p1 + SB, SW * p2 + SB, SW * gamma + SB
        v1, d1 = one(q1, fine)
        v2, d2 = one(q2, fine)
        w12, d12 = two(q1, q2, lam / sqrt(q1 * q2), coarse)
        layers.append((p1, p2, gamma, q1, q2, lam, v1, v2, w12, d1, d2, d12))
        p1, p2 = p1 + SV * v1 + SA, p2 + SV * v2 + SA
        gamma = gamma + SV * w12 + SA
    chi1 = chi2 = chi12 = mpf(1)
    ntk = [mpf(0)] * 3
    for p_1, p_2, g, q1, q2, lam, v1, v2, w12, d1, d2, d12 in reversed(layers):
        out = (SV * v1 + SA, SV * v2 + SA, SV * w12 + SA)
        hidden = (SV * d1 * chi1, SV * d2 * chi2, SV * d12 * chi12)
        for k, (chi, inner) in enumerate(zip((chi1, chi2, chi12), (q1, q2, lam))):
            ntk[k] += chi * out[k] + hidden[k] * inner
        chi1, chi2, chi12 = (c + SW * h for c, h in zip((chi1, chi2, chi12), hidden))
    return [p1, p2, gamma, chi1, chi2, chi12] + ntk


# The strip of analyticity narrows as pi/(2 sqrt(q)) with q up to about 40.
previous = run(mpf(1) / 64, mpf(1) / 16)
result = run(mpf(1) / 96, mpf(1) / 24)
names = "p1,p2,gamma,chi1,chi2,chi12,ntk11,ntk22,ntk12".split(",")
print("# mpmath: tools/golden/backward.py")
for name, value, before in zip(names, result, previous):
    import sys

    print(name, mp.nstr(abs(value - before) / abs(value), 3), file=sys.stderr)
    print(name + "," + mp.nstr(value, 25))
