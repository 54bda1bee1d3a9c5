"""Draw exercises/batching/waste.svg: the padding of the same sequences, batched in three ways.

python docs/pictures/batching.py
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

PATH = Path(__file__).parents[2] / "exercises" / "batching" / "waste.svg"
ROW, WIDTH, LEFT, TOP, GAP = 2.2, 200, 20, 44, 36  # pixels of a row, a panel, margins
INK, REAL, PADDING = "#333", "#4c78a8", "#f2b8a8"
LONGEST, BATCH, BOUNDARIES = 200, 8, (30, 60, 100, 150)


def lengths() -> np.ndarray:
    """Return the lengths of the book's hundred sequences."""
    draws = np.random.RandomState(42)
    found = []
    for _ in range(100):
        found.append(draws.randint(10, LONGEST))
        draws.randn(found[-1], 128)  # the book draws each sequence before the next length
    return np.array(found)


def in_eights(ordered: np.ndarray) -> list[np.ndarray]:
    """Return the lengths cut into batches of eight."""
    return [ordered[i : i + BATCH] for i in range(0, len(ordered), BATCH)]


def in_buckets(given: np.ndarray) -> list[np.ndarray]:
    """Return the lengths of each bucket, in the order of the data set, as one batch."""
    bucket = np.searchsorted(BOUNDARIES, given)
    return [given[bucket == b] for b in range(len(BOUNDARIES) + 1)]


def text(x: float, y: float, words: str, kind: str) -> str:
    """Return words at a place; `kind` is their class in the style sheet."""
    return f'<text x="{x:.0f}" y="{y:.0f}" class="{kind}" fill="{INK}">{words}</text>'


def bar(x: float, y: float, width: float, color: str) -> str:
    """Return one row's real or padded part."""
    return f'<path d="M{x:.1f} {y:.1f}h{width:.1f}v{ROW}h{-width:.1f}z" fill="{color}"/>'


def panel(left: int, title: str, batches: list[np.ndarray]) -> list[str]:
    """Return one panel: a row for each sequence, its padding, a gap between batches."""
    waste = sum(int(np.sum(batch.max() - batch)) for batch in batches)
    total = waste + sum(int(batch.sum()) for batch in batches)
    shapes = [
        text(left + WIDTH / 2, 16, title, "title"),
        text(left + WIDTH / 2, 32, f"{waste} of {total} places are padding", "tick"),
    ]
    y, scale = float(TOP), WIDTH / LONGEST
    for batch in batches:
        for length in batch:
            real, padded = scale * length, scale * (batch.max() - length)
            shapes.append(bar(left, y, real, REAL))
            if padded:
                shapes.append(bar(left + real, y, padded, PADDING))
            y += ROW
        y += ROW
    return shapes


def picture() -> str:
    """Return the SVG."""
    given = lengths()
    panels = [
        ("batches of 8, as they come", in_eights(given)),
        ("one batch for each bucket", in_buckets(given)),
        ("sorted, then batches of 8", in_eights(np.sort(given))),
    ]
    width = 2 * LEFT + 3 * WIDTH + 2 * GAP
    height = round(TOP + ROW * (100 + 13) + 14)
    style = (
        "text { font-family: sans-serif; text-anchor: middle } .title { font-size: 13px } "
        ".tick { font-size: 11px }"
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
    shapes = [f"<style>{style}</style>", f'<rect width="{width}" height="{height}" fill="white"/>']
    for i, (title, batches) in enumerate(panels):
        shapes += panel(LEFT + i * (WIDTH + GAP), title, batches)
    return "\n".join([head, *shapes, "</svg>"]) + "\n"


if __name__ == "__main__":
    PATH.write_text(picture(), encoding="utf-8")
