"""A learning rate that drops on a plateau: hidden checks, truth, mistakes, variants."""

import numpy as np

from grader import cases, check, driver, mistake, near, reference, variant


@driver
def training(ReduceOnPlateau, losses, others):
    """The rates of two schedules used in turn, with the defaults and with others."""
    import numpy as np

    first, second = ReduceOnPlateau(0.1), ReduceOnPlateau(0.2, 0.5, 3, 0.01, 0.001)
    return np.array([
        [first.step(float(loss)), second.step(float(other))]
        for loss, other in zip(losses, others, strict=True)
    ])  # fmt: skip


@check(after=["forgives_after_a_good_epoch", "asks_for_enough", "stops_at_the_smallest_rate"])
@cases(n=[200], seed=range(2))
def follows_a_long_training(ReduceOnPlateau, n, rng):
    "follows two long trainings in turn, one with the default patience and factor"
    losses = 2 * np.exp(-0.05 * np.arange(n)) + 0.1 * rng.random(size=(2, n))
    got, expected = (training(f, *losses) for f in (ReduceOnPlateau, reference))
    near(got, expected, length=1e4, terms=expected, steps=0, name="rates")


@driver
def broken(ReduceOnPlateau, losses):
    """The rates of a training with losses that are not finite."""
    import numpy as np

    schedule = ReduceOnPlateau(0.1, factor=0.5, patience=1)
    return np.array([schedule.step(float(loss)) for loss in losses])


@check(after="compares_with_the_best")
@cases(seed=range(2))
def bears_what_is_not_finite(ReduceOnPlateau, rng):
    "takes NaN and inf for bad epochs, even if they come first"
    a, b, c = -np.sort(-rng.random(size=3))
    losses = np.array([np.nan, np.inf, a, b, np.nan, c, np.inf, np.inf, c, a])
    got, expected = (broken(f, losses) for f in (ReduceOnPlateau, reference))
    near(got, expected, length=100, steps=0, name="rates")


class truth:
    """From the whole history, every time: which epochs were good, and how long since the last."""

    def __init__(self, lr, factor=0.1, patience=10, min_delta=0.0, min_lr=0.0):
        self.start, self.lr = lr, lr
        self.options = factor, patience, min_delta, min_lr
        self.losses = []

    def step(self, loss):
        factor, patience, min_delta, min_lr = self.options
        self.losses.append(loss)
        good, best = [], float("inf")
        for epoch, past in enumerate(self.losses):
            if past < best - min_delta:
                good.append(epoch)
                best = past
        # Bad epochs come in runs between good ones; each run drops once in patience + 1 epochs.
        ends = [*good, len(self.losses)]
        runs = [end - begin - 1 for begin, end in zip([-1, *good], ends, strict=True)]
        drops = sum(run // (patience + 1) for run in runs)
        self.lr = max(self.start * factor**drops, min_lr)
        return self.lr


GOOD = "if loss < self.best - self.min_delta:"
FORGIVE = "            self.best = loss\n            self.count = 0\n"
TEST = "if self.count > self.patience:"
DROP = "self.lr = max(self.lr * self.factor, self.min_lr)\n            self.count = 0"
RETURN = "return self.lr"

one_epoch_early = mistake(
    "dropped in the bad epoch number `patience` instead of the one after",
    fails="drops_after_its_patience",
    replace=(TEST, "if self.count >= max(self.patience, 1):"),
)

subtracted = mistake(
    "subtracted the factor",
    fails="drops_after_its_patience",
    replace=("self.lr * self.factor", "self.lr * (1 - self.factor)"),
)

one_step_late = mistake(
    "returned the rate of the epoch that has ended",
    fails="drops_after_its_patience",
    replace=[(GOOD, "now = self.lr\n        " + GOOD), (RETURN, "return now")],
)

attribute_kept = mistake(
    "returned the smaller rate but left the attribute lr as it was",
    fails="drops_after_its_patience",
    replace=[
        (GOOD, 'now = getattr(self, "now", self.lr)\n        ' + GOOD),
        (DROP, DROP.replace("self.lr = max(self.lr", "now = max(now")),
        (RETURN, "self.now = now\n        return now"),
    ],
)

never_forgives = mistake(
    "counted all bad epochs, good ones between them or not",
    fails="forgives_after_a_good_epoch",
    replace=(FORGIVE, "            self.best = loss\n"),
)

drops_on = mistake(
    "did not start the count again after a drop, so every further bad epoch drops the rate",
    fails="waits_again_after_a_drop",
    replace=(DROP, DROP.replace("\n            self.count = 0", "")),
)

drops_once = mistake(
    "dropped once only",
    fails="waits_again_after_a_drop",
    replace=(DROP, DROP + "\n            self.patience = 10**9"),
)

against_the_last = mistake(
    "compared with the last loss instead of the best",
    fails="compares_with_the_best",
    replace=[(TEST, "self.best = loss\n        " + TEST)],
)

best_forgotten = mistake(
    "forgot the best loss when it dropped the rate",
    fails="waits_again_after_a_drop",
    replace=(DROP, DROP + '\n            self.best = float("inf")'),
)

any_improvement = mistake(
    "ignored min_delta",
    fails="asks_for_enough",
    replace=(GOOD, "if loss < self.best:"),
)

best_creeps = mistake(
    "lowered the best loss in bad epochs too, so that small improvements never add up",
    fails="asks_for_enough",
    replace=(TEST, "self.best = min(self.best, loss)\n        " + TEST),
)

ratio = mistake(
    "took min_delta for a share of the best loss, as PyTorch does by default",
    fails="asks_for_enough",
    replace=(GOOD, "if loss < self.best * (1 - self.min_delta):"),
)

no_floor = mistake(
    "ignored min_lr",
    fails="stops_at_the_smallest_rate",
    replace=(
        DROP,
        DROP.replace("max(self.lr * self.factor, self.min_lr)", "self.lr * self.factor"),
    ),
)

floor_refuses = mistake(
    "left the rate as it was where the next one would be below min_lr",
    fails="stops_at_the_smallest_rate",
    replace=(
        DROP,
        """\
if self.lr * self.factor >= self.min_lr:
                self.lr *= self.factor
            self.count = 0""",
    ),
)

nan_is_best = mistake(
    "asked whether the loss is no better, which is never true of a NaN, so it became the best",
    fails=["gives_the_worked_numbers", "bears_what_is_not_finite"],
    replace=(GOOD, "if not loss >= self.best - self.min_delta:"),
)


@variant
class with_a_list:
    "keeps the epochs since the best one"

    def __init__(self, lr, factor=0.1, patience=10, min_delta=0.0, min_lr=0.0):
        self.lr, self.factor, self.patience = lr, factor, patience
        self.min_delta, self.min_lr = min_delta, min_lr
        self.best, self.bad = None, []

    def step(self, loss):
        first = self.best is None and loss == loss and loss != float("inf")
        if first or (self.best is not None and self.best - loss > self.min_delta):
            self.best, self.bad = loss, []
        else:
            self.bad.append(loss)
        if len(self.bad) == self.patience + 1:
            self.lr = max(self.min_lr, self.factor * self.lr)
            self.bad.clear()
        return self.lr


@variant
class counting_down:
    "counts down the bad epochs that are left"

    def __init__(self, lr, factor=0.1, patience=10, min_delta=0.0, min_lr=0.0):
        self.lr, self.options = lr, (factor, patience, min_delta, min_lr)
        self.best, self.left = np.inf, patience

    def step(self, loss):
        factor, patience, min_delta, min_lr = self.options
        if loss + min_delta < self.best:
            self.best, self.left = loss, patience
        elif self.left == 0:
            self.lr, self.left = float(np.clip(factor * self.lr, min_lr, None)), patience
        else:
            self.left -= 1
        return self.lr
