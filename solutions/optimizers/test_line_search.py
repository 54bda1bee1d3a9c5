"""Backtracking line search: hidden checks, truth, mistakes, variants."""

import numpy as np

from grader import cases, check, driver, mistake, near, reference, variant


@driver
def descended(backtrack, start, steps):
    """Every step size and point of a descent into Rosenbrock's valley."""
    import numpy as np

    def f(p):
        return float((1 - p[0]) ** 2 + 100 * (p[1] - p[0] ** 2) ** 2)

    p, rows = np.array(start), []
    for _ in range(steps):
        x, y = p
        g = np.array([-2 * (1 - x) - 400 * x * (y - x**2), 200 * (y - x**2)])
        t, p = backtrack(f, p, g, -g)
        rows.append([float(t), *p])
    return np.array(rows)


@check(after="follows_any_direction")
@cases(steps=[5], seed=range(2))
def descends_into_a_valley(backtrack, steps, rng):
    "finds every step of a descent into Rosenbrock's valley"
    start = rng.uniform(-1.2, -0.2), rng.uniform(0.2, 1.2)
    got, expected = (descended(f, start, steps) for f in (backtrack, reference))
    near(got, expected, tolerance=1e-9, steps=0, name="steps and points")


@check(after="follows_any_direction")
@cases(n=[30], seed=range(2))
def handles_long_vectors(backtrack, n, rng):
    "handles vectors of thirty entries, and step sizes that begin far too large"
    bowl, p = np.diag(1 + rng.random(size=n)), 0.3 + rng.random(size=n)
    got, expected = (far(f, bowl, p) for f in (backtrack, reference))
    near(got, expected, length=1e6, terms=1.0, name="step size and point")


@driver
def far(backtrack, bowl, p):
    """The step and the point of a search that begins with a step of a million."""
    import numpy as np

    t, point = backtrack(lambda x: float(x @ bowl @ x), p, 2 * bowl @ p, -bowl @ p, step=1e6)
    return np.array([float(t), *point])


def truth(f, p, gradient, direction, step=1.0, shrink=0.5, share=1e-4, most=50):
    """All step sizes as powers first, then the first that is good."""
    from math import fsum, isfinite

    slope = fsum((gradient.ravel() * direction.ravel()).tolist())
    if slope >= 0:
        raise ValueError("uphill")
    start = f(p)
    for t in (step * shrink**k for k in range(most + 1)):
        found = f(p + t * direction)
        if isfinite(found) and start - found >= -share * t * slope:
            return t, p + t * direction
    return 0.0, p


SLOPE = "slope = np.sum(gradient * direction)"
POINT = "point = p + t * direction"
TEST = "if f(point) <= here + share * t * slope:"
RETURN = "return t, point"
LOOP = "for _ in range(most + 1):"
GIVE_UP = "return 0.0, p"

unit_direction = mistake(
    "divided the direction by its length before walking",
    fails="takes_a_step_that_is_good",
    replace=(POINT, "point = p + t * direction / np.sqrt(np.sum(direction**2))"),
)

shrinks_first = mistake(
    "made the step smaller before trying it",
    fails="takes_a_step_that_is_good",
    replace=[
        (POINT, "t *= shrink\n        " + POINT),
        ("            return t, point\n        t *= shrink", "            return t, point"),
    ],
)

backward = mistake(
    "walked against the direction, as if it were a gradient",
    fails="takes_a_step_that_is_good",
    replace=(POINT, POINT.replace("+", "-")),
)

never_shrinks = mistake(
    "took the first step size, good or not",
    fails="shrinks_until_it_is_good",
    replace=(TEST, "if f(point) < np.inf:"),
)

always_halves = mistake(
    "halved the step, whatever shrink is",
    fails="shrinks_until_it_is_good",
    replace=("t *= shrink", "t *= 0.5"),
)

any_fall = mistake(
    "took any step that makes f smaller",
    fails="asks_for_its_share",
    replace=(TEST, "if f(point) < here:"),
)

share_of_the_slope = mistake(
    "left t out of the condition, so that every step has to fall by the same amount",
    fails="asks_for_its_share",
    replace=(TEST, TEST.replace("share * t * slope", "share * slope")),
)

allows_a_rise = mistake(
    "subtracted the share, which allows f to rise",
    fails="asks_for_its_share",
    replace=(TEST, TEST.replace("here +", "here -")),
)

slope_of_the_gradient = mistake(
    "took the squared length of the gradient for the slope, right only along -gradient",
    fails="follows_any_direction",
    replace=(TEST, TEST.replace("slope", "-np.sum(gradient**2)")),
)

nan_is_good = mistake(
    "went on while f is too large; NaN is not larger than anything, so it was accepted",
    fails="comes_back_from_where_f_ends",
    replace=(TEST, "if not f(point) > here + share * t * slope:"),
)

gives_up_late = mistake(
    "returned the last step size instead of 0 when giving up",
    fails="gives_up",
    replace=(GIVE_UP, "return t / shrink, point"),
)

one_try_too_few = mistake(
    "tried `most` step sizes in all, one too few",
    fails="gives_up",
    replace=(LOOP, "for _ in range(most):"),
)

asks_again = mistake(
    "evaluated f at the start again for every step size",
    fails="asks_no_more_than_it_must",
    replace=(TEST, TEST.replace("here", "f(p)")),
)

matrix_product = mistake(
    "multiplied gradient and direction with @, which is no sum over all entries of matrices",
    fails="leaves_its_inputs_unchanged",
    replace=(SLOPE, "slope = gradient @ direction"),
)

in_place = mistake(
    "moved the caller's point",
    fails="leaves_its_inputs_unchanged",
    replace=(RETURN, "p += t * direction\n            return t, p.copy()"),
)


@variant
def by_recursion(f, p, gradient, direction, step=1.0, shrink=0.5, share=1e-4, most=50):
    "calls itself with a smaller step"
    slope = float(np.vdot(gradient, direction))
    if slope >= 0:
        raise ValueError("uphill")
    start = f(p)

    def attempt(t, left):
        point = p + direction * t
        found = f(point)
        if np.isfinite(found) and found <= start + share * slope * t:
            return t, point
        return attempt(t * shrink, left - 1) if left else (0.0, p.copy())

    return attempt(step, most)


@variant
def with_a_while(f, p, gradient, direction, step=1.0, shrink=0.5, share=1e-4, most=50):
    "a while loop that counts down, the slope summed in Python"
    slope = sum(float(g) * float(d) for g, d in zip(gradient.flat, direction.flat, strict=True))
    if not slope < 0:
        raise ValueError(f"slope is {slope}")
    value, t, k = f(p), step, 0
    while not f(p + t * direction) - value <= share * t * slope:
        k += 1
        if k > most:
            return 0.0, p
        t = step * shrink**k
    return t, p + t * direction
