"""The gradient of any function by finite differences."""

import numpy as np

from grader import cases, check, driver, equal, near, put, raises, reference, unchanged

SCHEMES = ("forward", "central")


def wavy(w):
    """A smooth function of an array like w, in which all entries depend on one another."""
    return lambda x: float(np.sin(w * x).sum() + 0.3 * (w * x).sum() ** 2 + 1.5)


def close(numerical_gradient, w, x, h, scheme):
    """Near: each value of f is rounded, and the division by h enlarges that."""
    f = wavy(w)
    got, expected = (side(f, x, h, scheme) for side in (numerical_gradient, reference))
    near(got, expected, terms=(3 + abs(f(x.astype("float64")))) / h, name="gradient")


@check(points=2)
@cases(n=[2, 3], h=[1e-3, 0.02], seed=range(2))
def takes_forward_differences(numerical_gradient, n, h, rng):
    "takes forward differences: one entry moved by h, all others in their place"
    w, x = rng.normal(size=(2, n))
    close(numerical_gradient, w, x, h, "forward")


@check(points=2)
@cases(n=[2, 3], h=[1e-3, 0.02], seed=range(2))
def takes_central_differences(numerical_gradient, n, h, rng):
    "takes central differences: h up and h down, divided by 2 h"
    w, x = 1 + rng.normal(size=(2, n))
    close(numerical_gradient, w, x, h, "central")


@check(after=[takes_forward_differences, takes_central_differences])
@cases(rows=[1, 3], cols=[2], scheme=SCHEMES)
def takes_arrays_of_any_shape(numerical_gradient, rows, cols, scheme, rng):
    "gives f arrays of the shape of x, and returns a gradient of that shape"
    w, x = rng.normal(size=(2, rows, cols, 2))
    close(numerical_gradient, w, x, 1e-3, scheme)


@check(points=2, after=[takes_forward_differences, takes_central_differences])
@cases(scheme=SCHEMES, seed=range(2))
def chooses_its_steps(numerical_gradient, scheme, rng):
    "without h, moves each entry by eps**(1/2) or eps**(1/3), and in proportion beyond 1"
    x = np.array([0.2, -0.6, 30.0, -700.0]) * rng.uniform(1.0, 1.3, size=4)
    largest = []
    for side in (numerical_gradient, reference):
        moved = []

        def f(at, moved=moved):
            moved.append(np.abs(at - x))
            return float(np.sin(at / x).sum())

        side(f, x, scheme=scheme)
        largest.append(np.array(moved).max(axis=0))
    near(*largest, terms=1 + np.abs(x), name="largest move of each entry")


@check(after=[takes_forward_differences, takes_central_differences])
@cases(dtype=["float32", "int64"], scheme=SCHEMES)
def computes_in_float64(numerical_gradient, dtype, scheme, rng):
    "computes in float64 when x is float32 or holds integers"
    w, x = rng.normal(size=3), rng.integers(2, 9, size=3) / (8 if dtype == "float32" else 1)
    close(numerical_gradient, w, x.astype(dtype), 1e-5, scheme)


@check(after=[takes_forward_differences, takes_central_differences])
@cases(n=[1, 3], scheme=SCHEMES)
def calls_f_no_more_than_needed(numerical_gradient, n, scheme, rng):
    "calls f once for every move, and for forward differences once at x"
    w, x, points = rng.normal(size=n), rng.normal(size=n), []

    def f(at):
        points.append(at)
        return wavy(w)(at)

    numerical_gradient(f, x, 1e-3, scheme)
    equal(len(points), n + 1 if scheme == "forward" else 2 * n, name="number of calls of f")


@check(after=[takes_forward_differences, takes_central_differences])
@cases(scheme=SCHEMES)
def leaves_x_unchanged(numerical_gradient, scheme, rng):
    "leaves x as it was, to the last bit"
    w, x = rng.normal(size=(2, 4, 4))
    held = put(x / 1000)
    numerical_gradient(wavy(w), held, 0.5, scheme)
    unchanged(held, "x")


@check(after=takes_forward_differences)
@cases(scheme=["backward", "Central"])
def refuses_other_schemes(numerical_gradient, scheme, rng):
    "raises ValueError for a scheme it does not know"
    with raises(ValueError):
        numerical_gradient(wavy(rng.normal(size=2)), rng.normal(size=2), 1e-3, scheme)


@driver
def trained(numerical_gradient, scheme, steps):
    """Losses of the notes' 2-3-1 network, trained by finite differences at lr 0.01."""
    import numpy as np

    sizes = ((2, 3), (3,), (3, 1), (1,))
    w0 = [[-0.0053, -0.5820, -0.2723], [0.3793, -0.5204, 0.1896]]
    start = (*w0[0], *w0[1], -0.0140, 0.5607, -0.0628, 0.1528, -0.1745, -0.1135, -0.5516)

    def loss(p):
        ends = np.cumsum([int(np.prod(size)) for size in sizes])[:-1]
        w0, b0, w1, b1 = (a.reshape(s) for a, s in zip(np.split(p, ends), sizes, strict=True))
        hidden = 1 / (1 + np.exp(-(np.array([[1.0, 1.0]]) @ w0 + b0)))
        return float(np.mean((hidden @ w1 + b1) ** 2))

    p, losses = np.array(start), []
    for _ in range(steps):
        losses.append(loss(p))
        p = p - 0.01 * numerical_gradient(loss, p, 1e-4, scheme)
    return np.array(losses)


@check(after=[takes_forward_differences, takes_central_differences])
def trains_a_network(numerical_gradient):
    "trains a network of two, three and one neurons by differences alone, as the notes do"
    worked = {
        "forward": (0.334550108585, 0.312077417116, 0.178935476015),
        "central": (0.334550108585, 0.312075905054, 0.178926461754),
    }
    for scheme, losses in worked.items():
        got = trained(numerical_gradient, scheme, 10)
        near(got[[0, 1, 9]], np.array(losses), tolerance=1e-9, name=f"losses, {scheme}")


@check(after=[takes_forward_differences, takes_central_differences])
def gives_the_worked_numbers(numerical_gradient):
    "gives 4.1 and 4 for the slope of w**2 at 2 with a step of 0.1"
    for scheme, slope in (("forward", 4.1), ("central", 4.0)):
        got = numerical_gradient(lambda w: float(w[0] ** 2), np.array([2.0]), 0.1, scheme)
        near(got, np.array([slope]), tolerance=1e-11, name=scheme)
