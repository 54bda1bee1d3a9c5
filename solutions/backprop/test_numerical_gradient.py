"""Finite differences: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


def rounded(f, x, scheme):
    """The size of f over the smallest step, which is how a rounding of f is enlarged."""
    return (
        2 * (1 + abs(f(x))) / np.finfo("float64").eps ** (1 / 2 if scheme == "forward" else 1 / 3)
    )


@check(after=["takes_arrays_of_any_shape", "chooses_its_steps"])
@cases(scheme=["forward", "central"], seed=range(2))
def differentiates_a_layer(numerical_gradient, scheme, rng):
    "differentiates the squared sum of a whole layer by its weights, with steps of its own"
    x, w = rng.normal(size=(4, 3)), rng.normal(size=(3, 5))

    def f(weights):
        return float((np.tanh(x @ weights) ** 2).sum())

    got, expected = (side(f, w, scheme=scheme) for side in (numerical_gradient, reference))
    near(got, expected, terms=rounded(f, w, scheme), name="gradient")


@check(after="chooses_its_steps")
@cases(scale=[1e6], scheme=["forward", "central"], seed=range(2))
def moves_what_is_large(numerical_gradient, scale, scheme, rng):
    "moves entries of millions far enough to see something"
    x = scale * (1 + rng.random(size=3))

    def f(at):
        return float(np.log(at).sum() ** 2)

    got, expected = (side(f, x, scheme=scheme) for side in (numerical_gradient, reference))
    near(got, expected, terms=rounded(f, x, scheme) / scale, name="gradient")


def truth(f, x, h=None, scheme="central"):
    """Coefficients of the line or parabola through the values of f, by NumPy's polynomial fit."""
    if scheme not in ("forward", "central"):
        raise ValueError(scheme)
    eps, x = 2.0**-52, np.array(x, dtype="float64")
    here = f(x) if scheme == "forward" else None
    slopes = []
    for i, a in enumerate(x.flat):
        step = h if h is not None else (np.sqrt if scheme == "forward" else np.cbrt)(eps)
        step = step if h is not None else step * np.maximum(1.0, np.abs(a))

        def value(t, i=i, a=a):
            moved = x.copy()
            moved.flat[i] = a + t
            return f(moved)

        if here is not None:
            slopes.append(np.diff([here, value(step)])[0] / step)
        else:
            slopes.append(np.diff([value(-step), value(step)])[0] / step * 0.5)
    return np.reshape(slopes, x.shape)


POINT = 'point = x.astype("float64")'
STEP = 'h or np.finfo("float64").eps ** (1 / 2 if forward else 1 / 3) * max(1, abs(old))'
BACK = "        point[i] = old\n"
CENTRAL = "gradient[i] = (above - f(point)) / (2 * step)"
FORWARD = "gradient[i] = (above - here) / step"
BOTH = ["takes_forward_differences", "takes_central_differences"]

not_put_back = mistake(
    "did not put an entry back before moving the next",
    fails=BOTH,
    replace=(BACK, ""),
)

all_at_once = mistake(
    "moved all entries at once, which gives the sum of all slopes",
    fails=BOTH,
    replace=[
        ("point[i] = old + step", "point += step"),
        ("point[i] = old - step", "point -= 2 * step"),
        (BACK, BACK.replace("point[i] = old", "point[...] = x")),
    ],
)

not_divided = mistake(
    "left out the division by the step",
    fails=BOTH,
    replace=[
        (FORWARD, FORWARD.replace(" / step", "")),
        (CENTRAL, CENTRAL.replace(" / (2 * step)", "")),
    ],
)

half_a_step = mistake(
    "divided central differences by h instead of 2 h",
    fails="takes_central_differences",
    replace=(CENTRAL, CENTRAL.replace("(2 * step)", "step")),
)

always_forward = mistake(
    "took a forward difference where a central one was asked for",
    fails="takes_central_differences",
    replace=(
        "            point[i] = old - step\n            " + CENTRAL,
        "            point[i] = old\n            gradient[i] = (above - f(point)) / step",
    ),
)

backward = mistake(
    "took the difference to the point below instead of the one above",
    fails="takes_forward_differences",
    replace=(FORWARD, "point[i] = old - step; gradient[i] = (here - f(point)) / step"),
)

one_root = mistake(
    "used eps**(1/2) for central differences too, so that rounding spoils them",
    fails="chooses_its_steps",
    replace=("(1 / 2 if forward else 1 / 3)", "(1 / 2)"),
)

fixed_step = mistake(
    "moved every entry by the same step, however large it is",
    fails="chooses_its_steps",
    replace=(STEP, STEP.removesuffix(" * max(1, abs(old))")),
)

vanishing_step = mistake(
    "made steps proportional to |x| below 1 too, down to a step of 0",
    fails="chooses_its_steps",
    replace=("max(1, abs(old))", "abs(old)"),
)

kept_dtype = mistake(
    "moved entries in the dtype of x: integers do not move at all, float32 by something else",
    fails="computes_in_float64",
    replace=(POINT, "point = x.copy()"),
)

asked_again = mistake(
    "called f(x) again for every entry",
    fails="calls_f_no_more_than_needed",
    replace=(FORWARD, "point[i] = old; gradient[i] = (above - f(point)) / step"),
)

stepped_back = mistake(
    "moved entries in the caller's array and back by subtraction, which rounding does not undo",
    fails="leaves_x_unchanged",
    replace=[
        (POINT, 'point = x if x.dtype == "float64" else x.astype("float64")'),
        (BACK, "        point[i] = point[i] + step if not forward else point[i] - step\n"),
    ],
)

anything_goes = mistake(
    'took central differences for any scheme but "forward"',
    fails="refuses_other_schemes",
    replace=('if scheme not in ("forward", "central"):', "if not scheme:"),
)


@variant
def with_one_hot_steps(f, x, h=None, scheme="central"):
    "adds an array that is zero but for one entry"
    if scheme == "forward":
        root = 0.5
    elif scheme == "central":
        root = 1 / 3
    else:
        raise ValueError(f"scheme {scheme}")
    x = np.asarray(x, dtype=np.float64)
    sizes = (
        np.finfo(float).eps ** root * np.maximum(1, np.abs(x)) if h is None else np.full(x.shape, h)
    )
    here, gradient = f(x) if root == 0.5 else None, np.zeros(x.size)
    for i in range(x.size):
        step = np.zeros(x.size)
        step[i] = sizes.flat[i]
        step = step.reshape(x.shape)
        low = f(x - step) if here is None else here
        gradient[i] = (f(x + step) - low) / (step.sum() if here is not None else 2 * step.sum())
    return gradient.reshape(x.shape)


@variant
def on_a_flat_copy(f, x, h=None, scheme="central"):
    "flattens x and walks over it with a plain index"
    if scheme not in {"central", "forward"}:
        raise ValueError("scheme")
    flat = x.ravel().astype(float)
    lower = f(flat.reshape(x.shape).copy()) if scheme == "forward" else 0.0
    slopes = []
    for i in range(flat.size):
        keep = float(flat[i])
        step = h if h is not None else (2.0**-52) ** (0.5 if scheme == "forward" else 1 / 3)
        if h is None:
            step *= max(1.0, abs(keep))
        flat[i] = keep + step
        upper = f(flat.reshape(x.shape))
        if scheme == "central":
            flat[i] = keep - step
            lower = f(flat.reshape(x.shape))
        flat[i] = keep
        slopes.append((upper - lower) / step / (2 if scheme == "central" else 1))
    return np.array(slopes).reshape(x.shape)
