"""Gradient accumulation: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, driver, mistake, near, reference, value, variant


@driver
def losses_and_sums(Accumulator, losses, grads, counts, every):
    """Take after every few micro-batches: the losses, the gradients flat."""
    import numpy as np

    accumulator, results = Accumulator(), []
    for i in range(len(losses)):
        parts = [np.array(grads[i, :4]).reshape(2, 2), np.array(grads[i, 4:])]
        accumulator.add(float(losses[i]), parts, int(counts[i]))
        if i % every == every - 1:
            loss, found = accumulator.take()
            results.append(np.concatenate([[float(loss)], *[g.ravel() for g in found]]))
    return np.array(results)


@check(after=["begins_anew", "passes_over_empty_parts"])
@cases(every=[1, 4, 16], seed=range(2))
def follows_an_epoch(Accumulator, every, rng):
    "follows 64 micro-batches of up to a thousand tokens, some of them empty"
    losses, grads = rng.uniform(1, 2, size=64), rng.normal(size=(64, 7))
    counts = rng.integers(1, 1000, size=64)
    if every > 1:
        counts[::5] = 0
        losses[::5] = np.nan
    arguments = (losses, grads, counts, every)
    got, expected = (losses_and_sums(f, *arguments) for f in (Accumulator, reference))
    near(got, expected, length=16, terms=2.0, name="loss and gradients")


@check(after="begins_anew")
@cases(seed=range(2))
def takes_other_shapes_later(Accumulator, rng):
    "takes gradients of other shapes after a `take`"
    accumulator = Accumulator()
    for shape in ((2,), (3, 1)):
        g, h = rng.normal(size=shape), rng.normal(size=shape)
        accumulator.add(1.0, [g], 1)
        accumulator.add(3.0, [h], 3)
        loss, grads = value(accumulator.take())
        near(loss, 2.5, name="loss")
        near(grads, [(g + 3 * h) / 4], terms=3.0, name="gradients")


class truth:
    """Keeps copies of everything, and takes weighted averages at the end."""

    def __init__(self):
        self.seen = []

    def add(self, loss, grads, count):
        if count:
            self.seen.append((loss, [np.copy(g) for g in grads], count))

    def take(self):
        if not self.seen:
            raise ValueError("nothing to average")
        losses, grads, counts = zip(*self.seen, strict=True)
        self.seen = []
        columns = [np.stack(column) for column in zip(*grads, strict=True)]
        means = [np.average(column, axis=0, weights=counts) for column in columns]
        return float(np.average(losses, weights=counts)), means


EMPTY = "if count == 0:\n            return\n        if"
FIRST = "self.grads = [np.zeros_like(g) for g in grads]"
COUNT = "self.count += count"
LOSS = "self.loss += count * loss"
GRADS = "np.add(total, count * g, out=total)"
LOSS_MEAN = "loss = float(self.loss / self.count)"
GRAD_MEAN = "[total / self.count for total in self.grads]"
RUN = "for total, n, g in self.parts:\n            total += n * g\n        "
RESET = "self.count, self.loss = 0, 0.0"

summed_up = mistake(
    "added the gradients up without dividing at the end",
    fails="averages_equal_parts",
    replace=[(GRADS, "total += g"), (GRAD_MEAN, "[total.copy() for total in self.grads]")],
)

sums_for_means = mistake(
    "did not multiply the means by their counts, but divided by N",
    fails="averages_equal_parts",
    replace=[(GRADS, "total += g"), (LOSS, "self.loss += loss")],
)

last_one_only = mistake(
    "kept only the last micro-batch, as if every backward pass began with zeros",
    fails="averages_equal_parts",
    replace=(GRADS, "total[...] = self.count * g"),
)

arrays_kept = mistake(
    "kept the caller's arrays, which hold the next micro-batch by then",
    fails="averages_equal_parts",
    replace=[
        (FIRST, "self.grads, self.parts = [np.zeros_like(g) for g in grads], []"),
        (GRADS, "self.parts.append((total, count, g))"),
        ("loss = float", RUN + "loss = float"),
    ],
)  # fmt: skip

plain_mean = mistake(
    "took the plain mean of the micro-batches, though they differ in size",
    fails="weighs_by_counts",
    replace=[
        (COUNT, "self.count += 1"),
        (LOSS, "self.loss += loss"),
        (GRADS, "total += g"),
    ],
)

plain_mean_of_losses = mistake(
    "weighted the gradients by counts but not the losses",
    fails="weighs_by_counts",
    replace=[
        (LOSS, "self.loss += loss\n        self.parts = getattr(self, 'parts', 0) + 1"),
        (LOSS_MEAN, "loss = float(self.loss / self.parts)\n        self.parts = 0"),
    ],
)

mean_of_means = mistake(
    "averaged the mean so far with each new one, which counts the last ones most",
    fails="averages_equal_parts",
    replace=[
        (GRADS, "total[...] = g if self.count == count else (total + g) / 2"),
        (GRAD_MEAN, "[total.copy() for total in self.grads]"),
    ],
)

not_reset = mistake(
    "never began anew: gradients of the step before are still in the sum",
    fails="begins_anew",
    replace=[
        (RESET, "self.taken = True"),
        (
            "if self.count == 0:\n            raise",
            "if self.count == 0 or self.done():\n            raise",
        ),
        (COUNT, "self.taken = False\n        " + COUNT),
        (
            "    def take",
            "    def done(self):\n        return getattr(self, 'taken', False)\n\n    def take",
        ),
    ],
)

loss_not_reset = mistake(
    "began anew with the gradients but not with the loss",
    fails="begins_anew",
    replace=(RESET, "self.count = 0"),
)

zero_times_nan = mistake(
    "multiplied nan by a count of 0, which is nan",
    fails="passes_over_empty_parts",
    replace=(
        EMPTY + " self.count == 0:\n            " + FIRST,
        "if not self.grads or self.count == 0:\n            " + FIRST,
    ),
)

nothing_is_zero = mistake(
    "gave a loss of 0 where there was no sample",
    fails="refuses_to_average_nothing",
    replace=('raise ValueError("no sample was added")', "return 0.0, []"),
)

caller_scaled = mistake(
    "multiplied the caller's gradients by the count in place",
    fails="leaves_its_inputs_unchanged",
    replace=(GRADS, "g *= count\n            total += g"),
)


@variant
class running_mean:
    "a mean that is right after every micro-batch"

    def __init__(self):
        self.n, self.loss, self.grads = 0, 0.0, None

    def add(self, loss, grads, count):
        if count > 0:
            self.n += count
            share = count / self.n
            self.loss += share * (loss - self.loss)
            if self.grads is None:
                self.grads = [np.array(g) for g in grads]
            else:
                self.grads = [m + share * (g - m) for m, g in zip(self.grads, grads, strict=True)]

    def take(self):
        if self.n == 0:
            raise ValueError("empty")
        result = self.loss, self.grads
        self.__init__()
        return result


@variant
class sums_in_a_dict:
    "sums by the place of the parameter"

    def __init__(self):
        self.sums, self.n, self.loss = {}, 0, 0

    def add(self, loss, grads, count):
        if not count:
            return
        for place, g in enumerate(grads):
            self.sums[place] = self.sums.get(place, 0) + g * count
        self.loss = self.loss + loss * count
        self.n += count

    def take(self):
        if not self.n:
            raise ValueError("take() without add()")
        means = [self.sums[place] / self.n for place in sorted(self.sums)]
        loss = self.loss / self.n
        self.sums, self.n, self.loss = {}, 0, 0
        return loss, means
