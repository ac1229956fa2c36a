#!/usr/bin/env python3
"""Writes the speed table of README.md, and docs/speed.md with every figure, from a result of the benchmarks.

    ./brink-bench -rf json -rff speed.json        # all benchmarks, on an idle machine
    tools/readme/speed_table.py speed.json        # commands are timed here and now
    tools/readme/speed_table.py speed.json --no-processes --print

Every figure of the table is the worst of those that its row is about. A row is added in ROWS; one whose
benchmark is not in the file is left out, with a warning.
"""

import argparse
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BEGIN = "<!-- speed: written by tools/readme/speed_table.py -->"
END = "<!-- end of speed -->"
SECONDS = {"ns/op": 1e-9, "us/op": 1e-6, "ms/op": 1e-3, "s/op": 1.0}


class Results:
    def __init__(self, runs):
        self.figures = {}
        for run in runs:
            name = run["benchmark"].removeprefix("io.brink.bench.")
            params = tuple(sorted(run.get("params", {}).items()))
            metric = run["primaryMetric"]
            self.figures[name, params] = metric["score"] * SECONDS[metric["scoreUnit"]]

    def of(self, name, **patterns):
        """Figures, in seconds, of a benchmark whose parameters match."""
        found = {}
        for (benchmark, params), seconds in self.figures.items():
            values = dict(params)
            if re.fullmatch(name, benchmark) and all(
                re.fullmatch(pattern, values.get(key, "")) for key, pattern in patterns.items()
            ):
                found[benchmark, params] = seconds
        return found


def slowest(name, **patterns):
    def figure(results):
        found = results.of(name, **patterns)
        if not found:
            return None
        (_, params), seconds = max(found.items(), key=lambda item: item[1])
        which = " ".join(value for _, value in params) if len(found) > 1 else ""
        return seconds, which

    return figure


def least_gain(slow, fast, activations):
    def figure(results):
        gains = []
        for activation in activations:
            a = results.of(slow, activation=re.escape(activation))
            b = results.of(fast, activation=re.escape(activation))
            if a and b:
                gains.append((next(iter(a.values())) / next(iter(b.values())), activation))
        return min(gains) if gains else None

    return figure


SMOOTH = "(tanh|sigmoid|softplus|swish|gelu|gelu_tanh|mish|atan|asinh|bentid|erf) 1"
EXPONENTIAL = ["exp", "sigmoid", "softplus", "swish", "elu", "gelu_tanh", "gaussian", "mish"]

# what, goal in seconds or as a factor, figure from the results
ROWS = [
    ("Shaping solve, ResNet-50 without shortcuts, any smooth activation (TAT, DKS)", 5e-3, slowest(r"ShapingBenchmark\.(tat|dks)")),
    ("Correlation map, one evaluation", 100e-9, slowest(r"CorrelationMapBenchmark\.(gap|jet)")),
    ("Correlation map over arrays, each", 20e-9, slowest(r"CorrelationMapBenchmark\.gaps")),
    ("Compiling a correlation map, smooth activation", 5e-3, slowest(r"MapCompilationBenchmark\.compile", map=SMOOTH)),
    ("Compiling a correlation map, any activation", 50e-3, slowest(r"MapCompilationBenchmark\.compile", map=".* 1")),
    ("Compiling a correlation map, preactivation variance 100", 50e-3, slowest(r"MapCompilationBenchmark\.compile", map=".* 100")),
    ("Global map of 100,000 layers at one point", 20e-3, slowest(r"PropagationBenchmark\.(anotherCorrelation|anotherLength)", network="mlp.*")),
    ("The same for 100,000 residual blocks", 20e-3, slowest(r"PropagationBenchmark\.(anotherCorrelation|anotherLength)", network="frn.*")),
    ("Forward and backward, tanh residual network, 10,000 blocks", 0.2, slowest(r"BackwardBenchmark\.tanhResidual")),
    ("Forward and backward, ReLU residual network, 100,000 blocks", 0.1, slowest(r"BackwardBenchmark\.reluResidual")),
    ("NNGP and tangent kernel, 1,000 inputs, 20 layers", 0.5, slowest(r"BackwardBenchmark\.batchKernels")),
    ("Phase diagram of 300 × 250 cells, erf", 0.05, slowest(r"PhaseDiagramBenchmark\.diagram", activation="erf")),
    ("…, tanh", 0.5, slowest(r"PhaseDiagramBenchmark\.diagram", activation="tanh")),
    ("…, an expression", 2.0, slowest(r"PhaseDiagramBenchmark\.diagram", activation=r"x\*.*")),
    ("Density of the Jacobian's singular values, depth 100, 500 points", 0.2, slowest(r"SpectrumBenchmark\.density")),
    ("The same where no two layers are alike", 0.2, slowest(r"SpectrumBenchmark\.densityOfUnlikeLayers")),
    ("Shrinkage, gain and their bounds at every depth of 100,000 normalised layers", 0.5, slowest(r"DepthBenchmark\.shrinkage")),
    ("Smallest linear region for 100 layers, closed form", 0.1, slowest(r"DepthBenchmark\.hardTanhRegion")),
    ("…, by quadrature", 2.0, slowest(r"DepthBenchmark\.foldedRegion")),
    ("Scatter over networks of finite width at every node of 50 layers", 20e-3, slowest(r"FiniteWidthBenchmark\.predict")),
    ("Random network of width 1,000,000 and depth 100, forward", 5.0, slowest(r"SimulationBenchmark\.million")),
]
GAINS = [
    ("Arrays by SIMD against one by one, tanh", 3, least_gain(r"ActivationBenchmark\.pointwise", r"ActivationBenchmark\.array", ["tanh"])),
    ("…, erf", 3, least_gain(r"ActivationBenchmark\.pointwise", r"ActivationBenchmark\.array", ["erf"])),
    ("…, activations made of eˣ", 3, least_gain(r"ActivationBenchmark\.pointwise", r"ActivationBenchmark\.array", EXPONENTIAL)),
]
# commands, as whole processes
PROCESSES = [
    ("`brink shape resnet:depth=50,shortcut=0 --activation leaky_relu --method tat --eta 0.9`", 0.5),
    ("`brink shape resnet:depth=50,shortcut=0 --activation gelu --method dks --zeta 1.5`", 0.5),
    ("`brink check frn:depth=200,weight_variance=1.69,bias_variance=0.49,out_weight_variance=1.5,out_bias_variance=0.5 --activation tanh`", 1.0),
]


def text(seconds):
    for unit, size in (("s", 1), ("ms", 1e-3), ("µs", 1e-6), ("ns", 1e-9)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds:.2g} s"


def duration(command):
    words = command.strip("`").split()
    words[0] = str(ROOT / words[0])
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    times = []
    for _ in range(7):
        begin = time.perf_counter()
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def row(what, goal, measured, which, met):
    note = f" ({which})" if which else ""
    return f"| {what} | {goal} | {measured}{note}{'' if met else ', missed'} |"


def table(results, processes):
    lines = ["| what | goal | measured |", "|---|---|---|"]
    for what, goal, figure in ROWS:
        found = figure(results)
        if found is None:
            print(f"not in the results: {what}", file=sys.stderr)
            continue
        seconds, which = found
        lines.append(row(what, f"≤ {text(goal)}", text(seconds), which, seconds <= goal))
    for what, goal, figure in GAINS:
        found = figure(results)
        if found is None:
            print(f"not in the results: {what}", file=sys.stderr)
            continue
        gain, which = found
        lines.append(row(what, f"≥ {goal}×", f"{gain:.2g}×", which, gain >= goal))
    if processes:
        for command, goal in PROCESSES:
            seconds = duration(command)
            lines.append(row(f"{command}, whole process", f"≤ {text(goal)}", text(seconds), "", seconds <= goal))
    return lines


def machine(runs):
    model = "unknown processor"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    jdk = f"JDK {runs[0]['jdkVersion']}" if runs else platform.platform()
    return f"Worst case of each row in parentheses; {os.cpu_count()} cores of {model}, {jdk}."


def all_figures(runs):
    """Every benchmark with its parameters, score and error, by class."""
    classes = {}
    for run in runs:
        name, _, method = run["benchmark"].removeprefix("io.brink.bench.").rpartition(".")
        metric = run["primaryMetric"]
        error = metric["scoreError"]
        spread = f"{error:.2g}" if isinstance(error, (int, float)) and error == error else "–"
        parameters = ", ".join(f"{key} = {value}" for key, value in run.get("params", {}).items())
        unit = metric["scoreUnit"].replace("us/", "µs/").removesuffix("/op")
        classes.setdefault(name, []).append(
            f"| {method} | {parameters.replace('|', chr(92) + '|')} | {metric['score']:.4g} | {spread} | {unit} |"
        )
    lines = []
    for name, rows in sorted(classes.items()):
        lines += [f"### {name}", "", "| benchmark | parameters | time | ± 99.9 % | unit |", "|---|---|---|---|---|", *rows, ""]
    return lines


def page(block, runs):
    return "\n".join(
        [
            "# Speed",
            "",
            "Written by `tools/readme/speed_table.py` from a run of the [benchmarks](../bench/README.md); not to be edited.",
            "Goals are those in the benchmarks' Javadoc; times are averages for one operation.",
            "",
            "## Goals",
            "",
            block,
            "",
            "## Every benchmark",
            "",
            *all_figures(runs),
        ]
    ).rstrip() + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("results", type=Path, help="JSON written by ./brink-bench -rf json -rff FILE")
    parser.add_argument("--no-processes", action="store_true", help="do not time commands")
    parser.add_argument("--print", action="store_true", help="print the table instead of writing README.md and docs/speed.md")
    arguments = parser.parse_args()
    runs = json.loads(arguments.results.read_text())
    block = "\n".join(table(Results(runs), not arguments.no_processes) + ["", machine(runs)])
    if arguments.print:
        print(block)
        return
    readme = ROOT / "README.md"
    content = readme.read_text()
    begin = content.index(BEGIN) + len(BEGIN)
    end = content.index(END)
    readme.write_text(content[:begin] + "\n" + block + "\n" + content[end:])
    (ROOT / "docs" / "speed.md").write_text(page(block, runs))


if __name__ == "__main__":
    main()
