"""Draw exercises/probability/distribution.svg: one distribution, three temperatures, one nucleus.

python docs/pictures/probability.py
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

LOGITS = np.array([2.0, 1.5, 1.0, 0.5, 0.0, -0.5])
MASS = 0.9
PATH = Path(__file__).parents[2] / "exercises" / "probability" / "distribution.svg"
PANEL, HEIGHT, BAR = 240, 180, 26  # pixels
INK, FAINT, KEPT, CROSSING, CUT = "#333", "#999", "#4c78a8", "#e4572e", "#d5d8dc"


def panel(temperature: float, left: int) -> list[str]:
    """Return the bars of one temperature, the running total above them and its nucleus in color."""
    weights = np.exp(LOGITS / temperature)
    probs = weights / weights.sum()
    masses = np.cumsum(probs)
    crossing = int(np.searchsorted(masses, MASS))
    base, end = HEIGHT + 30, left + PANEL - 40
    dashed = f'stroke="{CROSSING}" stroke-dasharray="4 3"'
    shapes = [
        f'<text x="{left + PANEL // 2 - 20}" y="18" class="title">T = {temperature:g}</text>',
        f'<line x1="{left}" y1="{base}" x2="{end}" y2="{base}" stroke="{INK}"/>',
    ]
    steps = [f"M {left} {base}"]
    for i, (p, mass) in enumerate(zip(probs, masses, strict=True)):
        x = left + 6 + i * (BAR + 6)
        top = base - HEIGHT * p
        color = KEPT if i < crossing else CROSSING if i == crossing else CUT
        shapes += [
            f'<rect x="{x}" y="{top:.1f}" width="{BAR}" height="{HEIGHT * p:.1f}" fill="{color}"/>',
            f'<text x="{x + BAR / 2:.0f}" y="{base + 14}" class="number">{p:.2f}</text>',
        ]
        steps.append(f"V {base - HEIGHT * mass:.1f} H {x + BAR + 3}")
    level = base - HEIGHT * MASS
    return [
        *shapes,
        f'<path d="{" ".join(steps)}" fill="none" stroke="{FAINT}"/>',
        f'<line x1="{left}" y1="{level:.1f}" x2="{end}" y2="{level:.1f}" {dashed}/>',
        f'<text x="{end + 4}" y="{level + 4:.1f}" class="level">p = {MASS}</text>',
    ]


def picture() -> str:
    """Return the SVG."""
    width, height = 3 * PANEL + 40, HEIGHT + 60
    shapes = [line for i, t in enumerate((0.5, 1.0, 2.0)) for line in panel(t, 20 + i * PANEL)]
    style = (
        "text { font-family: sans-serif; fill: #333 } .title { font-size: 14px } "
        ".number { font-size: 10px; text-anchor: middle } "
        f".level {{ font-size: 10px; fill: {CROSSING} }}"
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
    ground = f'<rect width="{width}" height="{height}" fill="white"/>'
    return "\n".join([head, f"<style>{style}</style>", ground, *shapes, "</svg>"]) + "\n"


if __name__ == "__main__":
    PATH.write_text(picture(), encoding="utf-8")
