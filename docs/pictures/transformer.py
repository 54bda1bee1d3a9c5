"""Draw exercises/transformer/positions.svg: waves that mark places, and how alike places are.

python docs/pictures/transformer.py
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

PATH = Path(__file__).parents[2] / "exercises" / "transformer" / "positions.svg"
PLACES, NUMBERS, CELL = 24, 16, 12  # rows and columns of the left panel, pixels of a cell
LEFT, TOP, GAP, WIDTH = 46, 34, 70, 300  # pixels; WIDTH of the right panel
INK, FAINT, RED, BLUE = "#333", "#ddd", "#e4572e", "#4c78a8"


def encoding(positions: np.ndarray, d: int) -> np.ndarray:
    """Return the sinusoidal encoding of the positions, one in each row."""
    angle = positions[:, None] * 10000.0 ** (-np.arange(0, d, 2) / d)
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(len(positions), d)


def text(x: float, y: float, words: str, kind: str = "tick", color: str = INK) -> str:
    """Return words; `kind` is a class of the style sheet."""
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" fill="{color}">{words}</text>'


def shade(value: float) -> str:
    """Return a color for a number from -1 (red) over 0 (white) to 1 (blue)."""
    full = (228, 87, 46) if value < 0 else (76, 120, 168)
    parts = (round(255 + (channel - 255) * abs(value)) for channel in full)
    return "#" + "".join(f"{part:02x}" for part in parts)


def waves() -> list[str]:
    """Return the left panel: the encodings of the first places as colored rows."""
    shapes = [text(LEFT + CELL * NUMBERS / 2, 18, f"{NUMBERS} numbers for each place", "title")]
    for (row, column), value in np.ndenumerate(encoding(np.arange(PLACES), NUMBERS)):
        x, y = LEFT + CELL * column, TOP + CELL * row
        size = f'width="{CELL}" height="{CELL}" fill="{shade(value)}"'
        shapes.append(f'<rect x="{x}" y="{y}" {size}/>')
    shapes += [text(LEFT - 14, TOP + CELL * row + 9, str(row)) for row in (0, 10, 20)]
    base = TOP + CELL * PLACES + 14
    shapes.append(text(LEFT + 2 * CELL, base, "fast"))
    shapes.append(text(LEFT + CELL * (NUMBERS - 2), base, "slow"))
    return shapes


def likeness(left: int) -> list[str]:
    """Return the right panel: dot products of a place with those around it, for three places."""
    base, height, d = TOP + CELL * PLACES, CELL * PLACES - 20, 64
    steps = np.arange(-40, 41)
    x = left + WIDTH * (steps + 40) / 80
    shapes = [text(left + WIDTH / 2, 18, "dot product with the place k further on", "title")]
    shapes.append(f'<path d="M{left},{base}H{left + WIDTH}" stroke="{INK}" fill="none"/>')
    ticks = (-40, -20, 0, 20, 40)
    shapes += [text(left + WIDTH * (k + 40) / 80, base + 14, str(k)) for k in ticks]
    looks = ((50, FAINT, 9), (500, RED, 4), (5000, BLUE, 1.5))
    for rank, (place, color, width) in enumerate(looks):
        here, there = encoding(np.array([place]), d), encoding(place + steps, d)
        y = base - height * (there @ here[0]) / (d / 2)
        points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y, strict=True))
        look = f'fill="none" stroke="{color}" stroke-width="{width}"'
        shapes.append(f'<polyline points="{points}" {look}/>')
        words = f"from place {place}"
        shapes.append(
            text(left + 10, TOP + 24 + 16 * rank, words, "name", color if rank else "#999")
        )
    return shapes


def picture() -> str:
    """Return the SVG."""
    second = LEFT + CELL * NUMBERS + GAP
    width, height = second + WIDTH + 30, TOP + CELL * PLACES + 24
    style = (
        "text { font-family: sans-serif } .title { font-size: 13px; text-anchor: middle } "
        ".tick { font-size: 10px; text-anchor: middle } .name { font-size: 11px }"
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
    ground = f'<rect width="{width}" height="{height}" fill="white"/>'
    shapes = [f"<style>{style}</style>", ground, *waves(), *likeness(second)]
    return "\n".join([head, *shapes, "</svg>"]) + "\n"


if __name__ == "__main__":
    PATH.write_text(picture(), encoding="utf-8")
