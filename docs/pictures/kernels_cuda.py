"""Draws exercises/kernels_cuda/warp.svg: 32 threads of a warp and the sectors they ask for."""

from __future__ import annotations

from pathlib import Path

OUT = Path(__file__).parents[2] / "exercises" / "kernels_cuda" / "warp.svg"
CELL, GAP, LEFT, LANES, SECTOR = 16, 4, 8, 32, 8
ROWS = (
    ("neighbors: out[i], i = threadIdx.x", 1),
    ("every fourth: out[4 * i]", 4),
)
INK, USED, FETCHED = "#334155", "#0d9488", "#fecaca"


def picture() -> str:
    """Return the picture: two access patterns, above each other."""
    width = 2 * LEFT + LANES * (CELL + GAP)
    style = f'font-family="sans-serif" font-size="13" fill="{INK}"'
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 250" {style}>']
    top = 18
    for title, stride in ROWS:
        sectors = LANES * stride // SECTOR
        parts.append(f'<text x="{LEFT}" y="{top}">{title}</text>')
        said = f"{sectors} sectors of 32 bytes for one load, {100 // stride} % of them used"
        parts.append(f'<text x="{width - LEFT}" y="{top}" text-anchor="end">{said}</text>')
        for lane in range(LANES):
            x = LEFT + lane * (CELL + GAP)
            parts.append(_box(x, top + 10, CELL, INK))
            word = lane * stride
            if word < LANES:
                target = LEFT + word * (CELL + GAP) + CELL / 2
                parts.append(
                    f'<line x1="{x + CELL / 2:g}" y1="{top + 26}" x2="{target:g}" y2="{top + 58}" '
                    f'stroke="{INK}" stroke-width="1"/>'
                )
        for word in range(LANES):
            used = word % stride == 0
            parts.append(
                _box(LEFT + word * (CELL + GAP), top + 58, CELL, USED if used else FETCHED)
            )
        for sector in range(LANES // SECTOR):
            x = LEFT + sector * SECTOR * (CELL + GAP) - GAP / 2
            size = SECTOR * (CELL + GAP)
            parts.append(
                f'<rect x="{x:g}" y="{top + 55}" width="{size}" height="22" fill="none" '
                f'stroke="{INK}" stroke-width="1.5"/>'
            )
        parts.append(
            f'<text x="{LEFT}" y="{top + 96}" font-size="11">above: the 32 threads of a warp; '
            f"below: 4-byte words in memory, framed by sector"
            f"{'; further sectors lie to the right' if stride > 1 else ''}</text>"
        )
        top += 124
    return "\n".join([*parts, "</svg>", ""])


def _box(x: float, y: float, size: int, fill: str) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{size}" height="{size}" fill="{fill}"/>'


if __name__ == "__main__":
    OUT.write_text(picture(), encoding="utf-8")
