"""Draw exercises/tensors/strides.svg: three channels of 2 x 4 pixels, and how they lie in memory.

python docs/pictures/tensors.py
"""

from __future__ import annotations

from pathlib import Path

PATH = Path(__file__).parents[2] / "exercises" / "tensors" / "strides.svg"
CHANNELS, ROWS, COLUMNS = 3, 2, 4
CELL, LEFT, APART = 30, 10, 240  # pixels; from channel to channel
INK, WASH = "#333", ("#f4c7c3", "#cfe8cf", "#c9daf8")
WIDTH = 2 * LEFT + CHANNELS * ROWS * COLUMNS * CELL


def picture() -> str:
    """Return the picture: the tensor above, its one row of memory below, a stride per axis."""
    style = f'font-family="sans-serif" font-size="12" fill="{INK}"'
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} 250" {style}>']
    for channel in range(CHANNELS):
        x = LEFT + channel * APART
        parts.append(_text(x, 16, f"x[{channel}]"))
        for row in range(ROWS):
            for column in range(COLUMNS):
                position = (channel * ROWS + row) * COLUMNS + column
                parts.append(_cell(x + column * CELL, 24 + row * CELL, position, channel))
    parts.append(_text(LEFT, 118, "the same in memory, shape (3, 2, 4), strides (8, 4, 1):"))
    parts += [
        _cell(LEFT + position * CELL, 126, position, position // (ROWS * COLUMNS))
        for position in range(CHANNELS * ROWS * COLUMNS)
    ]
    steps = ((1, "one column on: 1"), (COLUMNS, "one row down: 4"))
    for depth, (stride, says) in enumerate((*steps, (ROWS * COLUMNS, "one channel on: 8"))):
        parts.append(_step(stride, 168 + 26 * depth, says))
    return "\n".join([*parts, "</svg>", ""])


def _text(x: float, y: float, says: str) -> str:
    return f'<text x="{x:g}" y="{y:g}">{says}</text>'


def _cell(x: int, y: int, position: int, channel: int) -> str:
    box = f'x="{x}" y="{y}" width="{CELL}" height="{CELL}"'
    middle = f'x="{x + CELL / 2:g}" y="{y + 19}" text-anchor="middle"'
    return f'<rect {box} fill="{WASH[channel]}" stroke="{INK}"/><text {middle}>{position}</text>'


def _step(stride: int, y: int, says: str) -> str:
    """An arrow from the middle of cell 0 to that of cell `stride`."""
    start, end = LEFT + CELL / 2, LEFT + CELL / 2 + stride * CELL
    line = f"M{start:g} {y - 6}V{y}H{end:g}V{y - 6}"
    return f'<path d="{line}" fill="none" stroke="{INK}"/>' + _text(end + 10, y + 2, says)


if __name__ == "__main__":
    PATH.write_text(picture(), encoding="utf-8")
