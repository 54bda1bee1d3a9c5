"""Draw exercises/backprop/blame.svg: blame going back along two neurons, and how differences err.

python docs/pictures/backprop.py
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

PATH = Path(__file__).parents[2] / "exercises" / "backprop" / "blame.svg"
INK, FAINT, FORTH, BACK = "#333", "#ddd", "#4c78a8", "#e4572e"
TIMES = "&#215;"
LEFT, TOP, SIZE = 410, 40, 220  # pixels: the right panel
DECADES = 13  # of steps and of errors, from 1 down

Curve: TypeAlias = tuple[str, str, list[tuple[float, float]]]


def picture() -> str:
    """Return the picture: a chain with its numbers on the left, errors of differences right."""
    style = f'font-family="sans-serif" font-size="12" fill="{INK}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 310" {style}>'
    ground = '<rect width="760" height="310" fill="white"/>'
    return "\n".join([head, ground, *_chain(), *_errors(), "</svg>", ""])


def _chain() -> list[str]:
    """Two neurons, w = 0.5 and 0.8, x = 1, target 1: values on the left, slopes on the right."""

    def sigmoid(z: float) -> float:
        return 1 / (1 + math.exp(-z))

    z1 = 0.5
    a1 = sigmoid(z1)
    z2 = 0.8 * a1
    a2 = sigmoid(z2)
    by_a2 = a2 - 1
    by_z2 = by_a2 * a2 * (1 - a2)
    by_a1 = by_z2 * 0.8
    by_z1 = by_a1 * a1 * (1 - a1)
    rows = [
        ("x", 1.0, by_z1 * 0.5, "", f"{TIMES} w1"),
        ("z1 = w1 x", z1, by_z1, f"dw1 = blame {TIMES} x", f"{TIMES} a1 (1 - a1)"),
        ("a1", a1, by_a1, "", f"{TIMES} w2"),
        ("z2 = w2 a1", z2, by_z2, f"dw2 = blame {TIMES} a1", f"{TIMES} a2 (1 - a2)"),
        ("a2", a2, by_a2, "", "a2 - 1"),
        ("loss", by_a2**2 / 2, 1.0, "", ""),
    ]
    parts = [
        _text(112, 24, "forward", FORTH, "middle"),
        _text(222, 24, "back: the blame", BACK, "middle"),
    ]
    for k, (name, x, slope, reads_off, factor) in enumerate(rows):
        y = TOP + 14 + 46 * k
        parts.append(f'<circle cx="167" cy="{y}" r="5" fill="{INK}"/>')
        parts.append(_text(12, y + 4, name, INK))
        parts.append(_text(145, y + 4, f"{x:.4f}", FORTH, "end"))
        parts.append(_text(190, y + 4, f"{slope:.4f}", BACK))
        parts.append(_text(246, y + 4, reads_off, INK))
        if factor:
            parts += _arrow(163, y + 8, y + 38, FORTH) + _arrow(171, y + 38, y + 8, BACK)
            parts.append(_text(190, y + 27, factor, BACK))
    return parts


def _errors() -> list[str]:
    """Errors of differences of x**3 + 1 / x at 1.3 for steps from 1/4 down to 1e-12."""

    def error(h: float, number: type[np.floating[Any]], *, central: bool) -> tuple[float, float]:
        def f(x: Any) -> Any:
            return x * x * x + 1 / x  # no library function: the same bits everywhere

        x, step = number(1.3), number(h)
        below, width = (x - step, 2 * step) if central else (x, step)
        slope = 3 * 1.3 * 1.3 - 1 / (1.3 * 1.3)
        return h, abs(float((f(x + step) - f(below)) / width) - slope)

    steps = [1.1 * 2.0**-k for k in range(2, 41)]
    forward = [error(h, np.float64, central=False) for h in steps]
    central = [error(h, np.float64, central=True) for h in steps]
    single = [error(h, np.float32, central=True) for h in steps[:20]]
    curves: list[Curve] = [
        ("forward", "#4c78a8", forward),
        ("central", "#54a24b", central),
        ("central in float32", "#b279a2", single),
    ]
    parts = [_text(LEFT + SIZE / 2, 24, "error of a slope, by step h", INK, "middle")]
    for power in range(0, DECADES + 1, 3):
        across = LEFT + SIZE * (1 - power / DECADES)
        down = TOP + SIZE * power / DECADES
        parts.append(_line(across, TOP, across, TOP + SIZE, FAINT))
        parts.append(_line(LEFT, down, LEFT + SIZE, down, FAINT))
        label = "1" if power == 0 else f"1e-{power}"
        parts.append(_text(across, TOP + SIZE + 16, label, INK, "middle"))
        parts.append(_text(LEFT - 6, down + 4, label, INK, "end"))
    for row, (name, color, points) in enumerate(curves):
        line = " ".join(
            f"{LEFT + SIZE * (1 + math.log10(h) / DECADES):.1f},"
            f"{TOP - SIZE * math.log10(max(error, 1e-13)) / DECADES:.1f}"
            for h, error in points
        )
        parts.append(f'<polyline points="{line}" fill="none" stroke="{color}" stroke-width="1.8"/>')
        parts.append(_text(LEFT + SIZE + 10, TOP + 14 + 18 * row, name, color))
    return parts


def _arrow(x: float, start: float, end: float, color: str) -> list[str]:
    tip = end - 5 if end > start else end + 5
    head = f"{x - 3:g},{tip:g} {x + 3:g},{tip:g} {x:g},{end:g}"
    return [_line(x, start, x, tip, color), f'<polygon points="{head}" fill="{color}"/>']


def _line(x1: float, y1: float, x2: float, y2: float, color: str) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{color}"/>'


def _text(x: float, y: float, says: str, color: str, anchor: str = "start") -> str:
    return f'<text x="{x:.0f}" y="{y:.1f}" fill="{color}" text-anchor="{anchor}">{says}</text>'


if __name__ == "__main__":
    PATH.write_text(picture(), encoding="utf-8")
