"""Draw exercises/losses/curves.svg: what an error costs, and what a doubt costs.

python docs/pictures/losses.py
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

import numpy as np

PATH = Path(__file__).parents[2] / "exercises" / "losses" / "curves.svg"
WIDTH, HEIGHT, LEFT, TOP, GAP = 300, 200, 40, 26, 70  # pixels of a panel, margins, between panels
INK, FAINT = "#333", "#ccc"
COLORS = ("#4c78a8", "#54a24b", "#e4572e", "#9467bd")

Curve: TypeAlias = tuple[str, np.ndarray]


def panel(
    left: int, title: str, x: np.ndarray, ceiling: float, curves: list[Curve], key: int
) -> list[str]:
    """Return axes and curves of one panel; `key` is where its legend begins, in pixels."""
    low, high = float(x[0]), float(x[-1])
    base = TOP + HEIGHT
    shapes = [
        f'<text x="{left + WIDTH // 2}" y="16" class="title">{title}</text>',
        f'<line x1="{left}" y1="{base}" x2="{left + WIDTH}" y2="{base}" stroke="{INK}"/>',
    ]
    for tick in np.linspace(low, high, 5):
        at = left + WIDTH * (tick - low) / (high - low)
        shapes.append(f'<text x="{at:.0f}" y="{base + 14}" class="tick">{tick:g}</text>')
    for level in range(int(ceiling) + 1):
        y = base - HEIGHT * level / ceiling
        ends = f'x1="{left}" y1="{y:.1f}" x2="{left + WIDTH}" y2="{y:.1f}"'
        shapes.append(f'<line {ends} stroke="{FAINT}" stroke-width="0.5"/>')
        shapes.append(f'<text x="{left - 10}" y="{y + 3:.1f}" class="tick">{level}</text>')
    for i, ((name, y_values), color) in enumerate(zip(curves, COLORS, strict=False)):
        inside = y_values <= ceiling
        across = left + WIDTH * (x[inside] - low) / (high - low)
        up = base - HEIGHT * y_values[inside] / ceiling
        points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(across, up, strict=True))
        style = f'fill="none" stroke="{color}" stroke-width="1.6"'
        shapes.append(f'<polyline points="{points}" {style}/>')
        place = f'x="{left + key}" y="{TOP + 14 + 15 * i}" fill="{color}"'
        shapes.append(f'<text {place} class="name">{name}</text>')
    return shapes


def picture() -> str:
    """Return the SVG."""
    e = np.linspace(-3, 3, 241)
    size = np.abs(e)
    errors: list[Curve] = [
        ("MSE", e**2),
        ("MAE", size),
        ("Huber, delta = 1", np.where(size <= 1, e**2 / 2, size - 0.5)),
        ("log-cosh", np.log(np.cosh(e))),
    ]
    p = np.linspace(0, 1, 241)
    with np.errstate(divide="ignore"):
        surprise = -np.log(p)
    doubts = [(f"gamma = {gamma}", (1 - p) ** gamma * surprise) for gamma in (0, 1, 2, 5)]
    second = LEFT + WIDTH + GAP
    shapes = panel(LEFT, "e", e, 4.0, errors, 100) + panel(second, "p_t", p, 4.0, doubts, 190)
    width, height = second + WIDTH + 30, TOP + HEIGHT + 30
    style = (
        "text { font-family: sans-serif } .title { font-size: 13px; text-anchor: middle } "
        ".tick { font-size: 10px; text-anchor: middle } .name { font-size: 11px }"
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
    ground = f'<rect width="{width}" height="{height}" fill="white"/>'
    return "\n".join([head, f"<style>{style}</style>", ground, *shapes, "</svg>"]) + "\n"


if __name__ == "__main__":
    PATH.write_text(picture(), encoding="utf-8")
