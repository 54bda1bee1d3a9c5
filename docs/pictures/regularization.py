"""Draw exercises/regularization/prices.svg: when a curve overfits, and what prices do to weights.

python docs/pictures/regularization.py
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

PATH = Path(__file__).parents[2] / "exercises" / "regularization" / "prices.svg"
WIDTH, HEIGHT, LEFT, TOP, GAP = 300, 200, 40, 26, 70  # pixels of a panel, margins, between panels
INK, FAINT = "#333", "#ccc"
BLUE, GREEN, RED, PURPLE = "#4c78a8", "#54a24b", "#e4572e", "#9467bd"
DEGREES = range(1, 16)


def errors() -> tuple[np.ndarray, np.ndarray]:
    """Return errors of polynomials on 30 noisy points of a sine, and on the sine itself."""
    draws = np.random.RandomState(42)
    x = np.sort(draws.rand(30) * 10)
    y = np.sin(x) + 0.5 * x + 0.5 * draws.randn(30)
    x_new = np.linspace(0, 10, 300)
    fits = [np.polynomial.Legendre.fit(x, y, degree) for degree in DEGREES]
    train = np.array([np.mean((fit(x) - y) ** 2) for fit in fits])
    new = np.array([np.mean((fit(x_new) - np.sin(x_new) - 0.5 * x_new) ** 2) for fit in fits])
    return train, new


def line(x: np.ndarray, y: np.ndarray, color: str, dashed: str = "") -> str:
    """Return a curve through points in pixels."""
    points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y, strict=True))
    dash = f' stroke-dasharray="{dashed}"' if dashed else ""
    return f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="1.6"{dash}/>'


def text(x: float, y: float, words: str, kind: str = "tick", color: str = INK) -> str:
    """Return words at a place; `kind` is their class in the style sheet."""
    return f'<text x="{x:.0f}" y="{y:.0f}" class="{kind}" fill="{color}">{words}</text>'


def rule(x1: float, y1: float, x2: float, y2: float, color: str = FAINT) -> str:
    """Return a thin straight line."""
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{color}" stroke-width="0.6"/>'


def overfitting(left: int) -> list[str]:
    """Return the left panel: errors by degree, from 0.05 to 50, each decade as high as the next."""
    base = TOP + HEIGHT

    def up(error: np.ndarray) -> np.ndarray:
        height: np.ndarray = base - HEIGHT * (np.log10(error) - np.log10(0.05)) / 3
        return height

    across = left + WIDTH * (np.array(DEGREES) - 1) / 14
    shapes = [text(left + WIDTH / 2, 16, "mean squared error by degree", "title")]
    for level in (0.1, 1.0, 10.0):
        y = float(up(np.array(level)))
        shapes += [rule(left, y, left + WIDTH, y), text(left - 14, y + 3, f"{level:g}")]
    shapes.append(rule(left, base, left + WIDTH, base, INK))
    shapes += [text(across[d - 1], base + 14, str(d)) for d in (1, 4, 8, 12, 15)]
    train, new = (up(e) for e in errors())
    shapes += [line(across, train, BLUE), line(across, new, RED)]
    shapes.append(text(across[11] - 20, train[11] + 16, "30 noisy points", "name", BLUE))
    shapes.append(text(across[9] - 44, new[9] - 44, "the sine itself", "name", RED))
    return shapes


def shrinking(left: int) -> list[str]:
    """Return the right panel: a weight with a price, by its value without one."""
    middle_x, middle_y, unit = left + WIDTH / 2, TOP + HEIGHT / 2, HEIGHT / 6
    w = np.linspace(-3, 3, 121)
    soft = np.sign(w) * np.maximum(np.abs(w) - 1, 0)
    shapes = [
        text(middle_x, 16, "a weight, with a price of 1", "title"),
        rule(middle_x - 3 * unit, middle_y, middle_x + 3 * unit, middle_y, INK),
        rule(middle_x, TOP, middle_x, TOP + HEIGHT, INK),
        text(middle_x, TOP + HEIGHT + 14, "the weight without a price, -3 to 3"),
    ]
    curves = [
        ("none", w, INK, "3 3"),
        ("ridge", w / 2, BLUE, ""),
        ("lasso", soft, RED, ""),
        ("half of each", np.sign(w) * np.maximum(np.abs(w) - 0.5, 0) / 1.5, PURPLE, ""),
    ]
    for i, (name, value, color, dashed) in enumerate(curves):
        shapes.append(line(middle_x + unit * w, middle_y - unit * value, color, dashed))
        shapes.append(text(middle_x + 3 * unit + 14, TOP + 20 + 15 * i, name, "name", color))
    return shapes


def picture() -> str:
    """Return the SVG."""
    second = LEFT + WIDTH + GAP
    width, height = second + WIDTH + 40, TOP + HEIGHT + 30
    style = (
        "text { font-family: sans-serif } .title { font-size: 13px; text-anchor: middle } "
        ".tick { font-size: 10px; text-anchor: middle } .name { font-size: 11px }"
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
    ground = f'<rect width="{width}" height="{height}" fill="white"/>'
    shapes = [f"<style>{style}</style>", ground, *overfitting(LEFT), *shrinking(second)]
    return "\n".join([head, *shapes, "</svg>"]) + "\n"


if __name__ == "__main__":
    PATH.write_text(picture(), encoding="utf-8")
