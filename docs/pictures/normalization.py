"""Draw exercises/normalization/axes.svg: which numbers share a mean.

python docs/pictures/normalization.py
"""

from __future__ import annotations

from pathlib import Path

PATH = Path(__file__).parents[2] / "exercises" / "normalization" / "axes.svg"
SAMPLES, CHANNELS, PLACES = 4, 6, 3  # rows and columns of a panel; places across a channel
SPOT, GAP, LEFT, TOP, APART = 7, 3, 34, 34, 26  # pixels: a place, between cells, margins, panels
CELL = PLACES * SPOT + GAP
WIDTH, HEIGHT = CHANNELS * CELL, SAMPLES * CELL
INK, REST, SHARED = "#333", "#dfe5ec", "#e4572e"
KINDS = (  # title, samples and channels that share one mean
    ("batch norm", SAMPLES, 1),
    ("layer norm", 1, CHANNELS),
    ("group norm, 2 groups", 1, CHANNELS // 2),
    ("instance norm", 1, 1),
)


def panel(left: int, title: str, samples: int, channels: int) -> list[str]:
    """Return one panel: the first block of `samples` x `channels` that shares a mean, colored."""
    shapes = [f'<text x="{left + (WIDTH - GAP) / 2:g}" y="{TOP - 12}" class="title">{title}</text>']
    for n in range(SAMPLES):
        for c in range(CHANNELS):
            color = SHARED if n < samples and c < channels else REST
            place = f'x="{left + c * CELL}" y="{TOP + n * CELL}"'
            shapes.append(f'<use href="#cell" {place} fill="{color}"/>')
    middle, base = left + (WIDTH - GAP) / 2, TOP + HEIGHT + 14
    shapes.append(f'<text x="{middle:g}" y="{base}" class="axis">channels</text>')
    return shapes


def picture() -> str:
    """Return the SVG."""
    shapes = []
    for i, (title, samples, channels) in enumerate(KINDS):
        shapes += panel(LEFT + i * (WIDTH + APART), title, samples, channels)
    width, height = LEFT + len(KINDS) * (WIDTH + APART), TOP + HEIGHT + 26
    middle = TOP + HEIGHT / 2
    shapes.append(
        f'<text x="16" y="{middle:g}" class="axis" transform="rotate(-90 16 {middle:g})">'
        "samples</text>"
    )
    side = SPOT - 1
    spots = [f"M{SPOT * (i % PLACES)} {SPOT * (i // PLACES)}" for i in range(PLACES**2)]
    cell = "".join(f"{spot}h{side}v{side}h-{side}z" for spot in spots)
    style = (
        f"text {{ font-family: sans-serif; text-anchor: middle; fill: {INK} }} "
        ".title { font-size: 13px } .axis { font-size: 11px }"
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
    ground = f'<rect width="{width}" height="{height}" fill="white"/>'
    defined = f'<defs><path id="cell" d="{cell}"/></defs>'
    return "\n".join([head, f"<style>{style}</style>", defined, ground, *shapes, "</svg>"]) + "\n"


if __name__ == "__main__":
    PATH.write_text(picture(), encoding="utf-8")
