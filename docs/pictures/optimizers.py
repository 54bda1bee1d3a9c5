"""Draw exercises/optimizers/steps.svg: four walks down one bowl, and how fast a rate is.

python docs/pictures/optimizers.py
"""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

PATH = Path(__file__).parents[2] / "exercises" / "optimizers" / "steps.svg"
INK, FAINT = "#333", "#ccc"
FLAT, STEEP = 1.0, 10.0  # eigenvalues of the bowl
START, STEPS = (-4.0, 1.5), 24
SCALE, MIDDLE = 46, (262, 152)  # pixels per unit, and where the lowest point is
LEFT, TOP, WIDTH, HEIGHT = 520, 42, 260, 200  # of the second panel
WIDEST, HIGHEST = 0.22, 1.25  # learning rate and factor at its ends

Point: TypeAlias = tuple[float, float]
Rule: TypeAlias = Callable[[int, list[float], float], float]


def descent(_k: int, _memory: list[float], g: float) -> float:
    """Return a step of plain descent with a rate just below the limit of 0.2."""
    return 0.185 * g


def momentum(_k: int, memory: list[float], g: float) -> float:
    """Return a step of momentum, velocity in memory[0]."""
    memory[0] = 0.7 * memory[0] + g
    return 0.06 * memory[0]


def rmsprop(_k: int, memory: list[float], g: float) -> float:
    """Return a step of RMSprop, the average square in memory[0]."""
    memory[0] = 0.9 * memory[0] + 0.1 * g * g
    return 0.2 * g / (math.sqrt(memory[0]) + 1e-8)


def adam(k: int, memory: list[float], g: float) -> float:
    """Return a step of Adam, both averages in memory."""
    memory[0] = 0.8 * memory[0] + 0.2 * g
    memory[1] = 0.9 * memory[1] + 0.1 * g * g
    corrected = memory[0] / (1 - 0.8**k), memory[1] / (1 - 0.9**k)
    return 0.35 * corrected[0] / (math.sqrt(corrected[1]) + 1e-8)


WALKS: tuple[tuple[str, str, Rule], ...] = (
    ("gradient descent", "#e4572e", descent),
    ("momentum", "#4c78a8", momentum),
    ("RMSprop", "#9467bd", rmsprop),
    ("Adam", "#54a24b", adam),
)


def walk(rule: Rule) -> list[Point]:
    """Return the points of a walk; each coordinate is a parabola of its own."""
    point, memories, points = [*START], [[0.0, 0.0], [0.0, 0.0]], [START]
    for k in range(1, STEPS + 1):
        for i, width in enumerate((FLAT, STEEP)):
            point[i] -= rule(k, memories[i], width * point[i])
        points.append((point[0], point[1]))
    return points


def bowl() -> list[str]:
    """Return contours and the walks."""

    def at(x: float, y: float) -> Point:
        return MIDDLE[0] + SCALE * x, MIDDLE[1] - SCALE * y

    parts = [
        _text(MIDDLE[0], 20, f"{STEPS} steps down a bowl, ten times as steep one way as the other")
    ]
    for level in (0.5, 2.0, 5.0, 10.0):
        across, up = SCALE * math.sqrt(2 * level / FLAT), SCALE * math.sqrt(2 * level / STEEP)
        center = f'cx="{MIDDLE[0]}" cy="{MIDDLE[1]}" rx="{across:.1f}" ry="{up:.1f}"'
        parts.append(f'<ellipse {center} fill="none" stroke="{FAINT}"/>')
    for row, (name, color, rule) in enumerate(WALKS):
        points = [at(*point) for point in walk(rule)]
        joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        style = f'fill="none" stroke="{color}" stroke-width="1.5"'
        parts.append(f'<polyline points="{joined}" {style}/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2" fill="{color}"/>' for x, y in points]
        parts.append(_text(40 + 118 * row, 272, name, color, "start"))
    return parts


def rates() -> list[str]:
    """Return what every learning rate multiplies the two distances by."""

    def at(lr: float, factor: float) -> Point:
        return LEFT + WIDTH * lr / WIDEST, TOP + HEIGHT * (1 - factor / HIGHEST)

    parts = [_text(LEFT + WIDTH // 2, 20, "|1 - lr a|, the factor of a step")]
    for edge, words in ((0.1, "1/L"), (0.2, "2/L"), (2 / (FLAT + STEEP), "best")):
        x = at(edge, 0)[0]
        top = TOP + (18 if words == "best" else 0)
        parts.append(_line(x, top, x, TOP + HEIGHT, FAINT))
        parts.append(_text(x, top - 4, words))
    one = at(0, 1)[1]
    parts.append(_line(LEFT, one, LEFT + WIDTH, one, FAINT))
    parts.append(_line(LEFT, TOP + HEIGHT, LEFT + WIDTH, TOP + HEIGHT, INK))
    parts += [_text(LEFT - 8, at(0, y)[1] + 4, f"{y:g}", INK, "end") for y in (0.0, 0.5, 1.0)]
    parts += [_text(at(x, 0)[0], TOP + HEIGHT + 16, f"{x:g}") for x in (0.0, 0.1, 0.2)]
    for a, color in ((FLAT, "#4c78a8"), (STEEP, "#e4572e")):
        ends = [0.0, 1 / a, WIDEST] if 1 / a < WIDEST else [0.0, WIDEST]
        points = [at(lr, abs(1 - lr * a)) for lr in ends]
        joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{joined}" fill="none" stroke="{color}" stroke-width="2"/>')
    parts.append(_text(at(0.03, 0.92)[0], at(0.03, 1.02)[1], "flat, a = 1", "#4c78a8", "start"))
    parts.append(_text(at(0.128, 0)[0], at(0, 0.12)[1], "steep, a = 10", "#e4572e", "start"))
    below = TOP + HEIGHT + 32
    for lr, words in ((0.05, "smooth"), (0.15, "zigzags"), (0.212, "diverges")):
        parts.append(_text(at(lr, 0)[0], below, words))
    return parts


def picture() -> str:
    """Return the SVG."""
    style = f'font-family="sans-serif" font-size="12" fill="{INK}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 830 290" {style}>'
    ground = '<rect width="830" height="290" fill="white"/>'
    return "\n".join([head, ground, *bowl(), *rates(), "</svg>", ""])


def _line(x1: float, y1: float, x2: float, y2: float, color: str) -> str:
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{color}"/>'


def _text(x: float, y: float, words: str, color: str = INK, anchor: str = "middle") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" fill="{color}" text-anchor="{anchor}"'
    return f"<text {place}>{words}</text>"


if __name__ == "__main__":
    PATH.write_text(picture(), encoding="utf-8")
