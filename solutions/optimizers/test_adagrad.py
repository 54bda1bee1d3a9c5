"""AdaGrad: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, driver, mistake, near, put, reference, value, variant


@driver
def fitted(AdaGrad, x, y, lr, steps):
    """Weights of a line fitted by full-batch gradients, from zeros."""
    import numpy as np

    w, optimizer = np.zeros(x.shape[1]), AdaGrad(lr=lr, eps=1e-8)
    for _ in range(steps):
        optimizer.step([w], [2 * x.T @ (x @ w - y) / len(y)])
    return w


@check(points=2, after=["adds_eps_outside_the_root", "keeps_long_steps_for_rare_entries"])
def fits_slowly(AdaGrad):
    "is still far from the best line after 100 steps of 0.01, at 0.184 and -0.183"
    rng = np.random.RandomState(42)
    x = rng.randn(100, 2)
    y = x @ np.array([3.0, -2.0]) + rng.randn(100) * 0.5
    got = fitted(AdaGrad, x, y, 0.01, 100)
    near(got, np.array([0.1838196672, -0.1827221206]), tolerance=1e-9, name="weights")


@check(after=["keeps_sums_per_parameter", "adds_eps_outside_the_root"])
@cases(steps=[60], seed=range(2))
def shrinks_for_a_long_time(AdaGrad, steps, rng):
    "matches the reference over many steps of two optimizers used in turn"
    p, history = rng.normal(size=3), rng.normal(size=(steps, 2, 3))
    ends = []
    for side in (AdaGrad, reference):
        first, second = side(0.1), side(0.1)
        mine, other = put(p, on=side), put(p, on=side)
        for g, h in history:
            first.step([mine], [g])
            second.step([other], [h])
        ends.append([value(mine), value(other)])
    near(*ends, length=steps, terms=5.0, name="params")


@check(after="sums_all_squares")
@cases(steps=[3])
def keeps_sums_by_position(AdaGrad, steps, rng):
    "carries its sums on when another array stands at the same position"
    p, history = rng.normal(size=2), rng.normal(size=(steps, 2))
    ends = []
    for side in (AdaGrad, reference):
        optimizer, held = side(0.1, eps=0.0), put(p, on=side)
        for g in history:
            held = put(value(held), on=side)
            optimizer.step([held], [g])
        ends.append(value(held))
    near(*ends, length=steps, terms=5.0, name="params")


class truth:
    """One entry at a time, with exact sums over the whole past."""

    def __init__(self, lr=0.01, eps=1e-10, initial=0.0):
        self.lr, self.eps, self.initial, self.past = lr, eps, initial, []

    def step(self, params, grads):
        from math import fsum, sqrt

        self.past.append([np.array(g) for g in grads])
        for i, p in enumerate(params):
            for at in np.ndindex(p.shape):
                entries = [float(g[i][at]) for g in self.past]
                root = sqrt(fsum([self.initial, *(e * e for e in entries)])) + self.eps
                p[at] -= self.lr * entries[-1] / root if root else 0.0


SUM = "s[...] = s + g**2"
ROOT = "root = np.sqrt(s) + self.eps"
STEP = "p[...] = p - self.lr * g / np.where(root > 0, root, 1.0)"
BEGIN = "self.s = [np.full_like(p, self.initial) for p in params]"
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

without_root = mistake(
    "divided by the sum itself, without the root",
    fails="first_step_has_size_lr",
    replace=(ROOT, "root = s + self.eps"),
)

forgets = mistake(
    "divided by the size of this gradient alone, so every step is lr long",
    fails="sums_all_squares",
    replace=(SUM, "s[...] = s * 0.0 + g**2 + self.initial"),
)

averages = mistake(
    "took a moving average of the squares, which is RMSprop, with its first step corrected",
    fails="sums_all_squares",
    replace=[
        (SUM, "first = not s.any()\n            s[...] = g**2 if first else 0.9 * s + 0.1 * g**2"),
    ],
)

mean_square = mistake(
    "divided by the root of the mean of the squares, so steps do not shrink",
    fails="sums_all_squares",
    replace=[
        (LOOP, f'self.k = getattr(self, "k", 0) + 1\n        {LOOP}'),
        (ROOT, "root = np.sqrt(s / self.k) + self.eps"),
    ],
)

sum_after = mistake(
    "added the new square only after the step",
    fails="first_step_has_size_lr",
    replace=[
        (f"            {SUM}\n", ""),
        (STEP, f"{STEP}\n            {SUM}"),
    ],
)

sizes_summed = mistake(
    "summed the sizes of the gradients instead of their squares",
    fails="sums_all_squares",
    replace=[(SUM, "s += np.abs(g)"), (ROOT, "root = s + self.eps")],
)

zero_by_zero = mistake(
    "divided 0 by 0 where no gradient had come yet",
    fails="keeps_long_steps_for_rare_entries",
    replace=(STEP, "p -= self.lr * (g / root)"),
)

one_sum_per_array = mistake(
    "kept one sum for the whole array, so rare entries shrink with the others",
    fails="first_step_has_size_lr",
    replace=(SUM, "s += (g**2).sum()"),
)

sums_by_shape = mistake(
    "kept one array of sums for all parameters of a shape",
    fails="keeps_sums_per_parameter",
    replace=[
        (BEGIN, "self.s = {p.shape: np.full_like(p, self.initial) for p in params}"),
        (LOOP, "for p, g in zip(params, grads, strict=True):\n            s = self.s[p.shape]"),
    ],
)

eps_in_the_root = mistake(
    "added eps inside the root, where it counts as the square of a much larger one",
    fails="adds_eps_outside_the_root",
    replace=(ROOT, "root = np.sqrt(s + self.eps)"),
)

begins_with_zeros = mistake(
    "began with zeros, whatever was asked for",
    fails="begins_with_a_sum",
    replace=(BEGIN, "self.s = [np.zeros_like(p) for p in params]"),
)

initial_squared = mistake(
    "took the initial sum for a gradient and squared it",
    fails="begins_with_a_sum",
    replace=(BEGIN, BEGIN.replace("self.initial", "self.initial**2")),
)

squared_in_place = mistake(
    "squared the caller's gradient in place",
    fails="leaves_gradients_unchanged",
    replace=(
        SUM,
        """\
sign = np.sign(g)
            s[...] = s + np.square(g, out=g)
            g = sign * np.sqrt(g)""",
    ),
)

keyed_by_object = mistake(
    "kept sums under the identity of the array, which a new array does not have",
    fails="keeps_sums_by_position",
    replace=[
        (BEGIN, "self.s = [{}]"),
        (
            LOOP,
            """\
for p, g in zip(params, grads, strict=True):
            s = self.s[0].setdefault(id(p), np.full_like(p, self.initial))""",
        ),
    ],
)


@variant
class by_dictionary:
    "sums in a dictionary by position, and a step of 0 chosen by np.where"

    def __init__(self, lr=0.01, eps=1e-10, initial=0.0):
        self.lr, self.eps, self.initial, self.sums = lr, eps, initial, {}

    def step(self, params, grads):
        for i, p in enumerate(params):
            g = grads[i]
            self.sums[i] = self.sums.get(i, self.initial) + np.square(g)
            below = self.sums[i] ** 0.5 + self.eps
            safe = np.where(below == 0, 1.0, below)
            p[...] = p - self.lr / safe * g


by_entry = variant(
    "one entry at a time",
    replace=(
        STEP,
        """\
for at in np.ndindex(p.shape):
                if g[at] != 0:
                    p[at] += -self.lr * float(g[at]) / float(root[at])""",
    ),
)
