"""The cosine schedule with a linear warmup: hidden checks, truth, mistakes, variants."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="begins_the_cosine_after_the_warmup")
@cases(total=[10_000], seed=range(2))
def covers_a_long_training(warmup_cosine, total, rng):
    "gives the rates of a whole long training"
    steps = np.arange(0, total + 200, 7)
    rest = (total, int(rng.integers(200, 900)), 1e-5)
    got, expected = (f(steps, 6e-4, *rest) for f in (warmup_cosine, reference))
    near(got, expected, length=16, terms=6e-4, name="rates")


@check(after="begins_the_cosine_after_the_warmup")
@cases(warmup=[1, 2, 6])
def decays_in_a_single_step(warmup_cosine, warmup, rng):
    "takes a warmup of one step, and a decay of one step"
    steps = rng.permutation(warmup + 4)
    rest = (warmup + 1, warmup, 0.001)
    got, expected = (f(steps, 0.2, *rest) for f in (warmup_cosine, reference))
    near(got, expected, length=16, terms=0.2, name="rates")


def truth(steps, lr_max, total, warmup=0, lr_min=0.0):
    """One step at a time, the cosine as a half angle's square."""
    from math import cos, pi

    def rate(s):
        if s < warmup:
            return lr_max * (s / warmup)
        if s > total:
            return lr_min
        return lr_min + (lr_max - lr_min) * cos(pi * (s - warmup) / (2 * (total - warmup))) ** 2

    return np.array([rate(int(s)) for s in steps.ravel()]).reshape(steps.shape)


RISING = "rising = lr_max * steps / max(warmup, 1)"
PROGRESS = "progress = np.minimum((steps - warmup) / (total - warmup), 1.0)"
RETURN = "return np.where(steps < warmup, rising, falling)"
FALLING = "falling = lr_min + (lr_max - lr_min) * (1 + np.cos(np.pi * progress)) / 2"

whole_period = mistake(
    "took a whole period of the cosine, so the rate comes back up",
    fails="falls_along_half_a_cosine",
    replace=(FALLING, FALLING.replace("np.pi", "2 * np.pi")),
)

quarter_period = mistake(
    "let the cosine itself fall from 1 to 0, a quarter of its period",
    fails="falls_along_half_a_cosine",
    replace=(
        FALLING,
        FALLING.replace("(1 + np.cos(np.pi * progress)) / 2", "np.cos(np.pi * progress / 2)"),
    ),
)

straight = mistake(
    "fell in a straight line",
    fails="falls_along_half_a_cosine",
    replace=(FALLING, "falling = lr_max + (lr_min - lr_max) * progress"),
)

minimum_on_top = mistake(
    "added lr_min to the whole cosine, which then begins above lr_max",
    fails="ends_at_the_smallest_rate",
    replace=(FALLING, FALLING.replace("(lr_max - lr_min)", "lr_max")),
)

cut_off_at_minimum = mistake(
    "let the cosine fall to 0 and cut it off at lr_min",
    fails="ends_at_the_smallest_rate",
    replace=(FALLING, "falling = np.maximum(lr_max * (1 + np.cos(np.pi * progress)) / 2, lr_min)"),
)

rises_again = mistake(
    "let the cosine go on after the last step, so the rate rises again",
    fails="stays_small_after_the_end",
    replace=(PROGRESS, "progress = (steps - warmup) / (total - warmup)"),
)

zero_after_the_end = mistake(
    "gave 0 after the last step",
    fails="stays_small_after_the_end",
    replace=(RETURN, RETURN + " * (steps <= total)"),
)

one_step_ahead = mistake(
    "used s + 1 while warming up",
    fails="rises_in_a_straight_line",
    replace=(RISING, RISING.replace("steps", "(steps + 1)")),
)

from_the_minimum = mistake(
    "let the warmup rise from lr_min instead of 0",
    fails="rises_in_a_straight_line",
    replace=(RISING, "rising = lr_min + (lr_max - lr_min) * steps / max(warmup, 1)"),
)

never_warm = mistake(
    "ignored the warmup",
    fails="rises_in_a_straight_line",
    replace=(RETURN, "return falling"),
)

cosine_from_step_zero = mistake(
    "ran the cosine from step 0, so the rate jumps down when the warmup ends",
    fails="begins_the_cosine_after_the_warmup",
    replace=(PROGRESS, "progress = np.minimum(steps / total, 1.0)"),
)

cosine_too_long = mistake(
    "gave the cosine all `total` steps after the warmup, so it is not at lr_min in step `total`",
    fails="begins_the_cosine_after_the_warmup",
    replace=(PROGRESS, "progress = np.minimum((steps - warmup) / total, 1.0)"),
)

flattened = mistake(
    "flattened the steps",
    fails="keeps_shape_and_steps",
    replace=(RETURN, RETURN + ".ravel()"),
)


@variant
def with_loops(steps, lr_max, total, warmup=0, lr_min=0.0):
    "one step at a time"
    rates = np.empty(steps.shape)
    for at in np.ndindex(steps.shape):
        s = steps[at]
        if s < warmup:
            rates[at] = lr_max * s / warmup
        else:
            u = min(1.0, (s - warmup) / (total - warmup))
            rates[at] = 0.5 * (lr_max + lr_min) + 0.5 * (lr_max - lr_min) * np.cos(np.pi * u)
    return rates


@variant
def by_sine(steps, lr_max, total, warmup=0, lr_min=0.0):
    "the decay as lr_max less a sine squared, the warmup written over it"
    late = np.clip(steps, warmup, total)
    rates = lr_max - (lr_max - lr_min) * np.sin(np.pi / 2 * (late - warmup) / (total - warmup)) ** 2
    early = steps < warmup
    rates[early] = lr_max / max(warmup, 1) * steps[early]
    return rates
