"""Draw docs/architecture.svg: where one answer goes, in ten numbered steps.

python docs/pictures/architecture.py
"""

from __future__ import annotations

from pathlib import Path

PATH = Path(__file__).parents[1] / "architecture.svg"
WIDTH, HEIGHT = 860, 430
INK, PAPER = "#333", "#fff"
TRUSTED, JUDGED, FILES = "#e8f0fa", "#fbe9e2", "#f3f3ee"

# left, top, width, height, color, title
AREAS = (
    (20, 20, 190, 390, FILES, "files"),
    (250, 20, 330, 390, TRUSTED, "the trusted process"),
    (620, 20, 220, 390, JUDGED, "fork server and workers"),
)
# left, top, width, height, first line, second line
BOXES = (
    (35, 60, 160, 52, "submission", "softmax.py: text only"),
    (35, 170, 160, 52, "course", "checks, sealed data"),
    (35, 250, 160, 52, "solutions, hidden", "instructor's tree alone"),
    (35, 345, 160, 46, "results.json", "every page and export"),
    (265, 60, 140, 52, "submissions", "find, read, refuse"),
    (425, 60, 140, 52, "run", "one exercise"),
    (425, 170, 140, 52, "checks", "near, equal, raises"),
    (265, 170, 140, 52, "recordings", "expected values"),
    (425, 250, 140, 52, "causes", "five more cases"),
    (265, 345, 140, 46, "pages", "sentences"),
    (425, 345, 140, 46, "score", "points"),
    (640, 60, 180, 52, "fork server", "NumPy loaded, no secret"),
    (640, 150, 180, 92, "worker", "fenced, then softmax.py"),
    (640, 290, 180, 92, "another worker", "secret and hidden cases"),
)
# from x, y to x, y; the step; where its number stands
ARROWS = (
    (195, 86, 263, 86, "1", (229, 86)),
    (405, 86, 423, 86, "2", (414, 70)),
    (565, 86, 638, 86, "3", (601, 86)),
    (730, 112, 730, 148, "4", (744, 131)),
    (565, 183, 638, 183, "5", (601, 183)),
    (638, 212, 567, 212, "6", (601, 212)),
    (405, 196, 423, 196, "7", (414, 180)),
    (495, 222, 495, 248, "8", (509, 236)),
    (565, 218, 638, 320, "9", (601, 269)),
    (423, 368, 407, 368, "10", (414, 350)),
    (263, 368, 197, 368, "", (0, 0)),
    (195, 196, 263, 196, "", (0, 0)),
    (195, 270, 290, 224, "", (0, 0)),
    (495, 112, 495, 168, "", (0, 0)),
    (495, 302, 495, 343, "", (0, 0)),
)


def picture() -> str:
    """Return the SVG."""
    shapes = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"',
        'aria-label="One answer through files, trusted process and workers">',
        "<style>text{font:12px sans-serif;fill:#333}.t{font-weight:bold}",
        ".s{font-size:11px;fill:#666}.c{text-anchor:middle}",
        ".n{fill:#fff;font-size:11px;font-weight:bold}</style>",
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" orient="auto"',
        f'markerWidth="7" markerHeight="7"><path d="M0 0L8 4L0 8z" fill="{INK}"/></marker></defs>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>',
    ]
    for left, top, width, height, color, title in AREAS:
        place = f'x="{left}" y="{top}" width="{width}" height="{height}"'
        shapes.append(f'<rect {place} rx="6" fill="{color}"/>')
        shapes.append(f'<text x="{left + 15}" y="{top + 22}" class="t">{title}</text>')
    for left, top, width, height, first, second in BOXES:
        place = f'x="{left}" y="{top}" width="{width}" height="{height}"'
        shapes.append(f'<rect {place} rx="4" fill="{PAPER}" stroke="{INK}"/>')
        middle, half = left + width // 2, top + height // 2
        shapes.append(f'<text x="{middle}" y="{half - 4}" class="c">{first}</text>')
        shapes.append(f'<text x="{middle}" y="{half + 13}" class="c s">{second}</text>')
    for x1, y1, x2, y2, step, (x, y) in ARROWS:
        ends = f'x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"'
        shapes.append(f'<line {ends} stroke="{INK}" marker-end="url(#tip)"/>')
        if step:
            shapes.append(f'<circle cx="{x}" cy="{y}" r="9" fill="{INK}"/>')
            shapes.append(f'<text x="{x}" y="{y + 4}" class="c n">{step}</text>')
    return "\n".join([*shapes, "</svg>", ""])


if __name__ == "__main__":
    PATH.write_text(picture(), encoding="utf-8")
