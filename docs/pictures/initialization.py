"""Draw exercises/initialization/depth.svg: how large activations are through fifty layers.

python docs/pictures/initialization.py
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

PATH = Path(__file__).parents[2] / "exercises" / "initialization" / "depth.svg"
WIDTH, HEIGHT, LEFT, TOP, GAP = 300, 210, 46, 30, 60  # pixels of a panel, margins, between panels
DEPTH, UNITS, SAMPLES = 50, 256, 64
DECADES = (-8, 8)  # of the mean square, in powers of ten
INK, FAINT = "#333", "#ddd"
STARTS = (  # name, variance of the weights times the number of inputs, color
    ("3 / n", 3.0, "#e4572e"),
    ("He: 2 / n", 2.0, "#4c78a8"),
    ("Xavier: 1 / n", 1.0, "#54a24b"),
    ("0.5 / n", 0.5, "#b279a2"),
)


def mean_squares(relu: bool, scale: float) -> np.ndarray:
    """Return the mean square of the activations of each layer of a random network."""
    rng = np.random.default_rng(0)
    a = rng.normal(size=(SAMPLES, UNITS))
    found = [(a * a).mean()]
    for _ in range(DEPTH):
        z = a @ rng.normal(size=(UNITS, UNITS)) * np.sqrt(scale / UNITS)
        a = np.maximum(z, 0) if relu else np.tanh(z)
        found.append((a * a).mean())
    return np.array(found)


def panel(left: int, title: str, relu: bool) -> list[str]:
    """Return axes and one curve per start; curves end where they leave the panel."""
    low, high = DECADES
    base = TOP + HEIGHT
    parts = [_text(left + WIDTH / 2, 16, title, INK, "title")]
    for decade in range(low, high + 1, 4):
        y = base - HEIGHT * (decade - low) / (high - low)
        parts.append(
            f'<line x1="{left}" y1="{y:g}" x2="{left + WIDTH}" y2="{y:g}" stroke="{FAINT}"/>'
        )
        parts.append(_text(left - 6, y + 4, f"1e{decade}", INK, "end"))
    parts += [
        _text(left + WIDTH * layer / DEPTH, base + 16, str(layer), INK, "tick")
        for layer in range(0, DEPTH + 1, 10)
    ]
    for row, (name, scale, color) in enumerate(STARTS):
        decades = np.log10(np.maximum(mean_squares(relu, scale), 1e-300))
        inside = (decades >= low) & (decades <= high)
        count = int(inside.argmin()) or len(inside)  # up to the first one outside
        points = " ".join(
            f"{left + WIDTH * layer / DEPTH:.1f},{base - HEIGHT * (d - low) / (high - low):.1f}"
            for layer, d in enumerate(decades[:count])
        )
        parts.append(f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2"/>')
        if relu:
            place = base - 74 + 15 * row
            parts.append(_text(left + WIDTH - 92, place + 4, name, color, "name"))
    return parts


def picture() -> str:
    """Return the SVG."""
    second = LEFT + WIDTH + GAP
    shapes = panel(LEFT, "ReLU", relu=True) + panel(second, "tanh", relu=False)
    width, height = second + WIDTH + 20, TOP + HEIGHT + 44
    shapes.append(_text(width / 2, height - 8, "layer", INK, "tick"))
    style = (
        "text { font-family: sans-serif; font-size: 11px } "
        ".title { font-size: 13px; text-anchor: middle } .tick { text-anchor: middle } "
        ".end { text-anchor: end }"
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
    ground = f'<rect width="{width}" height="{height}" fill="white"/>'
    return "\n".join([head, f"<style>{style}</style>", ground, *shapes, "</svg>", ""])


def _text(x: float, y: float, says: str, color: str, kind: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" fill="{color}" class="{kind}">{says}</text>'


if __name__ == "__main__":
    PATH.write_text(picture(), encoding="utf-8")
