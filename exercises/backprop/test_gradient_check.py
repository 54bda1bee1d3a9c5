"""Checking a gradient against central differences, and knowing when the check lies."""

import numpy as np

from grader import cases, check, equal, near, put, raises, reference, unchanged

H = 1e-5


def curve(w):
    """A smooth function of an array like w, and its gradient at x, of size |w| - 1 to |w| + 1."""
    return lambda x: float((w * x + np.sin(2 * x) / 2).sum()), lambda x: w + np.cos(2 * x)


def slopes(rng, *shape):
    """Numbers between 1.5 and 3 in size."""
    return rng.uniform(1.5, 3, size=shape) * rng.choice([-1, 1], size=shape)


def close(got, expected, noise=10.0):
    """Near, for the errors: values of f are rounded, over h, over slopes of size 1."""
    near(got[0], expected[0], terms=noise / H, name="errors")


@check(points=2)
@cases(n=[1, 3], wrong=[0.1, 0.4], seed=range(2))
def measures_what_is_wrong(gradient_check, n, wrong, rng):
    "gives the error of each entry relative to the larger of both slopes"
    w, x = slopes(rng, n), rng.normal(size=n)
    f, slope = curve(w)
    claimed = slope(x) * (1 + wrong * rng.choice([-1, 0.5], size=n))
    close(gradient_check(f, x, claimed), reference(f, x, claimed))


@check(points=2, after=measures_what_is_wrong)
@cases(n=[2, 3], scale=[300.0, 0.02], seed=range(2))
def ignores_the_scale(gradient_check, n, scale, rng):
    "measures the same error whatever the size of the slopes"
    w, x = slopes(rng, n), rng.normal(size=n)
    f, slope = curve(w)
    claimed = scale * slope(x) * (1 + 0.3 * rng.random(size=n))
    scaled = lambda at: scale * f(at)
    close(gradient_check(scaled, x, claimed), reference(scaled, x, claimed))


@check(points=2, after=measures_what_is_wrong)
@cases(seed=range(3))
def judges_the_extremes(gradient_check, rng):
    "gives 2 for a turned sign, 1 for a forgotten slope, 0 where both are 0"
    w = np.array([1.0, 1.0, 0.0]) * rng.uniform(1, 2, size=3)
    x = rng.normal(size=3)
    claimed = np.array([-1.0, 0.0, 0.0]) * w

    def f(at):
        return float((w * at).sum())

    close(gradient_check(f, x, claimed), reference(f, x, claimed))


@check(points=2, after=measures_what_is_wrong)
@cases(floor=[1e-6, 1e-3], seed=range(2))
def keeps_noise_below_the_floor(gradient_check, floor, rng):
    "divides by the floor where both slopes are below it, so that noise is no error"
    x = rng.normal(size=4)
    w = np.array([1.0, 1e-13, 1e-12, 0.1 * floor])

    def f(at):
        return float(2 + (w * at).sum())

    claimed = w * np.array([1, -1, 0, 3])
    got, expected = (side(f, x, claimed, floor=floor) for side in (gradient_check, reference))
    close(got, expected, noise=10 / floor)


@check(points=3, after=measures_what_is_wrong)
@cases(n=[2, 3], seed=range(2))
def finds_kinks(gradient_check, n, rng):
    "marks the entries with different slopes to the right and to the left, and no others"
    w = rng.uniform(0.5, 2, size=2 * n) * rng.choice([-1, 1], size=2 * n)
    x = rng.permutation([*np.zeros(n), *rng.normal(size=n)])

    def f(at):
        return float((w * np.maximum(0, at)).sum() + 0.1 * (at**2).sum())

    claimed = 1.5 * w * (x > 0) + w / 2 * (x == 0) + 0.2 * x
    got, expected = gradient_check(f, x, claimed), reference(f, x, claimed)
    equal(got[1], expected[1], name="kinks")


@check(after=finds_kinks)
@cases(bend=[0.5, 20.0], scale=[1000.0, -1000.0])
def knows_a_valley_from_a_kink(gradient_check, bend, scale, rng):
    "does not take the bottom of a valley for a kink, nor a steep curve, but an |x| beside them"
    x = np.array([0.0, 1.0, 0.0, 0.3 * H]) + np.array([0, rng.random(), 0, 0])

    def f(at):
        smooth = bend * at[0] ** 2 + scale * np.sin(at[1])
        return float(smooth + 0.1 * abs(at[2]) + abs(at[3]))

    claimed = np.array([0.0, scale * np.cos(x[1]), 0.0, 1.0])
    got, expected = gradient_check(f, x, claimed), reference(f, x, claimed)
    equal(got[1], expected[1], name="kinks")


@check(after=finds_kinks)
@cases(rows=[2], cols=[1, 3])
def widens_float32(gradient_check, rows, cols, rng):
    "works in float64 when x and the gradient are float32, also for matrices"
    x = rng.normal(size=(rows, cols)).astype("float32")

    def f(at):
        return float((np.sin(at) + 2 * at).sum())  # of the precision of what it is given

    claimed = (1.2 * np.cos(x) + 2.4).astype("float32")
    got, expected = gradient_check(f, x, claimed), reference(f, x, claimed)
    close(got, expected)
    equal(got[1], expected[1], name="kinks")


@check(after=measures_what_is_wrong)
@cases(n=[3])
def refuses_other_shapes(gradient_check, n, rng):
    "raises ValueError for a gradient of another shape, (n, 1) for (n,) above all"
    w, x = slopes(rng, n), rng.normal(size=n)
    f, slope = curve(w)
    for claimed in (slope(x)[:, None], slope(x)[None], slope(x)[:1]):
        with raises(ValueError):
            gradient_check(f, x, claimed)


@check(after=measures_what_is_wrong)
@cases(n=[4])
def leaves_its_inputs_unchanged(gradient_check, n, rng):
    "leaves x and the gradient unchanged"
    w, x = slopes(rng, n), rng.normal(size=n)
    f, slope = curve(w)
    x, claimed = put(x), put(slope(x))
    gradient_check(f, x, claimed)
    unchanged(x, "x")
    unchanged(claimed, "gradient")


@check(after=finds_kinks)
def gives_the_worked_numbers(gradient_check):
    "gives the worked numbers of (2 x + 1)**3 and of max(0, x)"
    at = [np.array([x]) for x in (1.0, 0.0)]
    cubed = gradient_check(lambda x: float((2 * x[0] + 1) ** 3), at[0], np.array([27.0]))
    relu = gradient_check(lambda x: float(max(0.0, x[0])), at[1], np.array([1.0]))
    near([cubed[0], relu[0]], [np.array([0.5])] * 2, tolerance=1e-8, name="errors")
    equal([cubed[1], relu[1]], [np.array([False]), np.array([True])], name="kinks")
