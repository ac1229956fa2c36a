#!/usr/bin/env python3
"""Singular values of random networks drawn by NumPy, against the law that `brink spectrum` gives.

Shares no code with Brink: weights, network, Jacobian and singular values are NumPy's. Prints, for each
network drawn, the largest distance between the two distribution functions (Kolmogorov-Smirnov), the mean
squared singular value and the largest singular value, beside those of the law.

    tools/simulation/spectrum.py --depth 5 --weight-variance 1.5 --bias-variance 0.05 --activation tanh
    tools/simulation/spectrum.py --depth 4 --weight-variance 2 --activation relu --weights gaussian --width 1000
"""
import argparse
import json
import pathlib
import subprocess

import numpy as np

ACTIVATIONS = {
    "identity": (lambda h: h, np.ones_like),
    "relu": (lambda h: np.maximum(h, 0), lambda h: (h > 0) * 1.0),
    "tanh": (np.tanh, lambda h: 1 - np.tanh(h) ** 2),
    "hard_tanh": (lambda h: np.clip(h, -1, 1), lambda h: (np.abs(h) < 1) * 1.0),
}


def law(arguments):
    network = (
        f"mlp:depth={arguments.depth},weight_variance={arguments.weight_variance},"
        f"bias_variance={arguments.bias_variance},weights={arguments.weights}"
    )
    brink = pathlib.Path(__file__).resolve().parents[2] / "brink"
    command = [brink, "spectrum", network, "--activation", arguments.activation, "--points", "1000", "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def weights(arguments, random):
    size = arguments.width
    gaussian = random.normal(size=(size, size))
    if arguments.weights == "gaussian":
        return gaussian * np.sqrt(arguments.weight_variance / size)
    q, r = np.linalg.qr(gaussian)
    return q * np.sign(np.diag(r)) * np.sqrt(arguments.weight_variance)


def singular_values(arguments, random):
    activation, slope = ACTIVATIONS[arguments.activation]
    x = random.normal(size=arguments.width)
    x *= np.sqrt(arguments.width) / np.linalg.norm(x)
    jacobian = np.eye(arguments.width)
    for _ in range(arguments.depth):
        w = weights(arguments, random)
        h = w @ x + random.normal(size=arguments.width) * np.sqrt(arguments.bias_variance)
        jacobian = slope(h)[:, None] * (w @ jacobian)
        x = activation(h)
    s = np.sort(np.linalg.svd(jacobian, compute_uv=False))
    s[s < 1e-13 * s[-1]] = 0
    return s


def distance(s, theory):
    """Largest difference of the distribution functions above the smallest point of the density."""
    points = np.array([p["singular_value"] for p in theory["density"]])
    below = 1 - np.array([p["above"] for p in theory["density"]])
    steps = np.arange(len(s) + 1) / len(s)
    at = np.interp(s, points, below, left=np.nan, right=1)
    return np.nanmax(np.maximum(np.abs(at - steps[1:]), np.abs(at - steps[:-1])))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--depth", type=int, default=5)
    parser.add_argument("--width", type=int, default=1000)
    parser.add_argument("--networks", type=int, default=3)
    parser.add_argument("--weight-variance", type=float, default=1.5)
    parser.add_argument("--bias-variance", type=float, default=0.0)
    parser.add_argument("--weights", choices=("gaussian", "orthogonal"), default="gaussian")
    parser.add_argument("--activation", choices=sorted(ACTIVATIONS), default="tanh")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    theory = law(arguments)
    random = np.random.default_rng(arguments.seed)
    print(f"{'':8}  distance  mean of s^2  largest s")
    print(f"{'law':8}  {'':8}  {theory['mean']:11.5f}  {theory['largest']:9.5f}")
    for k in range(arguments.networks):
        s = singular_values(arguments, random)
        print(f"{k + 1:8}  {distance(s, theory):8.5f}  {np.mean(s**2):11.5f}  {s[-1]:9.5f}")


if __name__ == "__main__":
    main()
