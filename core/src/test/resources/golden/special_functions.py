"""Reference values of special functions: python3 special_functions.py > special_functions.tsv (mpmath)."""
from mpmath import *

mp.dps = 400

SIGMOID = lambda x: 1 / (1 + exp(-x))
FUNCTIONS = {
    "exp": exp,
    "decay": lambda x: expm1(min(x, 0)),
    "tanh": tanh,
    "sech2": lambda x: sech(x) ** 2,
    "sigmoid": SIGMOID,
    "sigmoid1": lambda x: SIGMOID(x) * SIGMOID(-x),
    "sigmoid2": lambda x: -SIGMOID(x) * SIGMOID(-x) * tanh(x / 2),
    "softplus": lambda x: log1p(exp(x)),
    "erf": erf,
    "erfc": erfc,
    "erfcx": lambda x: exp(x * x) * erfc(x),
    "gaussian": lambda x: exp(-x * x),
    "cdf": lambda x: erfc(-x / sqrt(2)) / 2,
    "density": lambda x: exp(-x * x / 2) / sqrt(2 * pi),
    "sin": sin,
    "cos": cos,
    "asinh": asinh,
}
SIZES = [1e-300, 1e-20, 1e-8, 1e-3, 0.05, 0.2, 0.34657, 0.34658, 0.49999, 0.5, 0.7, 0.7853981, 0.78539817,
         0.9999, 1.0, 1.0001, 1.5, 1.5707963, 2.0, 2.75, 3.1415926, 4.0, 5.25, 6.5, 9.1, 13.7, 18.2, 20.0, 25.9, 26.0, 27.0,
         36.9, 37.5, 100.1, 345.6, 700.5]

print("# function x value: mpmath 1.2, 400 digits; made by special_functions.py")
for name, f in FUNCTIONS.items():
    for x in sorted([s for s in SIZES] + [-s for s in SIZES]):
        v = f(mpf(x))
        if abs(v) < mpf(10) ** 308:
            print("\t".join([name, repr(x), nstr(v, 25)]))
for x in ["0.01", "0.3", "0.5", "0.999", "1.001", "1.25", "1.5", "1.75", "1.999", "2.001", "2.4999", "2.5001", "3.7", "8.5", "11.9", "12.1", "50.0", "1000.0"]:
    print("\t".join(["logGamma", x, nstr(loggamma(mpf(float(x))), 25)]))
