"""Reference figures of the bounds of depth and of linear regions: python3 bounds.py > bounds.json (mpmath, 40 digits)."""
import json
from mpmath import *

mp.dps = 40


def text(x):
    return nstr(x, 25)


def root(f, low, high):
    """Of a monotone function, by bisection."""
    sign = f(low) > 0
    for _ in range(int(3.4 * mp.dps) + 20):
        mid = (low + high) / 2
        if (f(mid) > 0) == sign:
            low = mid
        else:
            high = mid
    return (low + high) / 2


def lambert():
    points = ["-0.3678", "-0.36", "-0.3", "-0.2500001", "-0.2499999", "-0.1", "-1e-9", "1e-300", "1e-12", "0.03", "0.2", "0.9999999",
              "1.0000001", "2.7", "10", "1e5", "1e100", "1e300"]
    return [{"x": p, "w": text(lambertw(mpf(float(p))).real)} for p in points]


def exponential():
    points = ["-1000", "-600", "-30", "-1.0000001", "-0.9999999", "0", "1.9999999", "2.0000001", "50", "5000", "1e12"]
    return [{"t": p, "w": text(lambertw(exp(mpf(p))).real)} for p in points]


def region(y):
    r = sqrt(2 / pi)
    d = sqrt(lambertw(2 / pi / y ** 2).real)
    beta = r * exp(-d * d / 2) * (d + 2 / d)
    lam = sqrt(lambertw(2 / pi / beta ** 2).real)
    lower = exp(root(lambda t: (r * exp(-exp(2 * t) / 2 - t) - erfc(exp(t) / sqrt(2))) / erf(exp(t) / sqrt(2)) - y, log(lam), log(lam) + 12))
    upper = exp(root(lambda t: log(r * exp(t - exp(2 * t) / 2) + erfc(exp(t) / sqrt(2))) - log(y) - 2 * t, log(lam), log(lam) + 12))
    return lower, upper, lam


def regions():
    rows = []
    for y in ["1e-100", "1e-20", "1e-6", "0.001", "0.1", "1", "30", "1e6"]:
        lower, upper, lam = region(mpf(y))
        rows.append({"y": y, "lower": text(lower), "upper": text(upper), "lambda": text(lam),
                     "spread": text(erfc(lower / sqrt(2)) / erf(lower / sqrt(2))), "correlation": text(mpf(y) * upper ** 2)})
    return rows


def tail(name, a):
    if name == "shtanh":
        return (lambda t: a), (lambda t: mpf(0)), []
    if name == "ssine":
        return (lambda t: a - 1 + cos(t)), (lambda t: -sin(t)), []
    if name == "sexp":
        return (lambda t: a - 1 + exp(-t)), (lambda t: -exp(-t)), []
    if name == "ssaw":
        return (lambda t: a - t if t < a else mpf(0)), (lambda t: mpf(-1) if t < a else mpf(0)), [a]
    if name == "linear_region(tanh, %s, -1)":
        return (lambda t: a - tanh(t)), (lambda t: -sech(t) ** 2), []


def critical(name, a, b):
    f, g, kinks = tail(name, a)
    density = lambda z: exp(-z * z / 2) / sqrt(2 * pi)

    def outside(q, h):
        s = sqrt(q)
        ends = [a / s] + [(a + k) / s for k in kinks] + [a / s + j for j in (1, 2, 4, 7, 11, 16)]
        return 2 * quad(lambda z: h(s * z, s * z - a) * density(z), sorted(ends))

    def solve(q):
        d0 = outside(q, lambda x, t: x * x - f(t) ** 2)
        d1 = outside(q, lambda x, t: 1 - g(t) ** 2)
        return (d0 - q * d1) / (1 - d1), d1

    lower, upper, _ = region(b / a ** 2)
    t = root(lambda t: log(solve(exp(t))[0]) - log(b), 2 * log(a / upper) - mpf("1e-6"), 2 * log(a / lower) + mpf("1e-6"))
    q = exp(t)
    _, d1 = solve(q)
    d2 = outside(q, lambda x, t: (1 - g(t) ** 2) ** 2)
    mean = 1 - outside(q, lambda x, t: 1 - g(t))
    mu1 = 1 - d1
    return {"activation": name, "a": text(a), "bias_variance": text(b), "q": text(q), "weight_variance": text(1 / mu1),
            "spread": text((d2 - d1 ** 2) / mu1 ** 2), "slope_at_zero": text(mean ** 2 / mu1)}


def criticals():
    mp.dps = 30
    rows = []
    for name in ["shtanh", "ssine", "sexp", "ssaw", "linear_region(tanh, %s, -1)"]:
        for a, b in [("1", "0.1"), ("3", "0.05"), ("8", "0.5")]:
            rows.append(critical(name, mpf(a), mpf(b)))
    mp.dps = 40
    return rows


def erf_c(c):
    return 2 / pi * asin(2 * c / 3)


def relu_c(c):
    return (sqrt(1 - c * c) + (pi - acos(c)) * c) / (2 * pi)


def excess(complement):
    t = root(lambda s: complement(s) + s - 1, mpf(0), mpf("0.5"))
    return 1 / t - 2


def shrinkage():
    rows = []
    ratio = 2 / pi * (2 / sqrt(mpf(5)) - atan(2 / sqrt(mpf(5))))
    for name, c, b in [("erf", erf_c, text(ratio)), ("erf", erf_c, "0.05"), ("erf", erf_c, "0.3"), ("relu", relu_c, "0"), ("relu", relu_c, "0.01")]:
        beta = mpf(float(b))
        p = lambda rho: (beta + c(rho)) / (beta + c(mpf(1)))
        rho = mpf(0)
        gaps = [mpf(1)]
        total = mpf(0)
        row = {"activation": name, "bias_variance": repr(float(b))}
        for l in range(1, 41):
            r, after = rho, p(rho)
            e = excess(lambda s: (1 - p(1 - (1 - r) * s)) / (1 - after))
            total += e
            if l == 1:
                row["first_excess"] = text(e)
            rho = after
            if l in (1, 10, 40):
                row["gap%d" % l] = text(1 - rho)
        row["excess_sum"] = text(total)

        def whole(s):
            x = 1 - s
            for _ in range(40):
                x = p(x)
            return (1 - x) / (1 - rho)
        row["excess_whole"] = text(excess(whole))
        m = mpf(-1)
        for _ in range(3):
            m = p(m)
        row["widest3"] = text(1 - m)
        rows.append(row)
    return rows


print(json.dumps({"lambert": lambert(), "exponential": exponential(), "regions": regions(), "criticals": criticals(), "shrinkage": shrinkage()}, indent=1))
