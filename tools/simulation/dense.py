#!/usr/bin/env python3
"""Times what `brink simulate` replaces: a pair of inputs through random tanh networks whose weight
matrices are drawn and multiplied, in NumPy.

    python3 tools/simulation/dense.py [--width 1000] [--depth 20] [--networks 4] [--float32]

Prints the seconds for each network and layer, and q and c at the last layer with their standard
errors, to be compared with

    ./brink simulate mlp:depth=20,inputs=WIDTH,weight_variance=1.5 --activation tanh --width WIDTH
"""

import argparse
import time

import numpy as np


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--width", type=int, default=1000)
    parser.add_argument("--depth", type=int, default=20)
    parser.add_argument("--networks", type=int, default=4)
    parser.add_argument("--weight-variance", type=float, default=1.5)
    parser.add_argument("--c", type=float, default=0.5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--float32", action="store_true")
    arguments = parser.parse_args()

    kind = np.float32 if arguments.float32 else np.float64
    n = arguments.width
    random = np.random.default_rng(arguments.seed)
    figures = []
    start = time.perf_counter()
    for _ in range(arguments.networks):
        frame, _ = np.linalg.qr(random.standard_normal((n, 2)))
        c = arguments.c
        x = np.sqrt(n) * frame @ np.array([[1, c], [0, np.sqrt(1 - c * c)]])
        x = x.astype(kind)
        for _ in range(arguments.depth):
            weights = random.standard_normal((n, n), dtype=kind)
            h = np.sqrt(arguments.weight_variance / n).astype(kind) * (weights @ x)
            x = np.tanh(h)
        gram = h.T @ h / n
        figures.append((gram[0, 0], gram[0, 1] / np.sqrt(gram[0, 0] * gram[1, 1])))
    seconds = time.perf_counter() - start

    figures = np.array(figures)
    mean = figures.mean(axis=0)
    error = figures.std(axis=0, ddof=1) / np.sqrt(len(figures))
    print(f"{seconds:.3f} s, {seconds / arguments.networks / arguments.depth:.5f} s a layer")
    print(f"q {mean[0]:.5f} +- {error[0]:.5f}   c {mean[1]:.5f} +- {error[1]:.5f}")


if __name__ == "__main__":
    main()
