"""Draw exercises/convolution/windows.svg: a kernel at work, and what one output has seen.

python docs/pictures/convolution.py
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

PATH = Path(__file__).parents[2] / "exercises" / "convolution" / "windows.svg"
CELL, TOP = 32, 40  # pixels of a cell of the left half, of the margin above
INK, FAINT, WINDOW = "#333", "#bbb", "#e4572e"
COLORS = ("#4c78a8", "#54a24b", "#4c78a8", "#54a24b")  # convolutions and poolings in turn
LENET = (
    (5, 1, "convolution, 5"),
    (2, 2, "pooling, 2"),
    (5, 1, "convolution, 5"),
    (2, 2, "pooling, 2"),
)


def grid(left: float, top: float, numbers: np.ndarray, *, shaded: bool) -> list[str]:
    """Return the cells of a matrix with their numbers; `shaded` paints 1 white and 0 gray."""
    shapes = []
    for (row, column), number in np.ndenumerate(numbers):
        x, y = left + CELL * column, top + CELL * row
        fill = "white" if number or not shaded else "#c8c8c8"
        side = f'width="{CELL}" height="{CELL}" fill="{fill}" stroke="{FAINT}"'
        shapes.append(f'<rect x="{x:g}" y="{y:g}" {side}/>')
        place = f'x="{x + CELL / 2:g}" y="{y + CELL / 2 + 4:g}"'
        shapes.append(f'<text {place} class="number">{number:g}</text>')
    return shapes


def frame(left: float, top: float, cells: int) -> str:
    """Return the outline of cells x cells."""
    side = f'width="{CELL * cells}" height="{CELL * cells}" fill="none"'
    return f'<rect x="{left:g}" y="{top:g}" {side} stroke="{WINDOW}" stroke-width="2.5"/>'


def caption(x: float, y: float, text: str, kind: str = "title") -> str:
    """Return a line of text around x."""
    return f'<text x="{x:g}" y="{y:g}" class="{kind}">{text}</text>'


def kernel_at_work(left: float) -> list[str]:
    """Return an image, a kernel and the map they make, one window of it outlined."""
    image = np.tile([1.0, 1, 1, 0, 0], (5, 1))
    kernel = np.tile([1.0, 0, -1], (3, 1))
    answers = np.lib.stride_tricks.sliding_window_view(image, (3, 3))
    made = (answers * kernel).sum(axis=(2, 3))
    middle = TOP + CELL
    second, third = left + 5.8 * CELL, left + 9.6 * CELL
    return [
        caption(left + 2.5 * CELL, 18, "image, 5 x 5"),
        *grid(left, TOP, image, shaded=True),
        frame(left + CELL, middle, 3),
        caption(left + 5.4 * CELL, middle + 1.5 * CELL + 5, "*", "sign"),
        caption(second + 1.5 * CELL, 18, "kernel, 3 x 3"),
        *grid(second, middle, kernel, shaded=False),
        caption(left + 9.2 * CELL, middle + 1.5 * CELL + 5, "=", "sign"),
        caption(third + 1.5 * CELL, 18, "map, 3 x 3"),
        *grid(third, middle, made, shaded=False),
        frame(third + CELL, middle, 1),
    ]


def receptive_field(left: float) -> list[str]:
    """Return LeNet's convolutions and poolings from the side: sixteen pixels, one output."""
    gap, floor, rise = 22.0, TOP + 5 * CELL + 4, 40.0
    places = left + gap * np.arange(16)
    shapes = [caption(float(places.mean()), 18, "one output of LeNet sees 16 pixels")]
    shapes += [f'<circle cx="{x:g}" cy="{floor:g}" r="5" fill="{INK}"/>' for x in places]
    for level, ((kernel, stride, name), color) in enumerate(zip(LENET, COLORS, strict=True)):
        low, high = floor - rise * level, floor - rise * (level + 1)
        windows = np.lib.stride_tricks.sliding_window_view(places, kernel)[::stride]
        for window in windows:
            x = float(window.mean())
            corners = f"{window[0]:g},{low - 5:g} {window[-1]:g},{low - 5:g} {x:g},{high + 5:g}"
            shapes.append(f'<polygon points="{corners}" fill="{color}" fill-opacity="0.14"/>')
            shapes.append(f'<circle cx="{x:g}" cy="{high:g}" r="5" fill="{color}"/>')
        places = windows.mean(axis=1)
        at = f'x="{left + 16 * gap:g}" y="{high + rise / 2 + 4:g}"'
        shapes.append(f'<text {at} class="name" fill="{color}">{name}</text>')
    return shapes


def picture() -> str:
    """Return the SVG."""
    shapes = kernel_at_work(20) + receptive_field(480)
    width, height = 940, TOP + 5 * CELL + 26
    style = (
        "text { font-family: sans-serif } .title { font-size: 13px; text-anchor: middle } "
        ".number { font-size: 13px; text-anchor: middle } .name { font-size: 11px } "
        ".sign { font-size: 18px; text-anchor: middle }"
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
    ground = f'<rect width="{width}" height="{height}" fill="white"/>'
    return "\n".join([head, f"<style>{style}</style>", ground, *shapes, "</svg>"]) + "\n"


if __name__ == "__main__":
    PATH.write_text(picture(), encoding="utf-8")
