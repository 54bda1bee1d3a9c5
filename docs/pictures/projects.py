"""Draw exercises/projects/learned.svg: two lines that part XOR, and excess by length of the text.

python docs/pictures/projects.py
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

PATH = Path(__file__).parents[2] / "exercises" / "projects" / "learned.svg"
INK, FAINT, ONE, ZERO, STRIP = "#333", "#ccc", "#e4572e", "#4c78a8", "#fbe3dc"
COLORS = ("#999", "#4c78a8", "#e4572e", "#59a14f")  # by length of the context
LEFT, TOP, SIDE, WIDTH, APART = 44, 34, 210, 300, 90  # pixels
V, RUNS, PRIOR, HIGHEST = 4, 8, 4.0, 1.0
SIZES = (50, 100, 200, 400, 800, 1600, 3200, 6400)


def line(x1: float, y1: float, x2: float, y2: float, color: str, extra: str = "") -> str:
    """Return a line."""
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{color}" {extra}/>'


def text(x: float, y: float, words: str, kind: str = "axis") -> str:
    """Return a text of class `kind`."""
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}">{words}</text>'


def plane() -> list[str]:
    """The four corners, and the strip between the lines of two hidden units."""

    def at(x1: float, x2: float) -> tuple[float, float]:
        return LEFT + SIDE * (x1 + 0.4) / 1.8, TOP + SIDE * (1.4 - x2) / 1.8

    ends = [((-0.4, 0.9), (0.9, -0.4)), ((0.1, 1.4), (1.4, 0.1))]
    corners = [*ends[0], (1.4, -0.4), *reversed(ends[1]), (-0.4, 1.4)]
    points = " ".join("{:.1f},{:.1f}".format(*at(*corner)) for corner in corners)
    shapes = [
        text(LEFT + SIDE / 2, 18, "XOR: two units, two lines", "title"),
        f'<polygon points="{points}" fill="{STRIP}"/>',
        f'<rect x="{LEFT}" y="{TOP}" width="{SIDE}" height="{SIDE}" fill="none" stroke="{FAINT}"/>',
    ]
    shapes += [line(*at(*a), *at(*b), INK, 'stroke-dasharray="4 3"') for a, b in ends]
    for x1, x2 in ((0, 0), (0, 1), (1, 0), (1, 1)):
        x, y = at(x1, x2)
        color = ONE if x1 != x2 else ZERO
        shapes.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="8" fill="{color}"/>')
        shapes.append(text(x, y + 24, f"({x1}, {x2})"))
    return shapes


def excesses(rng: np.random.Generator) -> np.ndarray:
    """Mean excess, shape (sizes, lengths 0 to 3), where the last two characters decide."""
    places = np.add.outer(rng.permutation(V), rng.permutation(V)) % V
    chances = 0.75 * np.eye(V)[places] + 0.25 / V
    draws, written = rng.random(2 * SIZES[-1]), [0, 1]
    for draw in draws:
        row = chances[written[-2], written[-1]].cumsum()
        written.append(min(int(np.searchsorted(row, draw)), V - 1))
    ids = np.array(written)
    found = np.empty((len(SIZES), 4))
    new = np.arange(SIZES[-1] + 3, len(ids))
    p = chances[ids[new - 2], ids[new - 1]]
    for row, size in enumerate(SIZES):
        q, old = np.full((len(new), V), 1 / V), np.arange(3, size)
        for length in range(4):
            powers = V ** np.arange(length)
            keys = [(ids[at[:, None] - 1 - np.arange(length)] @ powers) for at in (old, new)]
            counts = np.zeros((V**length, V))
            np.add.at(counts, (keys[0].astype(int), ids[old]), 1)
            seen = counts[keys[1].astype(int)]
            q = (seen + PRIOR * q) / (seen.sum(axis=1, keepdims=True) + PRIOR)
            found[row, length] = (p * np.log(p / q)).sum(axis=1).mean()
    return found


def curves(left: float) -> list[str]:
    """Excess over the length of the text, a curve for each length of context."""
    mean = np.mean([excesses(np.random.default_rng(seed)) for seed in range(RUNS)], axis=0)
    base = TOP + SIDE

    def at(size: float, excess: float) -> tuple[float, float]:
        across = np.log(size / SIZES[0]) / np.log(SIZES[-1] / SIZES[0])
        return left + WIDTH * across, base - SIDE * excess / HIGHEST

    shapes = [
        text(left + WIDTH / 2, 18, "a text in which the last two characters decide", "title"),
        line(left, base, left + WIDTH, base, INK),
        line(left, base, left, TOP, INK),
        text(left + WIDTH / 2, base + 32, "characters read"),
        (
            f'<text x="{left - 34}" y="{TOP + SIDE / 2}" class="axis" '
            f'transform="rotate(-90 {left - 34} {TOP + SIDE / 2})">excess (nats)</text>'
        ),
    ]
    shapes += [text(at(size, 0)[0], base + 15, str(size)) for size in SIZES[::2]]
    shapes += [text(left - 14, at(1, y)[1] + 4, f"{y:g}") for y in (0, 0.5, 1.0)]
    for length, color in enumerate(COLORS):
        pairs = zip(SIZES, mean[:, length], strict=True)
        points = " ".join("{:.1f},{:.1f}".format(*at(*pair)) for pair in pairs)
        shapes.append(
            f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2"/>'
        )
        shapes.append(line(left + 166, TOP + 84 + 18 * length, left + 186, TOP + 84 + 18 * length,
                           color, 'stroke-width="2"'))  # fmt: skip
        words = f"context of {length}"
        shapes.append(text(left + 192, TOP + 88 + 18 * length, words, "left"))
    return shapes


def picture() -> str:
    """Return the SVG."""
    second = LEFT + SIDE + APART
    width, height = second + WIDTH + 24, TOP + SIDE + 44
    style = (
        f"text {{ font-family: sans-serif; fill: {INK} }} .axis {{ font-size: 11px }} "
        ".title, .axis { text-anchor: middle } .title { font-size: 13px } .left { font-size: 11px }"
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
    ground = f'<rect width="{width}" height="{height}" fill="white"/>'
    shapes = [*plane(), *curves(second)]
    return "\n".join([head, f"<style>{style}</style>", ground, *shapes, "</svg>"]) + "\n"


if __name__ == "__main__":
    PATH.write_text(picture(), encoding="utf-8")
