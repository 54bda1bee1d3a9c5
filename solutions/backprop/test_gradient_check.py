"""Gradient check: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, equal, mistake, near, reference, variant


@check(after=["knows_a_valley_from_a_kink", "judges_the_extremes"])
@cases(forgotten=["bias", "half", "nothing"])
def checks_a_layer(gradient_check, forgotten, rng):
    "checks the weights of a layer with relu, of which some units are exactly at 0"
    x, w = rng.integers(-3, 4, size=(2, 5, 4)).astype("float64")
    w = w[:4, :3] + 0.5

    def f(weights):
        z = x @ weights
        return float((np.maximum(z, 0) ** 2 + 0.1 * np.abs(z)).sum() / 5)

    z = x @ w
    claimed = x.T @ (2 * np.maximum(z, 0) + 0.1 * np.sign(z)) / 5
    if forgotten == "half":
        claimed = claimed / 2
    elif forgotten == "bias":
        claimed = claimed + 0.3
    got, expected = gradient_check(f, w, claimed), reference(f, w, claimed)
    smooth = ~expected[1]
    near(got[0] * smooth, expected[0] * smooth, terms=1e8, name="errors")
    equal(got[1], expected[1], name="kinks")


@check(after=["knows_a_valley_from_a_kink", "keeps_noise_below_the_floor"])
@cases(h=[1e-3, 1e-4, 1e-7], seed=range(2))
def takes_other_steps(gradient_check, h, rng):
    "takes other steps, with the threshold of a kink that belongs to them"
    x = np.array([0.4, 0.0, 0.0, 0.2 * h]) + np.array([rng.random(), 0, 0, 0])
    jump = np.sqrt(h)

    def f(at):
        return float(
            np.sin(2 * at[0])
            + 0.35 * jump * abs(at[1])
            + 0.75 * jump * abs(at[2])
            + 2 * jump * abs(at[3])
        )

    claimed = np.array([np.cos(2 * x[0]), 0, 0, jump])
    got, expected = (side(f, x, claimed, h) for side in (gradient_check, reference))
    equal(got[1], expected[1], name="kinks")
    near(got[0][:1], expected[0][:1], terms=10 / h, name="errors")


def truth(f, x, gradient, h=1e-5, floor=1e-6):
    """All three slopes from NumPy's own gradient of three values in a row."""
    if np.shape(gradient) != np.shape(x):
        raise ValueError("shape")
    x = np.array(x, dtype="float64")
    errors, kinks = [], []
    for i, claimed in enumerate(np.array(gradient, dtype="float64").flat):
        values = []
        for t in (-h, 0.0, h):
            moved = x.copy()
            moved.flat[i] += t
            values.append(f(moved))
        left, numeric, right = (float(slope) for slope in np.gradient(values, h))
        errors.append(abs(claimed - numeric) / np.max([abs(claimed), abs(numeric), floor]))
        kinks.append(abs(right - left) > h**0.5 * max(1, abs(numeric)))
    return np.reshape(errors, x.shape), np.reshape(kinks, x.shape)


SCALE = "max(abs(gradient[i]), abs(numeric), floor)"
NUMERIC = "(above - below) / (2 * h)"
KINK = "abs(right - left) > np.sqrt(h) * max(1, abs(numeric))"
WIDENED = 'x, gradient = x.astype("float64"), gradient.astype("float64")'

summed_scale = mistake(
    "divided by the sum of both slopes instead of the larger: half the error",
    fails="measures_what_is_wrong",
    replace=(SCALE, "max(abs(gradient[i]) + abs(numeric), floor)"),
)

over_numeric = mistake(
    "divided by the numeric slope alone",
    fails="measures_what_is_wrong",
    replace=(SCALE, "max(abs(numeric), floor)"),
)

over_claimed = mistake(
    "divided by the claimed slope alone",
    fails="measures_what_is_wrong",
    replace=(SCALE, "max(abs(gradient[i]), floor)"),
)

absolute = mistake(
    "gave the absolute difference of the slopes",
    fails="measures_what_is_wrong",
    replace=(
        "    errors[i] = abs(gradient[i] - numeric) / scale",
        "    errors[i] = abs(gradient[i] - numeric)",
    ),
)

signed = mistake(
    "gave errors with a sign",
    fails="measures_what_is_wrong",
    replace=(
        "errors[i] = abs(gradient[i] - numeric) / scale",
        "errors[i] = (gradient[i] - numeric) / scale",
    ),
)

whole_array = mistake(
    "divided by the largest slope of the array instead of the entry's own",
    fails="measures_what_is_wrong",
    replace=(SCALE, "max(np.abs(gradient).max(), abs(numeric), floor)"),
)

half_a_step = mistake(
    "divided the central difference by h instead of 2 h",
    fails="measures_what_is_wrong",
    replace=(NUMERIC, "(above - below) / h"),
)

one_sided = mistake(
    "compared with the slope to the right instead of the central one",
    fails="measures_what_is_wrong",
    replace=(NUMERIC, "(above - here) / h"),
)

added_floor = mistake(
    "added the floor to the scale",
    fails="measures_what_is_wrong",
    replace=(SCALE, "max(abs(gradient[i]), abs(numeric)) + floor"),
)

no_floor = mistake(
    "left the floor out, so that noise counts as an error",
    fails="keeps_noise_below_the_floor",
    replace=(SCALE, "max(abs(gradient[i]), abs(numeric)) or 1.0"),
)

zero_over_zero = mistake(
    "divided 0 by 0 where neither has a slope",
    fails=["judges_the_extremes", "keeps_noise_below_the_floor"],
    replace=(SCALE, "np.float64(max(abs(gradient[i]), abs(numeric)))"),
)

relative_kinks = mistake(
    "compared the slopes at the sides with the slope only: every valley is a kink",
    fails="knows_a_valley_from_a_kink",
    replace=(KINK, "abs(right - left) > np.sqrt(h) * abs(numeric)"),
)

absolute_kinks = mistake(
    "left the size of the slopes out: every steep curve is a kink",
    fails="knows_a_valley_from_a_kink",
    replace=(KINK, "abs(right - left) > np.sqrt(h)"),
)

kinks_by_the_error = mistake(
    "took every entry with a large error for a kink",
    fails="finds_kinks",
    replace=(KINK, "errors[i] > 0.01"),
)

kept_dtype = mistake(
    "moved x in float32",
    fails="widens_float32",
    replace=[
        (WIDENED, "x, gradient = x.copy(), gradient.copy()"),
        ("step = np.zeros(x.shape)", "step = np.zeros_like(x)"),
    ],
)

broadcast_shapes = mistake(
    "let a gradient of another shape through where it broadcasts",
    fails="refuses_other_shapes",
    replace=("gradient.shape != x.shape", "gradient.size != x.size and gradient.size != 1"),
)

in_place = mistake(
    "moved the caller's x, and back by subtraction, which rounding does not undo",
    fails="leaves_its_inputs_unchanged",
    replace=[
        (WIDENED, WIDENED.replace("x.astype", 'x if x.dtype == "float64" else x.astype')),
        (
            "        above, below = f(x + step), f(x - step)\n",
            """\
        x += step
        above = f(x)
        x -= 2 * step
        below = f(x)
        x += step
""",
        ),
    ],
)


@variant
def three_values_first(f, x, gradient, h=1e-5, floor=1e-6):
    "all values of f first, everything else in whole arrays"
    if x.shape != gradient.shape:
        raise ValueError("shapes differ")
    x, g = np.array(x, dtype=float), np.array(gradient, dtype=float)
    above, below, middle = np.zeros(x.size), np.zeros(x.size), f(x)
    for i in range(x.size):
        for values, sign in ((above, 1), (below, -1)):
            moved = x.ravel()
            moved = moved.copy()
            moved[i] += sign * h
            values[i] = f(moved.reshape(x.shape))
    right, left = ((above - middle) / h).reshape(x.shape), ((middle - below) / h).reshape(x.shape)
    numeric = ((above - below) / (2 * h)).reshape(x.shape)
    scale = np.maximum(np.maximum(np.abs(g), np.abs(numeric)), floor)
    limit = np.sqrt(h) * np.maximum(np.abs(numeric), 1)
    return np.abs(g - numeric) / scale, np.abs(right - left) > limit


@variant
def in_place_and_back(f, x, gradient, h=1e-5, floor=1e-6):
    "moves one entry of a copy and puts it back"
    if gradient.shape != x.shape:
        raise ValueError("shape")
    point, errors, kinks = x.astype(np.float64), np.zeros(x.shape), np.zeros(x.shape, bool)
    center = f(point)
    for i, claimed in np.ndenumerate(gradient.astype(np.float64)):
        old = point[i]
        point[i] = old + h
        above = f(point)
        point[i] = old - h
        below = f(point)
        point[i] = old
        numeric = (above - below) / h / 2
        errors[i] = abs(claimed - numeric) / max(abs(claimed), abs(numeric), floor)
        sides = (above - center) / h, (center - below) / h
        kinks[i] = abs(sides[0] - sides[1]) > h**0.5 * max(1.0, abs(numeric))
    return errors, kinks
