"""Gradient descent: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="asks_again_at_every_point")
@cases(n=[2], seed=range(2))
def runs_away_when_the_rate_is_too_large(gradient_descent, n, rng):
    "returns the points of a walk that swings wider and wider"
    width, start = np.array([1.0, 8.0]), rng.normal(size=n) + 3
    got = gradient_descent(lambda x: width * x, start, 0.3, 40)
    expected = reference(lambda x: width * x, start, 0.3, 40)
    terms = np.abs(expected).max(axis=1, keepdims=True)
    near(got, expected, length=40, terms=terms, steps=0, name="path")


@check(after="asks_again_at_every_point")
@cases(n=[1, 4])
def takes_no_step_when_asked_for_none(gradient_descent, n, rng):
    "returns the start alone for 0 steps"
    start = rng.normal(size=n)
    near(gradient_descent(lambda x: x, start, 0.1, 0), reference(lambda x: x, start, 0.1, 0))


@check(after="stops_where_it_is_flat")
@cases(n=[2, 3], seed=range(2))
def counts_a_gradient_as_long_as_the_tolerance(gradient_descent, n, rng):
    "ends where the gradient is exactly as long as the tolerance"
    start = rng.normal(size=n)
    slope = np.zeros(n)
    slope[:2] = 3.0, -4.0
    expected = reference(lambda _: slope, start, 0.1, 3, 5.0)
    near(gradient_descent(lambda _: slope, start, 0.1, 3, 5.0), expected, terms=3.0, name="path")


@check(points=2, after="stops_where_it_is_flat")
def ends_in_the_valley(gradient_descent):
    "walks 50 steps through a valley with many dips to (1.9929, 2.7539), not to its lowest point"

    def valley(p):
        x, y = p
        return np.array([2 * x + 6 * np.cos(2 * x), 2 * y - 6 * np.sin(3 * y)])

    path = gradient_descent(valley, np.array([2.5, 2.5]), 0.1, 50)
    near(path[1], np.array([1.829802688722, 2.562799986065]), tolerance=1e-10, name="second point")
    near(path[-1], np.array([1.992913103256, 2.753940214622]), tolerance=1e-10, name="last point")


def truth(gradient, start, lr, steps, tolerance=0.0):
    """One entry at a time in exact fractions, each point rounded once."""
    from fractions import Fraction
    from math import hypot

    points = [np.array(start)]
    while len(points) <= steps:
        slope = np.array(gradient(points[-1]))
        if hypot(*slope.ravel().tolist()) <= tolerance:
            break
        point = np.array(start)
        for at in np.ndindex(point.shape):
            step = Fraction(lr) * Fraction(float(slope[at]))
            point[at] = float(Fraction(float(points[-1][at])) - step)
        points.append(point)
    return np.stack(points)


FIRST = "path = [start]"
NEXT = "path.append(path[-1] - lr * slope)"
SLOPE = "slope = gradient(path[-1])"
FLAT = "np.sqrt((slope**2).sum()) <= tolerance"
ALL = "return np.stack(path)"

uphill = mistake(
    "added the gradient: that is the way up",
    fails="steps_against_the_gradient",
    replace=(NEXT, NEXT.replace("- lr", "+ lr")),
)

without_the_start = mistake(
    "left the start out of the path",
    fails="steps_against_the_gradient",
    replace=(ALL, "return np.stack(path[1:] or path)"),
)

unit_steps = mistake(
    "divided the gradient by its length, so every step is lr long",
    fails="steps_against_the_gradient",
    replace=(NEXT, NEXT.replace("* slope", "* slope / np.sqrt((slope**2).sum())")),
)

last_point_only = mistake(
    "returned the last point instead of the path",
    fails="steps_against_the_gradient",
    replace=(ALL, "return path[-1]"),
)

same_gradient = mistake(
    "took the gradient once, at the start, and used it for every step",
    fails="asks_again_at_every_point",
    replace=(SLOPE, "slope = gradient(start)"),
)

same_array = mistake(
    "changed one array in place and stored it again and again, so every point is the last",
    fails="steps_against_the_gradient",
    replace=[
        (FIRST, "path = [start.copy()]"),
        (NEXT, "path.append(path[-1])\n        path[-1] -= lr * slope"),
    ],
)

asked_too_often = mistake(
    "called the gradient again to see how long it is",
    fails="asks_once_for_every_step",
    replace=(FLAT, "np.sqrt((gradient(path[-1]) ** 2).sum()) <= tolerance"),
)

largest_entry = mistake(
    "compared the largest entry of the gradient with the tolerance instead of its length",
    fails="stops_where_it_is_flat",
    replace=(FLAT, "np.abs(slope).max() <= tolerance"),
)

squared_length = mistake(
    "compared the square of the length with the tolerance",
    fails="stops_where_it_is_flat",
    replace=(FLAT, "(slope**2).sum() <= tolerance"),
)

one_more = mistake(
    "took one more step from the point where it should have ended",
    fails="stops_where_it_is_flat",
    replace=(
        f"        if {FLAT}:\n            break\n        {NEXT}\n",
        f"        {NEXT}\n        if {FLAT}:\n            break\n",
    ),
)

never_stops = mistake(
    "ignored the tolerance",
    fails="stops_where_it_is_flat",
    replace=(f"        if {FLAT}:\n            break\n", ""),
)

rows_apart = mistake(
    "took the length of each row of the gradient, which is a number for vectors only",
    fails="walks_in_any_shape",
    replace=(FLAT, "bool(np.sqrt((slope**2).sum(axis=-1)) <= tolerance)"),
)

moves_the_start = mistake(
    "moved the caller's own array",
    fails="leaves_the_start_unchanged",
    replace=[
        (FIRST, "path, x = [start.copy()], start"),
        (SLOPE, "slope = gradient(x)"),
        (NEXT, "x -= lr * slope\n        path.append(x.copy())"),
    ],
)


@variant
def filled(gradient, start, lr, steps, tolerance=0.0):
    "an array for all points, filled row by row and cut off"
    path = np.empty((steps + 1, *start.shape))
    path[0] = start
    for k in range(steps):
        g = gradient(path[k])
        if np.linalg.norm(g.reshape(-1)) <= tolerance:
            return path[: k + 1]
        path[k + 1] = path[k] - lr * g
    return path


@variant
def recursive(gradient, start, lr, steps, tolerance=0.0):
    "the path from the next point on, with the start before it"
    x = start.copy()
    if steps > 0:
        g = gradient(x)
        if np.sqrt(np.sum(g * g)) > tolerance:
            rest = recursive(gradient, x + -lr * g, lr, steps - 1, tolerance)
            return np.concatenate([x[None], rest])
    return x[None]
