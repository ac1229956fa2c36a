#!/usr/bin/env python3
"""Draws the README's picture from what Brink prints; run at the root of the repository:

    python3 tools/readme/c_map.py > docs/images/c-map.svg
"""
import json
import subprocess

WIDTH, HEIGHT, LEFT, TOP, SIDE, GAP = 860, 430, 64, 44, 330, 92
PANELS = (
    ("leaky_relu", ["--method", "tat", "--eta", "0.9"], "ReLU-like: leaky_relu, TAT η = 0.9"),
    ("softplus", ["--method", "tat", "--tau", "0.3"], "smooth: softplus, TAT τ = 0.3"),
)
BEFORE, AFTER, GREY = "#d55e00", "#0072b2", "#8a8f98"


def shape(activation, options):
    command = ["./brink", "shape", "resnet:depth=50,shortcut=0", "--activation", activation, *options, "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["map"]


def x(panel, c):
    return LEFT + panel * (SIDE + GAP) + (c + 1) / 2 * SIDE


def y(c):
    return TOP + (1 - c) / 2 * SIDE


def curve(panel, points, colour):
    path = " ".join(f"{'L' if i else 'M'}{x(panel, c):.1f} {y(v):.1f}" for i, (c, v) in enumerate(points))
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2.6" stroke-linejoin="round"/>'


def text(px, py, words, extra=""):
    return f'<text x="{px:.1f}" y="{py:.1f}" {extra}>{words}</text>'


out = [
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13">',
    "<title>Correlation maps of a 50-layer ResNet without shortcuts, before and after shaping</title>",
    f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
]
for panel, (activation, options, title) in enumerate(PANELS):
    rows = shape(activation, options)
    out.append(text(x(panel, 0), TOP - 16, title, 'text-anchor="middle" fill="#20242b" font-weight="600"'))
    for tick in (-1, -0.5, 0, 0.5, 1):
        out.append(f'<path d="M{x(panel, tick):.1f} {y(-1)}V{y(1)}M{x(panel, -1):.1f} {y(tick):.1f}H{x(panel, 1):.1f}" stroke="#e4e7eb"/>')
        out.append(text(x(panel, tick), y(-1) + 18, f"{tick:g}", f'text-anchor="middle" fill="{GREY}"'))
        out.append(text(x(panel, -1) - 8, y(tick) + 4, f"{tick:g}", f'text-anchor="end" fill="{GREY}"'))
    out.append(f'<path d="M{x(panel, -1):.1f} {y(-1)}L{x(panel, 1):.1f} {y(1)}" stroke="{GREY}" stroke-dasharray="5 4"/>')
    before = [(r["c"], r["original"]) for r in rows]
    after = [(r["c"], r["shaped"]) for r in rows]
    out.append(curve(panel, before, BEFORE))
    out.append(curve(panel, after, AFTER))
    for row, (words, colour) in enumerate((("before: inputs become alike", BEFORE), ("after", AFTER))):
        level = y(-0.72) + 22 * row
        out.append(f'<path d="M{x(panel, -0.3):.1f} {level - 4:.1f}h22" stroke="{colour}" stroke-width="2.6"/>')
        out.append(text(x(panel, -0.3) + 28, level, words, 'fill="#20242b"'))
    out.append(text(x(panel, 0), y(-1) + 38, "correlation c of two inputs", 'text-anchor="middle" fill="#20242b"'))
out.append(
    text(0, 0, "correlation of the two outputs, C_f(c)",
         f'text-anchor="middle" fill="#20242b" transform="translate(18 {TOP + SIDE / 2}) rotate(-90)"'))
out.append("</svg>")
print("\n".join(out))
