"""RMSprop: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, driver, mistake, near, put, reference, value, variant


@driver
def descended(RMSprop, slope, start, lr, alpha, steps):
    """Where descent on a sum of parabolas ends; `slope` are the factors of its gradient."""
    import numpy as np

    p, optimizer = np.array(start), RMSprop(lr=lr, alpha=alpha)
    for _ in range(steps):
        optimizer.step([p], [slope * p])
    return p


@check(points=2, after=["adds_eps_outside_the_root", "averages_squares"])
def does_not_see_steepness(RMSprop):
    "walks down x**2 + 10 y**2 along the diagonal, to 1.9257 in 50 steps of 0.01"
    got = descended(RMSprop, np.array([2.0, 20.0]), [2.5, 2.5], 0.01, 0.9, 50)
    near(got, np.array([1.9257185793, 1.9257185779]), tolerance=1e-9, name="last point")


@check(
    after=["keeps_averages_per_parameter", "adds_eps_inside_the_root", "adds_eps_outside_the_root"]
)
@cases(inside=[False, True], steps=[30])
def walks_for_a_long_time(RMSprop, inside, steps, rng):
    "matches the reference over many steps of two optimizers used in turn"
    p, history = rng.normal(size=3), rng.normal(size=(steps, 2, 3))
    ends = []
    for side in (RMSprop, reference):
        first, second = (side(0.1, 0.9, 1e-3, eps_inside=inside) for _ in range(2))
        mine, other = put(p, on=side), put(p, on=side)
        for g, h in history:
            first.step([mine], [g])
            second.step([other], [h])
        ends.append([value(mine), value(other)])
    near(*ends, length=steps, terms=10.0, name="params")


@check(after="averages_squares")
@cases(steps=[3])
def keeps_averages_by_position(RMSprop, steps, rng):
    "carries its averages on when another array stands at the same position"
    p, history = rng.normal(size=2), rng.normal(size=(steps, 2))
    ends = []
    for side in (RMSprop, reference):
        optimizer, held = side(0.1, 0.9, 1e-150), put(p, on=side)
        for g in history:
            held = put(value(held), on=side)
            optimizer.step([held], [g])
        ends.append(value(held))
    near(*ends, length=steps, terms=10.0, name="params")


@check(after="adds_eps_outside_the_root")
@cases(steps=[2])
def stands_still_without_gradients(RMSprop, steps, rng):
    "does not move an entry whose gradient is 0, before or after others came"
    p, g = rng.normal(size=3), rng.normal(size=3)
    g[0] = 0.0
    ends = []
    for side in (RMSprop, reference):
        optimizer, held = side(0.1, 0.9), put(p, on=side)
        for grads in [0 * g, g, *[0 * g] * steps]:
            optimizer.step([held], [grads])
        ends.append(value(held))
    near(*ends, length=steps, terms=10.0, name="params")


class truth:
    """Without a recurrence: past squares weighted by powers of alpha, one entry at a time."""

    def __init__(self, lr=0.01, alpha=0.99, eps=1e-8, eps_inside=False):
        self.lr, self.alpha, self.eps, self.eps_inside, self.past = lr, alpha, eps, eps_inside, []

    def step(self, params, grads):
        from math import fsum, sqrt

        self.past.append([np.array(g) for g in grads])
        for i, p in enumerate(params):
            for at in np.ndindex(p.shape):
                past = [float(g[i][at]) for g in reversed(self.past)]
                weighed = [self.alpha**age * e * e for age, e in enumerate(past)]
                s = (1 - self.alpha) * fsum(weighed)
                root = sqrt(s + self.eps) if self.eps_inside else sqrt(s) + self.eps
                p[at] -= self.lr * past[0] / root


AVERAGE = "s[...] = self.alpha * s + (1 - self.alpha) * g**2"
ROOT = "root = np.sqrt(s + self.eps) if self.eps_inside else np.sqrt(s) + self.eps"
STEP = "p[...] = p - self.lr * g / root"
ZEROS = "self.s = [np.zeros_like(p) for p in params]"
LOOP = "for p, g, s in zip(params, grads, self.s, strict=True):"

rebound = mistake(
    "bound p to a new array instead of changing the one passed in",
    fails="changes_the_arrays_it_is_given",
    replace=(STEP, STEP.replace("p[...]", "p")),
)

uphill = mistake(
    "added the step instead of subtracting it",
    fails="changes_the_arrays_it_is_given",
    replace=(STEP, STEP.replace("= p -", "= p +")),
)

bias_corrected = mistake(
    "corrected the bias of the average, as Adam does",
    fails="first_steps_are_long",
    replace=[
        (LOOP, f'self.t = getattr(self, "t", 0) + 1\n        {LOOP}'),
        (ROOT, f"s = s / (1 - self.alpha**self.t)\n            {ROOT}"),
    ],
)

sums_squares = mistake(
    "added up the squares, which is AdaGrad",
    fails="first_steps_are_long",
    replace=(AVERAGE, "s += g**2"),
)

swapped_weights = mistake(
    "swapped alpha and 1 - alpha, so the average forgets almost everything",
    fails="first_steps_are_long",
    replace=(AVERAGE, "s[...] = (1 - self.alpha) * s + self.alpha * g**2"),
)

without_root = mistake(
    "divided by the average itself, without the root",
    fails="first_steps_are_long",
    replace=(ROOT, "root = s + self.eps"),
)

sizes_averaged = mistake(
    "averaged the sizes of the gradients instead of their squares",
    fails="first_steps_are_long",
    replace=[(AVERAGE, AVERAGE.replace("g**2", "np.abs(g)")), (ROOT, "root = s + self.eps")],
)

old_average = mistake(
    "divided by the average as it was before this gradient",
    fails="first_steps_are_long",
    replace=(
        AVERAGE,
        f"""\
old = s.copy() if s.any() else (1 - self.alpha) * g**2
            {AVERAGE}
            s = old""",
    ),
)

never_fades = mistake(
    "added each square with its weight but let no old one fade",
    fails="first_steps_are_long",
    replace=(AVERAGE, "s += (1 - self.alpha) * g**2"),
)

always_inside = mistake(
    "added eps inside the root, whatever was asked for",
    fails="adds_eps_outside_the_root",
    replace=(ROOT, "root = np.sqrt(s + self.eps)"),
)

always_outside = mistake(
    "added eps outside the root, whatever was asked for",
    fails="adds_eps_inside_the_root",
    replace=(ROOT, "root = np.sqrt(s) + self.eps"),
)

eps_by_maximum = mistake(
    "took eps for a lower bound of the root instead of adding it",
    fails="adds_eps_outside_the_root",
    replace=(ROOT, ROOT.replace("np.sqrt(s) + self.eps", "np.maximum(np.sqrt(s), self.eps)")),
)

averages_by_shape = mistake(
    "kept one array of averages for all parameters of a shape",
    fails="keeps_averages_per_parameter",
    replace=[
        (ZEROS, "self.s = {p.shape: np.zeros_like(p) for p in params}"),
        (LOOP, "for p, g in zip(params, grads, strict=True):\n            s = self.s[p.shape]"),
    ],
)

other_defaults = mistake(
    "kept 0.9 of the average by default, as Hinton's slides do, not 0.99",
    fails="has_the_stated_defaults",
    replace=("alpha: float = 0.99", "alpha: float = 0.9"),
)

squared_in_place = mistake(
    "squared the caller's gradient in place",
    fails="leaves_gradients_unchanged",
    replace=(
        AVERAGE,
        """\
sign = np.sign(g)
            s[...] = self.alpha * s + (1 - self.alpha) * np.square(g, out=g)
            g = sign * np.sqrt(g)""",
    ),
)

keyed_by_object = mistake(
    "kept averages under the identity of the array, which a new array does not have",
    fails="keeps_averages_by_position",
    replace=[
        (ZEROS, "self.s = [{}]"),
        (
            LOOP,
            """\
for p, g in zip(params, grads, strict=True):
            s = self.s[0].setdefault(id(p), np.zeros_like(p))""",
        ),
    ],
)


@variant
class by_dictionary:
    "averages in a dictionary by position, moved towards the new square"

    def __init__(self, lr=0.01, alpha=0.99, eps=1e-8, eps_inside=False):
        self.lr, self.alpha, self.s = lr, alpha, {}
        self.inside, self.outside = (eps, 0.0) if eps_inside else (0.0, eps)

    def step(self, params, grads):
        for i, (p, g) in enumerate(zip(params, grads, strict=True)):
            old = self.s.get(i, np.zeros(p.shape))
            self.s[i] = old + (1 - self.alpha) * (np.square(g) - old)
            p[...] = p - self.lr / (np.sqrt(self.s[i] + self.inside) + self.outside) * g


by_entry = variant(
    "one entry at a time",
    replace=(
        STEP,
        """\
for at in np.ndindex(p.shape):
                p[at] += -self.lr * float(g[at]) / float(root[at])""",
    ),
)
