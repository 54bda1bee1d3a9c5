"""The mini-batches of one epoch."""

import numpy as np

from grader import cases, check, driver, equal, put, raises, reference, unchanged


@driver
def two_epochs(minibatches, X, y, batch_size, rng):
    """The targets of two epochs with one generator, and the next number it draws."""
    import numpy as np

    epochs = [minibatches(X.copy(), y.copy(), batch_size, rng) for _ in range(2)]
    targets = [np.concatenate([np.array(t) for _, t in epoch]) for epoch in epochs]
    return targets, float(rng.random())


def data(rng, n):
    """Samples of two features, and targets that tell them apart."""
    return rng.normal(size=(n, 2)), rng.permutation(100)[:n]


@check(points=2)
@cases(batches=[1, 3], batch_size=[2, 4], seed=range(2))
def deals_out_all_targets(minibatches, batches, batch_size, rng):
    "deals all targets out to batches of equal size, in the order drawn"
    X, y = data(rng, batches * batch_size)
    got, expected = (f(X, y, batch_size, rng) for f in (minibatches, reference))
    equal([t for _, t in got], [t for _, t in expected], name="targets")


@check(points=2, after=deals_out_all_targets)
@cases(n=[4, 6], shape=["rows", "images"], seed=range(2))
def keeps_samples_and_targets_together(minibatches, n, shape, rng):
    "gives each target the sample that belongs to it"
    X, y = data(rng, n)
    X = X if shape == "rows" else X.reshape(n, 1, 2)
    got, expected = (f(X, y, 2, rng) for f in (minibatches, reference))
    equal([t for _, t in got], [t for _, t in expected], name="targets")
    equal([x for x, _ in got], [x for x, _ in expected], name="samples")


@check(points=2, after=deals_out_all_targets)
@cases(n=[5, 8], batch_size=[3, 10], seed=range(2))
def keeps_what_is_left_over(minibatches, n, batch_size, rng):
    "makes a smaller last batch of what is left over"
    X, y = data(rng, n)
    got, expected = (f(X, y, batch_size, rng) for f in (minibatches, reference))
    equal([t for _, t in got], [t for _, t in expected], name="targets")


@check(points=2, after=keeps_what_is_left_over)
@cases(n=[6, 8], batch_size=[3, 10], seed=range(2))
def drops_what_is_left_over(minibatches, n, batch_size, rng):
    "drops the last batch if asked to, but only if it is not full"
    X, y = data(rng, n)
    got, expected = (f(X, y, batch_size, rng, drop_last=True) for f in (minibatches, reference))
    equal([t for _, t in got], [t for _, t in expected], name="targets")


@check(points=2, after=keeps_what_is_left_over)
@cases(n=[7, 9], batch_size=[2, 4])
def shuffles_each_epoch_anew(minibatches, n, batch_size, rng):
    "draws another order for the second epoch, from the same generator, and nothing more"
    X, y = data(rng, n)
    got, expected = (two_epochs(f, X, y, batch_size, rng) for f in (minibatches, reference))
    equal(got[0], expected[0], name="targets of two epochs")
    equal(got[1], expected[1], name="next number drawn")


@check(after=deals_out_all_targets)
@cases(n=[4])
def refuses_what_does_not_fit(minibatches, n, rng):
    "raises ValueError for fewer targets than samples, and for a batch of no samples"
    X, y = data(rng, n)
    for targets, batch_size in ((y[:-1], 2), (np.append(y, 7), 2), (y, 0), (y, -1)):
        with raises(ValueError):
            minibatches(X, targets, batch_size, rng)


@check(after=keeps_samples_and_targets_together)
@cases(n=[6])
def leaves_its_inputs_unchanged(minibatches, n, rng):
    "leaves X and y in their order"
    X, y = (put(a) for a in data(rng, n))
    minibatches(X, y, 4, rng)
    unchanged(X, "X")
    unchanged(y, "y")
