"""Early stopping: hidden checks, known mistakes, right variants, truth."""

import math

import numpy as np

from grader import cases, check, driver, equal, mistake, near, reference, variant


@driver
def run(EarlyStopping, losses, patience, min_delta):
    """Two watchers of one training run, the second of which sees every other epoch."""
    import numpy as np

    first, second = EarlyStopping(patience, min_delta), EarlyStopping(patience)
    params = [np.zeros(3), np.zeros((2, 1))]
    untouched = [p.copy() for p in params]
    first.restore(params)
    unmoved = all(bool((p == q).all()) for p, q in zip(params, untouched, strict=True))
    answers = []
    for epoch, loss in enumerate(losses):
        for p in params:
            np.add(p, float(epoch), out=p)
        answers.append(bool(first.update(float(loss), params)))
        if epoch % 2 == 0:
            answers.append(bool(second.update(float(loss), params)))
    ends = []
    for watcher in (first, second):
        watcher.restore(params)
        ends.append([p.copy() for p in params])
    return unmoved, answers, [int(first.best_epoch), int(second.best_epoch)], ends


@check(after=["brings_the_best_weights_back", "waits_through_nan"])
@cases(min_delta=[0.0, 0.05], patience=[2, 5], seed=range(2))
def follows_long_runs(EarlyStopping, min_delta, patience, rng):
    "follows two noisy runs at once, to the end"
    losses = 2 * np.exp(-np.arange(40) / 10) + 0.02 * np.arange(40) + 0.1 * rng.normal(size=40)
    got = run(EarlyStopping, losses, patience, min_delta)
    expected = run(reference, losses, patience, min_delta)
    equal(got[0], expected[0], name="weights unmoved before the first epoch")
    equal(got[1], expected[1], name="answers")
    equal(got[2], expected[2], name="best epoch")
    near(got[3], expected[3], name="weights")


@check(after="asks_for_an_improvement_that_counts")
@cases(patience=[1, 2], seed=range(2))
def counts_ties_as_none(EarlyStopping, patience, rng):
    "takes a loss that is lower by exactly min_delta, or equal, for no improvement"
    start = float(rng.integers(2, 9))
    losses = np.array([start, start - 0.25, start, start - 0.5, start - 0.5, start - 0.75])
    for min_delta in (0.25, 0.0):
        got = run(EarlyStopping, losses, patience, min_delta)
        expected = run(reference, losses, patience, min_delta)
        equal(got[1], expected[1], name="answers")
        equal(got[2], expected[2], name="best epoch")


class truth:
    """Looks back over the whole history of losses in every epoch; keeps all weights."""

    def __init__(self, patience, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.losses, self.weights = [], []

    @property
    def improvements(self):
        found = []
        for epoch, loss in enumerate(self.losses):
            if math.isnan(loss):
                continue
            if not found or self.losses[found[-1]] - self.min_delta > loss:
                found.append(epoch)
        return found

    @property
    def best_epoch(self):
        return self.improvements[-1] if self.improvements else -1

    @property
    def best_loss(self):
        return self.losses[self.best_epoch] if self.improvements else math.inf

    def update(self, loss, params):
        self.losses.append(loss)
        self.weights.append([p.tolist() for p in params])
        return len(self.losses) - 1 - self.best_epoch >= self.patience

    def restore(self, params):
        if self.improvements:
            for p, kept in zip(params, self.weights[self.best_epoch], strict=True):
                np.copyto(p, np.array(kept))


BETTER = "loss < self.best_loss - self.min_delta"
RESET = "            self.waited = 0\n            self.kept"
KEEP = "self.kept = [np.copy(p) for p in params]"
WAIT = "self.waited += 1"
STOP = "return self.waited >= self.patience"
WRITE = "p[...] = best"
COUNT = "self.epoch += 1"

counted_from_one = mistake(
    "counted epochs from 1",
    fails="remembers_the_best",
    replace=("self.epoch = -1", "self.epoch = 0"),
)

latest_loss = mistake(
    "took every loss for the best",
    fails="stops_when_patience_ends",
    replace=(BETTER, "loss == loss"),
)

one_too_patient = mistake(
    "stopped only when more than `patience` epochs had passed",
    fails="stops_when_patience_ends",
    replace=(STOP, STOP.replace(">=", ">")),
)

one_too_hasty = mistake(
    "counted the best epoch itself as one of waiting",
    fails="stops_when_patience_ends",
    replace=(STOP, "return 0 < self.waited >= self.patience - 1"),
)

never_patient = mistake(
    "stopped at the first loss that is no improvement",
    fails="stops_when_patience_ends",
    replace=(STOP, "return self.waited > 0"),
)

waits_in_all = mistake(
    "counted all epochs without improvement, not those in a row",
    fails="waits_anew_after_an_improvement",
    replace=(RESET, RESET.replace("self.waited = 0", "pass")),
)

epoch_before = mistake(
    "compared with the loss of the epoch before instead of the best",
    fails="waits_anew_after_an_improvement",
    replace=[
        (
            COUNT,
            COUNT
            + '\n        before = getattr(self, "before", math.inf)\n        self.before = loss',
        ),
        (BETTER, "loss < before - self.min_delta"),
    ],
)

min_delta_ignored = mistake(
    "ignored min_delta",
    fails="asks_for_an_improvement_that_counts",
    replace=(BETTER, "loss < self.best_loss"),
)

min_delta_added = mistake(
    "added min_delta to the best loss, so that even a worse loss is an improvement",
    fails="asks_for_an_improvement_that_counts",
    replace=(BETTER, BETTER.replace("-", "+")),
)

smallest_kept = mistake(
    "lowered best_loss by improvements too small to count, which then never add up to one",
    fails="asks_for_an_improvement_that_counts",
    replace=(WAIT, WAIT + "\n            self.best_loss = min(self.best_loss, loss)"),
)

relative = mistake(
    "took min_delta for a share of the best loss",
    fails="asks_for_an_improvement_that_counts",
    replace=(BETTER, "loss < self.best_loss * (1 - self.min_delta)"),
)

not_copied = mistake(
    "kept the arrays themselves, which training goes on to change",
    fails="brings_the_best_weights_back",
    replace=(KEEP, "self.kept = list(params)"),
)

last_weights = mistake(
    "kept the weights of the last epoch instead of the best",
    fails="brings_the_best_weights_back",
    replace=[
        ("            " + KEEP + "\n", ""),
        (STOP, KEEP + "\n        " + STOP),
    ],
)

rebound = mistake(
    "put copies into the list instead of writing into the arrays",
    fails="brings_the_best_weights_back",
    replace=("for p, best in zip(params, self.kept, strict=False):\n            p[...] = best",
             "params[:] = self.kept or params"),
)  # fmt: skip

handed_out = mistake(
    "bound names in a loop (p = best), which changes no array",
    fails="brings_the_best_weights_back",
    replace=(WRITE, "p = best  # noqa: PLW2901"),
)

nan_is_better = mistake(
    "asked whether the loss is not worse, which nan never is",
    fails="waits_through_nan",
    replace=(BETTER, "not loss >= self.best_loss - self.min_delta"),
)

nan_skipped = mistake(
    "passed over epochs with a loss of nan",
    fails="waits_through_nan",
    replace=(COUNT, f"if loss != loss:\n            {STOP}\n        {COUNT}"),
)

ties_count = mistake(
    "counted an equal loss, or one lower by exactly min_delta, as an improvement",
    fails="counts_ties_as_none",
    replace=(BETTER, BETTER.replace("<", "<=")),
)


@variant
class by_epochs:
    "no counter of waiting: the distance to the best epoch"

    def __init__(self, patience, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best_loss, self.best_epoch, self.seen, self.best = float("inf"), -1, 0, None

    def update(self, loss, params):
        if self.best_loss - loss > self.min_delta:
            self.best_loss, self.best_epoch = loss, self.seen
            self.best = [np.array(p, copy=True) for p in params]
        self.seen += 1
        return self.seen - self.best_epoch > self.patience

    def restore(self, params):
        if self.best is not None:
            for i in range(len(params)):
                np.copyto(params[i], self.best[i])


@variant
class one_vector:
    "patience that is used up; the weights kept as one flat vector"

    def __init__(self, patience, min_delta=0.0):
        self.full = self.left = patience
        self.min_delta = min_delta
        self.best_loss, self.best_epoch, self.epochs = np.inf, -1, 0
        self.flat = None

    def update(self, loss, params):
        better = loss + self.min_delta < self.best_loss
        self.left = self.full if better else max(self.left - 1, 0)
        if better:
            self.best_loss, self.best_epoch = float(loss), self.epochs
            self.flat = np.concatenate([p.ravel() for p in params])
        self.epochs += 1
        return self.left == 0

    def restore(self, params):
        at = 0
        for p in params if self.flat is not None else []:
            p.flat = self.flat[at : at + p.size]
            at += p.size
