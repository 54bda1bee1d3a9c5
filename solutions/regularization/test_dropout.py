"""Inverted dropout: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, driver, mistake, near, rate_is, value, variant


@driver
def many(Dropout, x, p, rng, times):
    """The results of many passes with one generator."""
    import numpy as np

    layer = Dropout(p)
    return np.stack([layer.forward(x.copy(), rng) for _ in range(times)])


@check(after="draws_a_new_mask_each_time")
@cases(p=[0.2, 0.5])
def treats_all_entries_alike(Dropout, p, rng):
    "drops the first entry as often as the last, over many masks"
    x = rng.choice([-1.0, 1.0], size=4) * rng.uniform(1, 2, size=4)
    y = many(Dropout, x, p, rng, 500)
    near(y, np.where(y != 0, x / (1 - p), 0.0))
    for entry in range(4):
        rate_is(y[:, entry] == 0, p, count=500, name="dropped entries")


@check(after=["drops_each_entry_on_its_own", "passes_gradients_where_it_kept"])
@cases(p=[0.05, 0.9])
def obeys_extreme_probabilities(Dropout, p, rng):
    "drops a twentieth, or nine tenths, of a tensor with three axes"
    x = rng.uniform(1, 2, size=(20, 25, 40))
    layer = Dropout(p)
    y = value(layer.forward(x, rng))
    near(y, np.where(y != 0, x / (1 - p), 0.0))
    rate_is(y == 0, p, count=20_000, name="dropped entries")
    near(value(layer.backward(x)), y, name="gradient")


@check(after=["leaves_all_as_it_is_out_of_training", "passes_gradients_where_it_kept"])
@cases(n=[3])
def trains_again_after_a_test(Dropout, n, rng):
    "drops again when training goes on after a pass out of training"
    x = rng.uniform(1, 2, size=(n, 40))
    layer = Dropout(0.5)
    layer.forward(x, rng, training=False)
    y = value(layer.forward(x, rng))
    near(y, np.where(y != 0, 2 * x, 0.0))
    rate_is(y == 0, 0.5, count=40 * n, name="dropped entries")
    near(value(layer.backward(x)), y, name="gradient")


class truth:
    """A coin for each entry, one after another."""

    def __init__(self, p):
        if p < 0 or p >= 1:
            raise ValueError(p)
        self.p, self.kept = p, None

    def forward(self, x, rng, training=True):
        y = np.array(x, dtype="float64")
        coins = [rng.binomial(1, 1 - self.p) for _ in range(y.size)] if training else None
        self.kept = coins
        if training:
            pairs = zip(y.flat, coins, strict=True)
            y.flat = [v / (1 - self.p) if coin else 0.0 for v, coin in pairs]
        return y.astype(x.dtype)

    def backward(self, dy):
        dx = np.array(dy, dtype="float64")
        if self.kept is not None:
            pairs = zip(dx.flat, self.kept, strict=True)
            dx.flat = [v / (1 - self.p) if coin else 0.0 for v, coin in pairs]
        return dx.astype(dy.dtype)


ONE = "        self.factor: np.ndarray | float = 1.0\n        if training"
MASK = "mask = rng.random(x.shape) >= self.p"
FACTOR = "self.factor = np.asarray(mask / (1 - self.p), dtype=x.dtype)"
FORWARD = "return x * self.factor"
BACKWARD = "return dy * self.factor"

unscaled = mistake(
    "did not scale what is kept",
    fails="scales_what_it_keeps",
    replace=(FACTOR, FACTOR.replace(" / (1 - self.p)", "")),
)

scaled_by_p = mistake(
    "divided by p, the probability of being dropped",
    fails="scales_what_it_keeps",
    replace=(FACTOR, FACTOR.replace("(1 - self.p)", "self.p")),
)

scaled_down = mistake(
    "multiplied by 1 - p where it should divide",
    fails="scales_what_it_keeps",
    replace=(FACTOR, FACTOR.replace("/", "*")),
)

scaled_by_counting = mistake(
    "divided by the share that happened to be kept, not by its probability",
    fails="scales_what_it_keeps",
    replace=(FACTOR, FACTOR.replace("(1 - self.p)", "max(mask.mean(), 0.01)")),
)

kept_with_p = mistake(
    "kept an entry with probability p",
    fails="drops_with_its_probability",
    replace=(MASK, MASK.replace(">=", "<")),
)

half_always = mistake(
    "dropped half of the entries, whatever p is",
    fails="drops_with_its_probability",
    replace=(MASK, MASK.replace("self.p", "0.5")),
)

normal_numbers = mistake(
    "compared normally distributed numbers with p instead of uniform ones",
    fails="drops_with_its_probability",
    replace=(MASK, MASK.replace("rng.random(", "rng.standard_normal(")),
)

same_in_every_row = mistake(
    "drew one mask for a row and used it for all rows of the batch",
    fails="drops_each_entry_on_its_own",
    replace=(MASK, "mask = np.broadcast_to(rng.random(x.shape[-1:]) >= self.p, x.shape)"),
)

whole_samples = mistake(
    "dropped whole samples (rows of a batch)",
    fails="drops_each_entry_on_its_own",
    replace=(
        MASK,
        "mask = rng.random((len(x), *[1] * (x.ndim - 1))) >= self.p + np.zeros_like(x)",
    ),
)

gradient_unscaled = mistake(
    "passed the gradient on unscaled",
    fails="passes_gradients_where_it_kept",
    replace=(BACKWARD, "return dy * (self.factor != 0)"),
)

gradient_everywhere = mistake(
    "scaled the gradient everywhere, also where nothing passed",
    fails="passes_gradients_where_it_kept",
    replace=(BACKWARD, "return dy * np.max(self.factor)"),
)

gradient_untouched = mistake(
    "passed the gradient on as it is",
    fails="passes_gradients_where_it_kept",
    replace=(BACKWARD, "return dy.copy()"),
)

gradient_by_the_output = mistake(
    "multiplied the gradient by y instead of mask / (1 - p)",
    fails="passes_gradients_where_it_kept",
    replace=[(FORWARD, "self.y = x * self.factor\n        return self.y"),
             (BACKWARD, "return dy * (self.y if np.ndim(self.factor) else 1.0)")],
)  # fmt: skip

scaled_when_used = mistake(
    "multiplied by 1 - p out of training as well, as classic dropout does",
    fails="leaves_all_as_it_is_out_of_training",
    replace=(FORWARD, "return x * self.factor * (1 if training else 1 - self.p)"),
)

drops_when_used = mistake(
    "dropped out of training too",
    fails="leaves_all_as_it_is_out_of_training",
    replace=(ONE, ONE.replace("if training", "if training or True")),
)

stale_mask = mistake(
    "kept the mask of the last training step, and used it backward out of training",
    fails="leaves_all_as_it_is_out_of_training",
    replace=(ONE, "        if not training:\n            return x\n" + ONE),
)

one_mask_forever = mistake(
    "drew a mask the first time and kept it",
    fails="draws_a_new_mask_each_time",
    replace=(
        MASK,
        'mask = self.mask = getattr(self, "mask", rng.random(x.shape) >= self.p)',
    ),
)

reseeded = mistake(
    "made a generator of its own with a fixed seed: the same mask each time",
    fails="draws_a_new_mask_each_time",
    replace=(MASK, MASK.replace("rng.random", "np.random.default_rng(0).random")),
)

widened = mistake(
    "gave float64 for float32: a mask divided by a float is float64",
    fails="keeps_the_dtype",
    replace=(FACTOR, "self.factor = mask / (1 - self.p)"),
)

in_place = mistake(
    "multiplied the caller's x in place",
    fails="leaves_its_inputs_unchanged",
    replace=(FORWARD, "x *= self.factor\n        return x"),
)


@variant
class by_choice:
    "a boolean mask by rng.choice, kept; zeros filled in"

    def __init__(self, p):
        if p < 0.0 or p >= 1.0:
            raise ValueError("p must be in [0, 1)")
        self.p = p

    def forward(self, x, rng, training=True):
        shape = np.shape(x)
        self.dropped = rng.choice([True, False], size=shape, p=[self.p, 1 - self.p])
        self.training = training
        return self.backward(x)

    def backward(self, dy):
        if not self.training:
            return dy
        result = dy / (1 - self.p)
        result[self.dropped] = 0
        return result


@variant
class by_binomial:
    "integers 0 and 1, drawn only in training"

    def __init__(self, p):
        if not (p >= 0 and p < 1):
            raise ValueError(p)
        self.keep, self.mask = 1 - p, None

    def forward(self, x, rng, training=True):
        self.mask = rng.binomial(1, self.keep, size=x.shape).astype(x.dtype) if training else None
        return x.copy() if self.mask is None else x * self.mask / self.keep

    def backward(self, dy):
        return dy if self.mask is None else np.multiply(dy, self.mask) / self.keep
