"""Gradients against central differences, with a sound step and a guard against kinks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grader.results import Difference, Place, Reason

from .context import Compared, possible
from .describe import described
from .errors import CheckError, Failed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

EPSILON = float(np.finfo(np.float64).eps)
STEP = EPSILON ** (
    1 / 3
)  # balances truncation (h^2) and rounding (eps / h) of a central difference
SLACK = 10.0  # how much worse than its own estimate a difference may be


@dataclass(frozen=True, slots=True)
class Slope:
    """A derivative by differences, how far to trust it, and whether a kink lies in the step."""

    value: float
    error: float
    kink: bool


def gradient_matches(
    f: Callable[[np.ndarray], float],
    x: np.ndarray,
    gradient: np.ndarray,
    *,
    name: str = "gradient",
    count: int = 64,
) -> None:
    """Fail unless `gradient` is the derivative of `f` at `x`.

    `f` takes a float64 array shaped like `x` and returns a number; `gradient` is what the
    student's code says, of the same shape. Up to `count` elements are tried, spread evenly.
    The derivative is a central difference at h and h / 2, extrapolated; what they disagree by is
    its error. Elements with a kink (a ReLU's corner) inside the step are left out.
    """
    if not isinstance(gradient, np.ndarray):
        _differ("type", name, gradient, x)
    if gradient.shape != x.shape:
        _differ("shape", name, gradient, x)
    flat = np.asarray(x, dtype=np.float64)
    tried = np.unique(np.linspace(0, flat.size - 1, min(count, flat.size)).round().astype(int))
    places: list[Place] = []
    kinks = 0
    slopes: dict[int, Slope] = {}
    for position in tried:
        index = tuple(int(i) for i in np.unravel_index(position, flat.shape))
        slope = _slope(f, flat, index)
        if slope.kink:
            kinks += 1
            continue
        slopes[int(position)] = slope
        got = float(gradient[index])
        error = abs(got - slope.value)
        if not error <= _limit(slope, gradient):  # not `>`: a NaN must be wrong
            places.append(Place(index, got, slope.value, error))
    if kinks * 2 > len(tried):
        raise CheckError(f"{kinks} of {len(tried)} elements lie on a kink; choose other inputs")
    _see(name, gradient, slopes, wrong=bool(places))
    if places:
        places.sort(key=lambda place: -place.error if place.error == place.error else -np.inf)
        raise Failed(
            Reason("differs"),
            Difference(
                "values",
                name,
                described(gradient),
                described(flat),
                allowed=max(_limit(slope, gradient) for slope in slopes.values()),
                origin=f"{SLACK:.0f} x the error of a central difference",
                wrong=len(places),
                of=len(tried),
                worst=tuple(places),
            ),
        )


def _limit(slope: Slope, gradient: np.ndarray) -> float:
    own_rounding = 16 * float(np.finfo(gradient.dtype).eps) * abs(slope.value)
    return SLACK * slope.error + own_rounding


def _see(name: str, gradient: np.ndarray, slopes: Mapping[int, Slope], *, wrong: bool) -> None:
    """Keep as evidence what was compared: the whole gradient, or the elements that were tried."""
    context = possible()
    if context is None:
        return
    positions = np.array(list(slopes), dtype=int)
    whole = len(slopes) == gradient.size
    shape = gradient.shape if whole else positions.shape
    got = gradient.reshape(-1)[positions].reshape(shape)
    right = np.array([slope.value for slope in slopes.values()]).astype(gradient.dtype)
    allowed = np.array([_limit(slope, gradient) for slope in slopes.values()])
    kind = "values" if wrong else "right"
    seen = Compared(name, got, right.reshape(shape), kind, allowed.reshape(shape))
    context.compared.append(seen)


def _slope(f: Callable[[np.ndarray], float], x: np.ndarray, index: tuple[int, ...]) -> Slope:
    h = STEP * max(1.0, abs(float(x[index])))
    centre = float(f(x.copy()))

    def at(offset: float) -> float:
        moved = x.copy()
        moved[index] += offset
        return float(f(moved))

    ahead, behind, near_ahead, near_behind = at(h), at(-h), at(h / 2), at(-h / 2)
    wide = (ahead - behind) / (2 * h)
    narrow = (near_ahead - near_behind) / h
    # f may have summed terms far larger than itself; slope times x is a lower bound on their size.
    scale = max(abs(ahead), abs(behind), abs(centre), abs(narrow) * float(np.abs(x).max()))
    noise = 4 * EPSILON * scale / h
    # One-sided slopes differ by h f'' where f is smooth, so halving h halves their gap; at a kink
    # the gap stays.
    gap = abs((ahead - centre) - (centre - behind)) / h
    near_gap = abs((near_ahead - centre) - (centre - near_behind)) / (h / 2)
    kink = near_gap > 0.75 * gap and near_gap > 64 * noise
    kink = kink or abs(wide - narrow) > 1e-3 * max(abs(wide), abs(narrow)) + 64 * noise
    return Slope((4 * narrow - wide) / 3, abs(wide - narrow) + noise, kink)


def _differ(kind: str, name: str, got: object, expected: object) -> None:
    raise Failed(
        Reason("differs"),
        Difference(kind, name, described(got), described(expected)),  # type: ignore[arg-type]
    )
