"""One epoch of mini-batch gradient descent."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged


def samples(rng, n, d):
    """Samples, targets and weights that are far from right."""
    return rng.normal(size=(n, d)), 3 * rng.normal(size=n), rng.normal(size=d)


def epoch(side, data, lr, batch_size, seed, **options):
    """Return what one side makes of an epoch whose order is drawn from `seed`."""
    return side(*data, lr, batch_size, np.random.default_rng(seed), **options)


def same_epoch(minibatch_epoch, data, *args, **options):
    """Fail unless losses, then weights are the reference's."""
    (w, losses), (right_w, right) = (
        epoch(side, data, *args, **options) for side in (minibatch_epoch, reference)
    )
    terms = 10 * max(1.0, np.max(right, initial=0.0))
    near(losses, right, length=len(data[0]), terms=terms, steps=0, name="losses")
    near(w, right_w, length=len(data[0]), terms=10 * (1 + np.abs(right_w).max()), name="w")


@check(points=2)
@cases(n=[1, 2, 5], d=[1, 3])
def steps_once_for_one_batch(minibatch_epoch, n, d, rng):
    "steps once, against the mean gradient, when all samples are one batch"
    same_epoch(minibatch_epoch, samples(rng, n, d), 0.05, n, int(rng.integers(1000)))


@check(points=2, after=steps_once_for_one_batch)
@cases(n=[4, 7], seed=range(2))
def visits_every_sample_once(minibatch_epoch, n, rng):
    "visits every sample once, in the order drawn (batches of one, lr = 0)"
    data = samples(rng, n, 2)
    same_epoch(minibatch_epoch, data, 0.0, 1, int(rng.integers(1000)))


@check(points=2, after=visits_every_sample_once)
@cases(batch_size=[1, 2, 3], batches=[2, 3])
def steps_after_every_batch(minibatch_epoch, batch_size, batches, rng):
    "steps after every batch, so the next one sees other weights"
    data = samples(rng, batch_size * batches, 2)
    same_epoch(minibatch_epoch, data, 0.1, batch_size, int(rng.integers(1000)))


@check(points=2, after=steps_after_every_batch)
@cases(n=[5, 8], batch_size=[3], seed=range(2))
def keeps_the_smaller_last_batch(minibatch_epoch, n, batch_size, rng):
    "keeps a smaller last batch, whose mean is over fewer samples"
    data = samples(rng, n, 2)
    same_epoch(minibatch_epoch, data, 0.1, batch_size, int(rng.integers(1000)))


@check(after=keeps_the_smaller_last_batch)
@cases(n=[3, 5, 6], batch_size=[3, 4])
def drops_it_when_told(minibatch_epoch, n, batch_size, rng):
    "leaves a smaller last batch out with drop_last, and only a smaller one"
    data = samples(rng, n, 2)
    seed = int(rng.integers(1000))
    same_epoch(minibatch_epoch, data, 0.1, batch_size, seed, drop_last=True)


@check(after=steps_once_for_one_batch)
@cases(n=[3])
def leaves_its_inputs_unchanged(minibatch_epoch, n, rng):
    "leaves samples, targets and weights unchanged"
    x, y, w = (put(part) for part in samples(rng, n, 2))
    minibatch_epoch(x, y, w, 0.1, 2, np.random.default_rng(0))
    unchanged(x, "x")
    unchanged(y, "y")
    unchanged(w, "w")


@check(after=keeps_the_smaller_last_batch)
def gives_the_worked_numbers(minibatch_epoch):
    "gives the worked numbers: 1.4 after batches of two samples and of one"
    x, y = np.array([[1.0], [2.0], [3.0]]), np.array([2.0, 4.0, 6.0])
    w, losses = minibatch_epoch(x, y, np.zeros(1), 0.05, 2, np.random.default_rng(0))
    near(losses, np.array([20.0, 4.0]), name="losses")
    near(w, np.array([1.4]), name="w")
