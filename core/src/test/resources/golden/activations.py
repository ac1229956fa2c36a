"""Reference values of the built-in activations: python3 activations.py > activations.tsv (mpmath)."""
from mpmath import *

mp.dps = 500
half = mpf(1) / 2


def clip(x, low, high):
    return max(low, min(high, x))


def odd(tail, a):
    return lambda x: x if abs(x) <= a else sign(x) * tail(abs(x))


def sigmoid(x):
    return 1 / (1 + exp(-x))


def phi(x):
    return erfc(-x / sqrt(2)) / 2


def he(n):
    def value(x):
        previous, current = mpf(0), mpf(1)
        for k in range(n):
            previous, current = current, x * current - k * previous
        return current / sqrt(factorial(n))
    return value


def elu(alpha, scale=mpf(1), width=mpf(1)):
    return lambda x: scale * (x if x > 0 else alpha * expm1(x / width))


D = lambda s: mpf(float(s))
FUNCTIONS = {
    "identity": lambda x: x,
    "relu": lambda x: max(x, 0),
    "leaky_relu(0.1)": lambda x: x if x > 0 else D(0.1) * x,
    "abs": abs,
    "alpha_relu(0.8)": lambda x: x ** D(0.8) if x > 0 else mpf(0),
    "alpha_relu(2.5)": lambda x: x ** D(2.5) if x > 0 else mpf(0),
    "tempered_relu(0.8, 0.1)": lambda x: (x + D(0.1)) ** D(0.8) - D(0.1) ** D(0.8) if x > 0 else mpf(0),
    "erf": erf,
    "tanh": tanh,
    "sigmoid": sigmoid,
    "softplus": lambda x: log1p(exp(x)),
    "elu": elu(mpf(1)),
    "elu(0.5)": elu(half),
    "selu": elu(D(1.6732632423543772848), D(1.0507009873554804935)),
    "celu(1.5)": elu(mpf(3) / 2, mpf(1), mpf(3) / 2),
    "swish": lambda x: x * sigmoid(x),
    "swish(1.702)": lambda x: x * sigmoid(D(1.702) * x),
    "gelu": lambda x: x * phi(x),
    "gelu_tanh": lambda x: x * sigmoid(2 * sqrt(2 / pi) * (x + mpf("0.044715") * x ** 3)),
    "mish": lambda x: x * tanh(log1p(exp(x))),
    "softsign": lambda x: x / (1 + abs(x)),
    "atan": atan,
    "asinh": asinh,
    "bentid": lambda x: (sqrt(x * x + 1) - 1) / 2 + x,
    "sin": sin,
    "cos": cos,
    "exp": exp,
    "gaussian": lambda x: exp(-x * x),
    "square": lambda x: x * x,
    "monomial(3)": lambda x: x ** 3,
    "monomial(7)": lambda x: x ** 7,
    "hermite(1)": he(1),
    "hermite(5)": he(5),
    "step": lambda x: mpf(x >= 0),
    "sign": sign,
    "hard_tanh": lambda x: clip(x, -1, 1),
    "hard_sigmoid": lambda x: clip(x / 6 + half, 0, 1),
    "hard_swish": lambda x: x * clip(x + 3, 0, 6) / 6,
    "relu6": lambda x: clip(x, 0, 6),
    "shtanh(0.5, 2)": lambda x: clip(2 * x, -1, 1),
    "ssine": odd(lambda x: cos(x - 1), 1),
    "ssine(0.25)": odd(lambda x: mpf("0.25") - 1 + cos(x - mpf("0.25")), mpf("0.25")),
    "sexp": odd(lambda x: exp(1 - x), 1),
    "sexp(0.75)": odd(lambda x: mpf("0.75") - 1 + exp(mpf("0.75") - x), mpf("0.75")),
    "ssaw(1.25)": odd(lambda x: max(mpf("2.5") - x, 0), mpf("1.25")),
}
SIZES = [1e-8, 1e-3, 0.1, 0.3, 0.49, 0.51, 0.7, 0.99, 1.01, 1.4, 1.7, 2.3, 2.9, 3.6, 5.5, 7.9, 12.3, 19.7, 30.0]

print("# activation x value derivative secondDerivative: mpmath 1.2, 500 digits; made by activations.py")
for name, f in FUNCTIONS.items():
    for x in sorted([s for s in SIZES] + [-s for s in SIZES]):
        p = mpf(x)
        row = [f(p), diff(f, p), diff(f, p, 2)]
        print("\t".join([name, repr(x)] + [nstr(v, 25) for v in row]))
