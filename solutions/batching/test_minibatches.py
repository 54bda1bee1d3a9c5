"""Mini-batches: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, equal, mistake, reference, variant


@check(after=["keeps_samples_and_targets_together", "drops_what_is_left_over"])
@cases(batch_size=[1, 32], drop_last=[False, True], seed=range(2))
def handles_an_epoch_of_images(minibatches, batch_size, drop_last, rng):
    "handles three hundred small images with targets of several numbers"
    X, y = rng.normal(size=(300, 4, 4)), rng.normal(size=(300, 3))
    got, expected = (f(X, y, batch_size, rng, drop_last) for f in (minibatches, reference))
    equal([t for _, t in got], [t for _, t in expected], name="targets")
    equal([x for x, _ in got], [x for x, _ in expected], name="samples")


@check(after="drops_what_is_left_over")
@cases(drop_last=[False, True])
def handles_a_single_sample(minibatches, drop_last, rng):
    "handles a single sample, in batches of one and of two"
    X, y = rng.normal(size=(1, 3)), rng.integers(9, size=1)
    for batch_size in (1, 2):
        got, expected = (f(X, y, batch_size, rng, drop_last) for f in (minibatches, reference))
        equal([list(b) for b in got], [list(b) for b in expected], name="batches")


def truth(X, y, batch_size, rng, drop_last=False):
    """Samples dealt out one at a time."""
    if batch_size <= 0 or X.shape[0] != y.shape[0]:
        raise ValueError("no such batches")
    batches = []
    for i in rng.permutation(X.shape[0]).tolist():
        if not batches or len(batches[-1]) == batch_size:
            batches.append([])
        batches[-1].append(i)
    if drop_last and len(batches[-1]) < batch_size:
        batches.pop()
    return [(np.stack([X[i] for i in batch]), np.stack([y[i] for i in batch])) for batch in batches]


ORDER = "order = rng.permutation(len(X))"
BOTH = "(X[chosen], y[chosen])"
KEEP = "len(chosen) == batch_size or not drop_last"

not_shuffled = mistake(
    "did not shuffle: the batches are neighbors of the data set",
    fails="deals_out_all_targets",
    replace=(ORDER, "order = np.arange(len(X))"),
)

generator_of_its_own = mistake(
    "shuffled with a generator of its own, the same order in every epoch",
    fails="deals_out_all_targets",
    replace=(ORDER, "order = np.random.default_rng(0).permutation(len(X))"),
)

with_replacement = mistake(
    "drew samples with replacement: some twice, some never",
    fails="deals_out_all_targets",
    replace=(ORDER, "order = rng.integers(len(X), size=len(X))"),
)

batches_shuffled = mistake(
    "shuffled the batches but left neighbors together",
    fails="deals_out_all_targets",
    replace=(
        ORDER,
        (
            "firsts = batch_size * rng.permutation(-(-len(X) // batch_size))\n"
            "    order = (firsts[:, None] + np.arange(batch_size)).ravel()\n"
            "    order = order[order < len(X)]"
        ),
    ),
)

shuffled_apart = mistake(
    "shuffled the samples on their own, away from their targets",
    fails="keeps_samples_and_targets_together",
    replace=(
        BOTH,
        "(X[np.random.default_rng(1).permutation(len(X))][start : start + batch_size], y[chosen])",
    ),
)

samples_not_shuffled = mistake(
    "shuffled the targets but not the samples",
    fails="keeps_samples_and_targets_together",
    replace=(BOTH, "(X[start : start + batch_size], y[chosen])"),
)

always_dropped = mistake(
    "dropped the last batch without being asked",
    fails="keeps_what_is_left_over",
    replace=(KEEP, "len(chosen) == batch_size"),
)

filled_up = mistake(
    "filled the last batch up with samples from the beginning, which then come twice",
    fails="keeps_what_is_left_over",
    replace=(
        "order[start : start + batch_size]",
        "np.take(order, np.arange(start, start + batch_size), mode='wrap')",
    ),
)

never_dropped = mistake(
    "kept the last batch though it was to be dropped",
    fails="drops_what_is_left_over",
    replace=("if " + KEEP, "if True"),
)

full_one_dropped = mistake(
    "dropped the last batch even though it is full",
    fails="drops_what_is_left_over",
    replace=("return batches", "return batches[:-1] if drop_last else batches"),
)

one_order_for_all = mistake(
    "copied the generator, so every epoch has the same order",
    fails="shuffles_each_epoch_anew",
    replace=(ORDER, "import copy\n\n    order = copy.deepcopy(rng).permutation(len(X))"),
)

first_refusal = mistake(
    "refused nothing: samples without targets, batches without samples",
    fails="refuses_what_does_not_fit",
    replace=[("if len(X) != len(y)", "if False"), ("if batch_size < 1", "if False")],
)

in_place = mistake(
    "shuffled the caller's arrays",
    fails="leaves_its_inputs_unchanged",
    replace=[
        (ORDER, "order = rng.permutation(len(X))\n    X[:], y[:] = X[order], y[order]"),
        (BOTH, "(X[start : start + batch_size].copy(), y[start : start + batch_size].copy())"),
    ],
)


@variant
def split_at_multiples(X, y, batch_size, rng, drop_last=False):
    "both arrays shuffled as a whole, then np.split"
    if batch_size < 1 or len(X) != len(y):
        raise ValueError("batch size or number of targets")
    order = rng.permutation(len(y))
    cuts = np.arange(batch_size, len(y), batch_size)
    pairs = list(zip(np.split(X[order], cuts), np.split(y[order], cuts), strict=True))
    return [p for p in pairs if len(p[1]) == batch_size] if drop_last else pairs


@variant
def counting_batches(X, y, batch_size, rng, drop_last=False):
    "the number of batches first, rounded down or up"
    n = len(X)
    if n != len(y):
        raise ValueError("as many targets as samples, please")
    if batch_size <= 0:
        raise ValueError("batch_size must be positive")
    order = rng.permutation(n)
    count = n // batch_size if drop_last else (n + batch_size - 1) // batch_size
    parts = [order[i * batch_size : min((i + 1) * batch_size, n)] for i in range(count)]
    return [(np.take(X, part, axis=0), np.take(y, part, axis=0)) for part in parts]
