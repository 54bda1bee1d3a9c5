"""Draw exercises/recurrent/lag.svg: a network unrolled in time, and what is left of a gradient.

python docs/pictures/recurrent.py
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

PATH = Path(__file__).parents[2] / "exercises" / "recurrent" / "lag.svg"
INK, FAINT, FORTH, BACK = "#333", "#ddd", "#4c78a8", "#e4572e"
GREEN, PURPLE = "#54a24b", "#9467bd"
LEFT, TOP, WIDTH, HEIGHT = 420, 40, 230, 220  # pixels: the right panel
LAGS, HIGH, LOW = 40, 4, -8  # decades of the right panel
UNITS = 32


def gradient_norms(scale: float) -> np.ndarray:
    """Return norms of d h_T / d h_(T-k), k = 1, ..., all singular values of W_hh being `scale`."""
    draws = np.random.RandomState(0)
    w_hh = scale * np.linalg.qr(draws.randn(UNITS, UNITS))[0]
    h, states = np.zeros(UNITS), []
    for _ in range(LAGS + 20):
        h = np.tanh(w_hh @ h + 0.1 * draws.randn(UNITS))
        states.append(h)
    product, norms = np.eye(UNITS), []
    for h in states[: -LAGS - 1 : -1]:
        product = product @ ((1 - h**2)[:, None] * w_hh)
        norms.append(np.linalg.norm(product, 2))
    return np.array(norms)


def text(x: float, y: float, words: str, color: str = INK, anchor: str = "start") -> str:
    """Return words at a place."""
    return f'<text x="{x:.0f}" y="{y:.0f}" fill="{color}" text-anchor="{anchor}">{words}</text>'


def arrow(x1: float, y1: float, x2: float, y2: float, color: str) -> str:
    """Return a straight arrow; its head is the marker of its color."""
    head = "forth" if color == FORTH else "back"
    place = f'x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}"'
    return f'<line {place} stroke="{color}" stroke-width="1.5" marker-end="url(#{head})"/>'


def unrolled() -> list[str]:
    """Return the left panel: three steps, forward in one color and back in another."""
    shapes = [
        text(100, 24, "forward", FORTH, "middle"),
        text(250, 24, "back: the blame", BACK, "middle"),
        text(34, 146, "h0", INK, "end"),
    ]
    for k in range(3):
        x = 90 + 115 * k
        shapes.append(
            f'<rect x="{x - 30}" y="120" width="60" height="44" rx="6" fill="white" '
            f'stroke="{INK}"/>'
        )
        shapes.append(text(x, 146, f"tanh, h{k + 1}", INK, "middle"))
        shapes.append(text(x, 246, f"x{k + 1}", INK, "middle"))
        shapes.append(text(x, 60, f"h{k + 1}, dout{k + 1}", INK, "middle"))
        shapes += [arrow(x - 6, 230, x - 6, 168, FORTH), arrow(x + 6, 168, x + 6, 230, BACK)]
        shapes += [arrow(x - 6, 116, x - 6, 72, FORTH), arrow(x + 6, 70, x + 6, 114, BACK)]
        start = 40 if k == 0 else x - 83
        shapes += [
            arrow(start, 134, x - 34, 134, FORTH),
            arrow(x - 34, 152, start, 152, BACK),
        ]
        if k:
            shapes.append(text(x - 58, 126, "W_hh", FORTH, "middle"))
        shapes.append(text(x - 12, 204, "W_xh", FORTH, "end"))
    return shapes


def lags() -> list[str]:
    """Return the right panel: norms by lag, every two decades with a line."""
    unit = HEIGHT / (HIGH - LOW)
    base = TOP + HEIGHT

    def points(norms: np.ndarray) -> str:
        y = TOP + unit * (HIGH - np.clip(np.log10(norms), LOW, HIGH))
        x = LEFT + WIDTH * np.arange(1, LAGS + 1) / LAGS
        shown = np.log10(norms) >= LOW
        return " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x[shown], y[shown], strict=True))

    shapes = [text(LEFT + WIDTH / 2, 24, "what is left of a gradient, by lag", INK, "middle")]
    for decade in range(LOW, HIGH + 1, 2):
        y = TOP + unit * (HIGH - decade)
        color = INK if decade == 0 else FAINT
        shapes.append(f'<path d="M{LEFT} {y:.1f}h{WIDTH}" stroke="{color}" stroke-width="0.7"/>')
        shapes.append(text(LEFT - 6, y + 4, f"{10.0**decade:g}", INK, "end"))
    shapes += [
        text(LEFT + WIDTH * lag / LAGS, base + 16, str(lag), INK, "middle")
        for lag in (10, 20, 30, 40)
    ]
    forget = 0.98 ** np.arange(1.0, LAGS + 1)
    curves = [
        ("W_hh: 1.3", gradient_norms(1.3), BACK),
        ("W_hh: 1.0", gradient_norms(1.0), PURPLE),
        ("W_hh: 0.7", gradient_norms(0.7), FORTH),
        ("LSTM, f = 0.98", forget, GREEN),
    ]
    for name, norms, color in curves:
        shapes.append(
            f'<polyline points="{points(norms)}" fill="none" stroke="{color}" stroke-width="1.6"/>'
        )
        last = norms[np.log10(norms) >= LOW][-1]
        y = TOP + unit * (HIGH - np.log10(last))
        shapes.append(text(LEFT + WIDTH + 6, y + (-3 if color == GREEN else 8), name, color))
    return shapes


def picture() -> str:
    """Return the SVG."""
    style = f'font-family="sans-serif" font-size="12" fill="{INK}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 290" {style}>'
    marks = "".join(
        f'<marker id="{name}" markerWidth="7" markerHeight="7" refX="5" refY="3" orient="auto">'
        f'<path d="M0 0L6 3L0 6z" fill="{color}"/></marker>'
        for name, color in (("forth", FORTH), ("back", BACK))
    )
    ground = '<rect width="760" height="290" fill="white"/>'
    return "\n".join([head, f"<defs>{marks}</defs>", ground, *unrolled(), *lags(), "</svg>", ""])


if __name__ == "__main__":
    PATH.write_text(picture(), encoding="utf-8")
