"""Draw exercises/evaluation/roc.svg: scores, a threshold, and the curve of all thresholds.

python docs/pictures/evaluation.py
"""

from __future__ import annotations

from pathlib import Path

PATH = Path(__file__).parents[2] / "exercises" / "evaluation" / "roc.svg"
ONES, ZEROS = (3, 5, 6, 7, 9), (0, 1, 2, 4, 5, 8)  # scores in tenths; both have a 5
THRESHOLD = 6
INK, FAINT, ONE, ZERO, AREA = "#333", "#ccc", "#e4572e", "#4c78a8", "#fbe3dc"
LEFT, TOP, SIDE, STEP, APART = 60, 34, 200, 28, 90  # pixels; STEP is a tenth of the score


def line(x1: float, y1: float, x2: float, y2: float, color: str, extra: str = "") -> str:
    """Return a line."""
    ends = f'x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}"'
    return f'<line {ends} stroke="{color}" {extra}/>'


def text(x: float, y: float, words: str, kind: str) -> str:
    """Return a text of class `kind`."""
    return f'<text x="{x:g}" y="{y:g}" class="{kind}">{words}</text>'


def scores() -> list[str]:
    """Every sample as a dot above its score, and the threshold between them."""
    base = TOP + SIDE
    shapes = [
        text(LEFT + 4.5 * STEP, 18, "one threshold", "title"),
        line(LEFT - 12, base, LEFT + 9 * STEP + 12, base, INK),
        text(LEFT + 4.5 * STEP, base + 30, "score", "axis"),
    ]
    shapes += [
        text(LEFT + tenth * STEP, base + 14, f"{tenth / 10:g}", "axis") for tenth in range(0, 10, 3)
    ]
    for row, (tenths, color, name) in enumerate(((ONES, ONE, "1"), (ZEROS, ZERO, "0"))):
        y = TOP + 60 + 70 * row
        shapes.append(text(LEFT - 34, y + 4, f"label {name}", "axis"))
        for tenth in tenths:
            said = color if tenth >= THRESHOLD else "white"
            place = f'cx="{LEFT + tenth * STEP}" cy="{y}" r="7"'
            shapes.append(f'<circle {place} fill="{said}" stroke="{color}" stroke-width="2"/>')
    cut = LEFT + (THRESHOLD - 0.5) * STEP
    shapes.append(line(cut, TOP + 20, cut, base, INK, 'stroke-dasharray="4 3"'))
    shapes.append(text(cut + 5, TOP + 30, "says 1", "left"))
    return shapes


def curve(left: float) -> list[str]:
    """The ROC curve of these samples, with the point of the threshold."""

    def at(threshold: int) -> tuple[float, float]:
        found = sum(tenth >= threshold for tenth in ONES) / len(ONES)
        alarms = sum(tenth >= threshold for tenth in ZEROS) / len(ZEROS)
        return left + SIDE * alarms, TOP + SIDE * (1 - found)

    base = TOP + SIDE
    walk = [at(threshold) for threshold in range(10, -1, -1)]
    points = " ".join(f"{x:g},{y:g}" for x, y in walk)
    here = at(THRESHOLD)
    wins = sum((a > b) + (a == b) / 2 for a in ONES for b in ZEROS)
    area = f"area {wins / len(ONES) / len(ZEROS):.3f}"
    return [
        text(left + SIDE / 2, 18, "all thresholds", "title"),
        f'<polygon points="{points} {left + SIDE:g},{base}" fill="{AREA}"/>',
        line(left, base, left + SIDE, TOP, FAINT, 'stroke-dasharray="4 3"'),
        line(left, base, left + SIDE, base, INK),
        line(left, base, left, TOP, INK),
        f'<polyline points="{points}" fill="none" stroke="{ONE}" stroke-width="2"/>',
        f'<circle cx="{here[0]:g}" cy="{here[1]:g}" r="5" fill="{INK}"/>',
        text(here[0] + 9, here[1] + 14, f"score &gt;= {THRESHOLD / 10:g}", "left"),
        text(left + 0.62 * SIDE, TOP + 0.75 * SIDE, area, "axis"),
        text(left + SIDE / 2, base + 30, "false alarms (fpr)", "axis"),
        text(left, base + 14, "0", "axis"),
        text(left + SIDE, base + 14, "1", "axis"),
        (
            f'<text x="{left - 14:g}" y="{TOP + SIDE / 2:g}" class="axis" '
            f'transform="rotate(-90 {left - 14:g} {TOP + SIDE / 2:g})">found (tpr)</text>'
        ),
    ]


def picture() -> str:
    """Return the SVG."""
    second = LEFT + 9 * STEP + APART
    width, height = second + SIDE + 30, TOP + SIDE + 44
    style = (
        f"text {{ font-family: sans-serif; fill: {INK} }} .axis {{ font-size: 11px }} "
        ".title, .axis { text-anchor: middle } .title { font-size: 13px } .left { font-size: 11px }"
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
    ground = f'<rect width="{width}" height="{height}" fill="white"/>'
    shapes = [*scores(), *curve(second)]
    return "\n".join([head, f"<style>{style}</style>", ground, *shapes, "</svg>"]) + "\n"


if __name__ == "__main__":
    PATH.write_text(picture(), encoding="utf-8")
