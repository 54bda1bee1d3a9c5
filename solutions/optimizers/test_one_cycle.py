"""The one-cycle policy: hidden checks, truth, mistakes, variants."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after=["ends_very_low", "moves_momentum_the_other_way"])
@cases(total=[2000], seed=range(2))
def covers_a_long_training(one_cycle, total, rng):
    "gives rates and momentum of a whole long training"
    given = np.arange(0, total, 3), 0.4, total, float(rng.uniform(0.2, 0.5))
    got, expected = one_cycle(*given), reference(*given)
    near(got[0], expected[0], length=100, terms=0.4, name="rates")
    near(got[1], expected[1], length=100, name="momentum")


@check(after="moves_momentum_the_other_way")
@cases(total=[2, 3], rise=[0.25, 0.8])
def takes_the_shortest_training(one_cycle, total, rise, rng):
    "takes a training of two or three steps"
    given = rng.permutation(total), 0.3, total, rise
    got, expected = one_cycle(*given), reference(*given)
    near(got[0], expected[0], length=100, terms=0.3, name="rates")
    near(got[1], expected[1], length=100, name="momentum")


def truth(steps, lr_max, total, rise=0.3):
    """One step at a time, with the square of a half angle's sine."""
    from math import pi, sin

    top, lr, momentum = rise * (total - 1), [], []
    for s in steps.ravel().tolist():
        if s <= top:
            share = sin(pi * s / (2 * top)) ** 2
            lr.append(lr_max * (1 + 24 * share) / 25)
            momentum.append(0.95 - 0.1 * share)
        else:
            share = sin(pi * (total - 1 - s) / (2 * (total - 1 - top))) ** 2
            lr.append(lr_max * (1 + 249_999 * share) / 250_000)
            momentum.append(0.95 - 0.1 * share)
    return np.array(lr).reshape(steps.shape), np.array(momentum).reshape(steps.shape)


TOP = "    top = rise * (total - 1)"
U = "u = np.where(rising, steps / top, (steps - top) / (total - 1 - top))"
TURNED = "turned = (1 - np.cos(np.pi * u)) / 2"
LR = "np.where(rising, lr_max / 25, lr_max), np.where(rising, lr_max, lr_max / 250_000)"
MOMENTUM = "start, end = np.where(rising, 0.95, 0.85), np.where(rising, 0.85, 0.95)"
RETURN = "return first + (last - first) * turned, start + (end - start) * turned"

straight = mistake(
    "rose and fell in straight lines",
    fails="rises_along_a_cosine",
    replace=(TURNED, "turned = u"),
)

from_zero = mistake(
    "let the rate begin at 0",
    fails="rises_along_a_cosine",
    replace=(LR, LR.replace("lr_max / 25,", "0.0,")),
)

turned_round = mistake(
    "used 1 + cos, which goes from the end to the beginning",
    fails="rises_along_a_cosine",
    replace=(TURNED, TURNED.replace("1 - np", "1 + np")),
)

falls_at_once = mistake(
    "measured the fall from step 0 instead of from the top, so the rate jumps there",
    fails="falls_along_a_cosine",
    replace=(U, U.replace("(steps - top) / (total - 1 - top)", "steps / (total - 1)")),
)

one_step_too_long = mistake(
    "took the last step for `total` instead of total - 1",
    fails="rises_along_a_cosine",
    replace=[(TOP, "    top = rise * total"), (U, U.replace("(total - 1 - top)", "(total - top)"))],
)

falls_to_the_start = mistake(
    "fell back to lr_max / 25 only, where the rise began",
    fails="falls_along_a_cosine",
    replace=(LR, LR.replace("250_000", "25")),
)

ends_at_zero = mistake(
    "ended at 0",
    fails="falls_along_a_cosine",
    replace=(LR, LR.replace("lr_max / 250_000", "0.0")),
)

ends_too_early = mistake(
    "ended at lr_max / 10000, dividing the largest rate instead of the first",
    fails="falls_along_a_cosine",
    replace=(LR, LR.replace("250_000", "10_000")),
)

whole_steps = mistake(
    "rounded the top to a whole step",
    fails="rises_as_long_as_it_is_told",
    replace=(TOP, "    top = np.round(rise * (total - 1))"),
)

always_the_same_rise = mistake(
    "gave 0.3 of the training to the rise, whatever was asked for",
    fails="rises_as_long_as_it_is_told",
    replace=(TOP, "    top = 0.3 * (total - 1)"),
)

momentum_along = mistake(
    "moved the momentum with the rate, not against it",
    fails="moves_momentum_the_other_way",
    replace=(MOMENTUM, "start, end = np.where(rising, 0.85, 0.95), np.where(rising, 0.95, 0.85)"),
)

momentum_fixed = mistake(
    "left the momentum at 0.95",
    fails="moves_momentum_the_other_way",
    replace=(MOMENTUM, "start, end = 0.95, 0.95"),
)

flattened = mistake(
    "flattened the steps",
    fails="keeps_shape_and_steps",
    replace=(TOP, TOP + "\n    steps = steps.ravel()"),
)


@variant
def with_loops(steps, lr_max, total, rise=0.3):
    "one step at a time, with a function for the curve"

    def curve(a, b, u):
        return (a + b) / 2 + (a - b) / 2 * np.cos(np.pi * u)

    last, lr, momentum = total - 1, np.empty(steps.shape), np.empty(steps.shape)
    top = last * rise
    for at in np.ndindex(steps.shape):
        if steps[at] <= top:
            u = steps[at] / top
            lr[at], momentum[at] = curve(lr_max / 25, lr_max, u), curve(0.95, 0.85, u)
        else:
            u = (steps[at] - top) / (last - top)
            lr[at], momentum[at] = curve(lr_max, lr_max / 25e4, u), curve(0.85, 0.95, u)
    return lr, momentum


@variant
def by_interpolation(steps, lr_max, total, rise=0.3):
    "the height between 0 at both ends and 1 at the top, the rest from that"
    place = np.interp(steps, [0, rise * (total - 1), total - 1], [0.0, 1.0, 2.0])
    height = (1 - np.cos(np.pi * place)) / 2
    floor = np.where(place <= 1, lr_max / 25, lr_max / 25 / 1e4)
    return floor + (lr_max - floor) * height, 0.95 - 0.1 * height
