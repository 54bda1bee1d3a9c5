"""One epoch of mini-batches: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, driver, mistake, near, reference, variant


@check(after="drops_it_when_told")
@cases(batch_size=[64, 300], drop_last=[False, True])
def handles_many_samples(minibatch_epoch, batch_size, drop_last, rng):
    "handles a thousand samples with ten features"
    x, w = rng.normal(size=(1000, 10)), rng.normal(size=10)
    y = x @ rng.normal(size=10)
    got, right = (
        side(x, y, w, 0.05, batch_size, np.random.default_rng(5), drop_last=drop_last)
        for side in (minibatch_epoch, reference)
    )
    near(got[1], right[1], length=batch_size, terms=100.0, steps=0, name="losses")
    near(got[0], right[0], length=1000, terms=10.0, name="w")


@check(after="drops_it_when_told")
@cases(n=[2], batch_size=[3, 10])
def takes_batches_larger_than_the_data(minibatch_epoch, n, batch_size, rng):
    "makes one batch of all samples when they are fewer than a batch, or none with drop_last"
    x, y, w = rng.normal(size=(n, 2)), rng.normal(size=n), rng.normal(size=2)
    for drop_last in (False, True):
        got, right = (
            side(x, y, w, 0.1, batch_size, np.random.default_rng(1), drop_last=drop_last)
            for side in (minibatch_epoch, reference)
        )
        near(got[1], right[1], length=n, terms=50.0, name="losses")
        near(got[0], right[0], length=n, terms=50.0, name="w")


@driver
def trained(minibatch_epoch, x, y, lr, batch_size, epochs, seed):
    """The weights and first losses of several epochs that draw from one generator."""
    import numpy as np

    rng, w, firsts = np.random.default_rng(seed), np.zeros(x.shape[1]), []
    for _ in range(epochs):
        w, losses = minibatch_epoch(x, y, w, lr, batch_size, rng)
        firsts.append(losses[0])
    return w, np.array(firsts)


@check(points=2, after="keeps_the_smaller_last_batch")
@cases(n=[10], epochs=[3], seed=range(2))
def shuffles_anew_in_every_epoch(minibatch_epoch, n, epochs, rng):
    "draws another order in every epoch, one permutation each"
    x = rng.normal(size=(n, 2))
    y, seed = x @ np.array([3.0, -2.0]) + 0.5 * rng.normal(size=n), int(rng.integers(1000))
    got = trained(minibatch_epoch, x, y, 0.05, 4, epochs, seed)
    right = trained(reference, x, y, 0.05, 4, epochs, seed)
    near(got[1], right[1], length=n * epochs, terms=100.0, steps=0, name="losses")
    near(got[0], right[0], length=n * epochs, terms=50.0, name="w")


def truth(x, y, w, lr, batch_size, rng, drop_last=False):
    """One sample and one number at a time, summed exactly."""
    from math import fsum

    order, w, losses = rng.permutation(len(x)).tolist(), np.array(w), []
    while order:
        batch, order = order[:batch_size], order[batch_size:]
        if drop_last and len(batch) != batch_size:
            continue
        residuals = [fsum([*(x[i] * w), -y[i]]) for i in batch]
        losses.append(fsum(r * r for r in residuals) / len(batch))
        for j in range(len(w)):
            slopes = [2 * r * x[i, j] for i, r in zip(batch, residuals, strict=True)]
            w[j] -= lr * fsum(slopes) / len(batch)
    return w, np.array(losses)


ORDER = "order = rng.permutation(len(x))"
BATCH = "batch = order[begin : begin + batch_size]"
RESIDUAL = "residual = x[batch] @ w - y[batch]"
LOSS = "losses.append((residual**2).mean())"
STEP = "w = w - lr * (2 / len(batch)) * x[batch].T @ residual"
DROP = "if drop_last and len(batch) < batch_size:"

summed = mistake(
    "stepped against the sum of the gradients, so the step grows with the batch",
    fails="steps_once_for_one_batch",
    replace=(STEP, STEP.replace("(2 / len(batch))", "2")),
)

without_two = mistake(
    "forgot the 2 of the derivative of a square",
    fails="steps_once_for_one_batch",
    replace=(STEP, STEP.replace("2 / len", "1 / len")),
)

residual_reversed = mistake(
    "subtracted the prediction from the target and still subtracted the gradient: uphill",
    fails="steps_once_for_one_batch",
    replace=(RESIDUAL, "residual = y[batch] - x[batch] @ w"),
)

loss_after_the_step = mistake(
    "measured the loss after the step instead of before it",
    fails="steps_once_for_one_batch",
    replace=[
        (f"        {LOSS}\n", ""),
        (STEP, f"{STEP}\n        losses.append(((x[batch] @ w - y[batch]) ** 2).mean())"),
    ],
)

not_shuffled = mistake(
    "took the samples in the order of the file",
    fails="visits_every_sample_once",
    replace=(ORDER, f"{ORDER}\n    order.sort()"),
)

with_replacement = mistake(
    "drew every sample anew, so some come twice and others never",
    fails="steps_once_for_one_batch",
    replace=(ORDER, "order = rng.integers(len(x), size=len(x))"),
)

targets_left_behind = mistake(
    "shuffled the samples but not their targets",
    fails="steps_once_for_one_batch",
    replace=(RESIDUAL, "residual = x[batch] @ w - y[begin : begin + len(batch)]"),
)

shuffled_twice = mistake(
    "shuffled samples and targets each in an order of its own",
    fails="steps_once_for_one_batch",
    replace=(ORDER, f"{ORDER}\n    y = y[rng.permutation(len(x))]"),
)

same_weights = mistake(
    "took every batch's gradient at the weights the epoch began with",
    fails="steps_after_every_batch",
    replace=[
        (ORDER, f"{ORDER}\n    begun = w"),
        (RESIDUAL, RESIDUAL.replace("@ w", "@ begun")),
    ],
)

over_batch_size = mistake(
    "divided the smaller last batch by batch_size too",
    fails="keeps_the_smaller_last_batch",
    replace=(STEP, STEP.replace("len(batch)", "min(batch_size, len(x))")),
)

always_dropped = mistake(
    "left the smaller last batch out although nobody asked for it",
    fails="keeps_the_smaller_last_batch",
    replace=(DROP, "if len(batch) < min(batch_size, len(x)):"),
)

never_dropped = mistake(
    "kept the smaller last batch in spite of drop_last",
    fails="drops_it_when_told",
    replace=(DROP, "if False:"),
)

last_always_dropped = mistake(
    "left the last batch out with drop_last even when it is full",
    fails="drops_it_when_told",
    replace=(DROP, "if drop_last and begin + batch_size >= len(x):"),
)

weights_in_place = mistake(
    "changed the caller's weights",
    fails="leaves_its_inputs_unchanged",
    replace=(STEP, STEP.replace("w = w - ", "w -= ")),
)


@variant
def sorted_once(x, y, w, lr, batch_size, rng, drop_last=False):
    "samples and targets brought into the drawn order first, then sliced"
    order = rng.permutation(x.shape[0])
    x, y, w = x[order], y[order], np.array(w)
    count = len(x) // batch_size if drop_last else -(-len(x) // batch_size)
    losses = np.empty(count)
    for k in range(count):
        part = slice(k * batch_size, (k + 1) * batch_size)
        errors = np.einsum("nd,d->n", x[part], w) - y[part]
        losses[k] = np.mean(errors * errors)
        w -= lr * np.mean(2 * errors[:, None] * x[part], axis=0)
    return w, losses


@variant
def split(x, y, w, lr, batch_size, rng, drop_last=False):
    "the order cut by np.split, and the mean of the gradients of single samples"
    order = rng.permutation(len(y))
    losses = []
    for batch in np.split(order, np.arange(batch_size, len(y), batch_size)):
        if drop_last and batch.size != batch_size:
            continue
        slopes = [2 * (x[i] @ w - y[i]) * x[i] for i in batch]
        losses.append(sum((x[i] @ w - y[i]) ** 2 for i in batch) / batch.size)
        w = w - lr * sum(slopes) / batch.size
    return np.array(w), np.array(losses, dtype=np.float64)
