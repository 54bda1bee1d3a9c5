"""Draw exercises/neurons/bends.svg: four activations, and XOR cut out by two lines.

python docs/pictures/neurons.py
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PATH = Path(__file__).parents[2] / "exercises" / "neurons" / "bends.svg"
INK, FAINT, BAND, ONE, ZERO = "#333", "#bbb", "#e3eefb", "#4c78a8", "#fff"
SIZE, LEFT, TOP, SCALE = 220, 40, 30, 32  # pixels; SCALE per unit of the curves
CURVES: tuple[tuple[str, str, Callable[[float], float]], ...] = (
    ("sigmoid", "#e4572e", lambda x: 1 / (1 + math.exp(-x))),
    ("tanh", "#54a24b", math.tanh),
    ("relu", "#4c78a8", lambda x: max(0.0, x)),
    ("gelu", "#b279a2", lambda x: x * (1 + math.erf(x / math.sqrt(2))) / 2),
)


def picture() -> str:
    """Return the picture: curves on the left, the square of XOR on the right."""
    style = f'font-family="sans-serif" font-size="12" fill="{INK}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 660 290" {style}>'
    return "\n".join([head, *_curves(), *_xor(385), "</svg>", ""])


def _curves() -> list[str]:
    middle, zero = LEFT + SIZE / 2, TOP + SIZE / 2
    parts = [
        _line(LEFT, zero, LEFT + SIZE, zero, FAINT),
        _line(middle, TOP, middle, TOP + SIZE, FAINT),
    ]
    for row, (name, color, f) in enumerate(CURVES):
        xs = [k / 10 for k in range(-34, 35)]
        points = " ".join(
            f"{middle + SCALE * x:.1f},{zero - SCALE * f(x):.1f}" for x in xs if f(x) < 3.4
        )
        parts.append(f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2"/>')
        parts.append(_text(LEFT + SIZE + 12, TOP + 20 + 18 * row, name, color))
    return parts


def _xor(left: int) -> list[str]:
    """Corners of the unit square; between the two lines lies what XOR accepts."""

    def at(x: float, y: float) -> tuple[float, float]:
        return left + 70 + 120 * x, TOP + 170 - 120 * y

    edge = [at(*p) for p in ((-0.4, 0.9), (0.9, -0.4), (1.4, 0.1), (0.1, 1.4))]
    band = " ".join(f"{x:g},{y:g}" for x, y in edge)
    parts = [f'<polygon points="{band}" fill="{BAND}"/>']
    parts += [_line(*edge[0], *edge[1], INK), _line(*edge[3], *edge[2], INK)]
    for corner in ((0, 0), (0, 1), (1, 0), (1, 1)):
        x, y = at(*corner)
        fill = ONE if sum(corner) == 1 else ZERO
        parts.append(f'<circle cx="{x:g}" cy="{y:g}" r="8" fill="{fill}" stroke="{INK}"/>')
        parts.append(_text(x - 18, y + 24, f"{corner}", INK))
    parts.append(_text(left, TOP + 246, "XOR: above the one line and below the other", INK))
    return parts


def _line(x1: float, y1: float, x2: float, y2: float, color: str) -> str:
    return f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{color}"/>'


def _text(x: float, y: float, says: str, color: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" fill="{color}">{says}</text>'


if __name__ == "__main__":
    PATH.write_text(picture(), encoding="utf-8")
