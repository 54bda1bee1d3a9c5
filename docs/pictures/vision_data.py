"""Draw exercises/vision_data/centers.svg: where new pixels are looked up, and patches in order.

python docs/pictures/vision_data.py
"""

from __future__ import annotations

from pathlib import Path

PATH = Path(__file__).parents[2] / "exercises" / "vision_data" / "centers.svg"
LENGTH, LEFT, PANEL = 300, 20, 380  # pixels: a row of pixels, the margin, from panel to panel
INK, FAINT, BLUE, RED = "#333", "#bbb", "#4c78a8", "#e4572e"
GRAYS = ("#e0e0e0", "#9c9c9c", "#cdcdcd")  # the three old pixels
PATCHES = ("#dbe7f3", "#fbe3dc", "#e1f0df", "#efe6f5", "#fdf2d0", "#e6e6e6")


def box(x: float, y: float, width: float, height: float, fill: str, stroke: str = FAINT) -> str:
    """Return a rectangle."""
    side = f'width="{width:g}" height="{height:g}" fill="{fill}" stroke="{stroke}"'
    return f'<rect x="{x:g}" y="{y:g}" {side}/>'


def text(x: float, y: float, words: str, kind: str = "name", color: str = INK) -> str:
    """Return words around x; `kind` is their class in the style sheet."""
    return f'<text x="{x:g}" y="{y:g}" class="{kind}" fill="{color}">{words}</text>'


def row(y: float, fills: list[str], color: str, name: str) -> list[str]:
    """Return a row of pixels over the whole length, their centers marked."""
    width = LENGTH / len(fills)
    shapes = [text(LEFT + LENGTH / 2, y - 6, name, "name", color)]
    for i, fill in enumerate(fills):
        shapes.append(box(LEFT + i * width, y, width, 34, fill))
        center = LEFT + (i + 0.5) * width
        shapes.append(f'<circle cx="{center:g}" cy="{y + 17:g}" r="3.5" fill="{color}"/>')
    return shapes


def lookups() -> list[str]:
    """Return the left panel: three pixels become five, each looked up under its center."""
    nearest = [GRAYS[(2 * i + 1) * 3 // 10] for i in range(5)]
    corner = [GRAYS[i * 3 // 5] for i in range(5)]
    shapes = [text(LEFT + LENGTH / 2, 16, "three pixels become five", "title")]
    for i in range(5):
        x = LEFT + (i + 0.5) * LENGTH / 5
        shapes.append(f'<path d="M{x:g} 57V112" stroke="{BLUE}" stroke-dasharray="3 3"/>')
    shapes += row(40, list(GRAYS), INK, "old")
    shapes += row(132, nearest, BLUE, "new: nearest, measured from centers")
    return shapes + row(196, corner, RED, "new: measured from corners, moved to the right")


def sequence(left: float) -> list[str]:
    """Return the right panel: two rows of three patches, numbered, and the pixels of one."""
    cell, p = 24.0, 3
    shapes = [text(left + 4.5 * cell, 16, "patches of 3 x 3 pixels, in order", "title")]
    for y in range(2 * p):
        for x in range(3 * p):
            patch = y // p * 3 + x // p
            at = left + x * cell, 40 + y * cell
            shapes.append(box(*at, cell, cell, PATCHES[patch]))
            if patch == 1:
                shapes.append(text(at[0] + 12, at[1] + 16, str(y % p * p + x % p), "name", RED))
    for patch in range(6):
        corner = left + patch % 3 * p * cell, 40 + patch // 3 * p * cell
        shapes.append(box(*corner, p * cell, p * cell, "none", INK))
        if patch != 1:
            middle = corner[0] + 1.5 * cell, corner[1] + 1.5 * cell + 7
            shapes.append(text(*middle, str(patch), "big"))
    shapes.append(text(left + 4.5 * cell, 206, "patch 1, as a vector", "name", RED))
    for i in range(9):
        shapes.append(box(left + i * cell, 212, cell, cell, PATCHES[1]))
        shapes.append(text(left + (i + 0.5) * cell, 228, str(i), "name", RED))
    return shapes


def picture() -> str:
    """Return the SVG."""
    style = (
        "text { font-family: sans-serif; text-anchor: middle } .title { font-size: 13px } "
        ".name { font-size: 11px } .big { font-size: 20px }"
    )
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 630 246">'
    ground = '<rect width="630" height="246" fill="white"/>'
    shapes = [f"<style>{style}</style>", ground, *lookups(), *sequence(LEFT + PANEL)]
    return "\n".join([head, *shapes, "</svg>"]) + "\n"


if __name__ == "__main__":
    PATH.write_text(picture(), encoding="utf-8")
