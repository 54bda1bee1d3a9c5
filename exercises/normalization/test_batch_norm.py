"""Batch normalization in training and in evaluation."""

import numpy as np

from grader import cases, check, near, put, raises, reference, unchanged


def batch(rng, *shape):
    """Values whose channels (axis 1) differ in mean and spread."""
    c = shape[1]
    column = (c,) + (1,) * (len(shape) - 2)
    spread, center = rng.uniform(0.5, 3.0, size=c), rng.normal(size=c)
    return rng.normal(size=shape) * spread.reshape(column) + center.reshape(column)


def channels(rng, c):
    """Gamma, beta, running mean and running variance of c channels, all away from 0 and 1."""
    gamma, var = rng.uniform(1.5, 2.5, size=(2, c))
    return gamma, rng.normal(size=c) + 3.0, rng.normal(size=c) - 2.0, var


def plain(rng, c):
    """The same, with gamma 1 and beta 0."""
    _, _, mean, var = channels(rng, c)
    return np.ones(c), np.zeros(c), mean, var


def same_y(got, expected, x, per_channel, var=None):
    """Near, for y: rounding errors grow with how far x lies from 0, in standard deviations."""
    gamma, beta, *_ = per_channel
    axes = (0, *range(2, x.ndim))
    deviation = np.sqrt((x.var(axis=axes) if var is None else var) + 1e-5)
    far = 2 + (np.abs(x).max(axis=axes) / deviation) ** 2
    size = float((np.abs(gamma) * far + np.abs(beta)).max())
    near(got[0], expected[0], length=x.size // x.shape[1], terms=size, name="y")


def same_statistics(got, expected, x):
    """Near, for the running mean and the running variance."""
    top = float(np.abs(x).max()) + 4.0
    m = x.size // x.shape[1]
    near(got[1], expected[1], length=m, terms=top, name="running mean")
    near(got[2], expected[2], length=m, terms=2 * top**2, name="running variance")


@check(points=2)
@cases(n=[2, 3, 5], c=[1, 3], seed=range(2))
def normalizes_each_column(batch_norm, n, c, rng):
    "brings each column of the batch to mean 0 and variance 1"
    x, rest = batch(rng, n, c), plain(rng, c)
    got, expected = batch_norm(x, *rest, training=True), reference(x, *rest, training=True)
    same_y(got, expected, x, rest)


@check(after=normalizes_each_column)
@cases(n=[2, 4], c=[1, 3], seed=range(2))
def scales_and_shifts(batch_norm, n, c, rng):
    "multiplies by gamma and adds beta, each channel by its own"
    x, rest = batch(rng, n, c), channels(rng, c)
    got, expected = batch_norm(x, *rest, training=True), reference(x, *rest, training=True)
    same_y(got, expected, x, rest)


@check(points=2, after=normalizes_each_column)
@cases(n=[2, 5], momentum=[0.1, 0.25], seed=range(2))
def remembers_the_batch(batch_norm, n, momentum, rng):
    "moves the running statistics toward the batch's mean and its unbiased variance"
    x, rest = batch(rng, n, 3), plain(rng, 3)
    got, expected = (
        side(x, *rest, training=True, momentum=momentum) for side in (batch_norm, reference)
    )
    same_statistics(got, expected, x)


@check(points=2, after=[scales_and_shifts, remembers_the_batch])
@cases(n=[1, 2], c=[2, 3], h=[1, 4], seed=range(2))
def takes_images(batch_norm, n, c, h, rng):
    "takes the statistics of a channel of images over all samples and places, even of one image"
    x, rest = batch(rng, n, c, h, 5), channels(rng, c)
    got, expected = batch_norm(x, *rest, training=True), reference(x, *rest, training=True)
    same_y(got, expected, x, rest)
    same_statistics(got, expected, x)


@check(points=2, after=[scales_and_shifts, remembers_the_batch])
@cases(n=[1, 3], c=[2, 3], seed=range(2))
def evaluates_from_memory(batch_norm, n, c, rng):
    "uses the running statistics in evaluation, whatever else is in the batch, and keeps them"
    x, rest = batch(rng, n, c), channels(rng, c)
    got, expected = batch_norm(x, *rest, training=False), reference(x, *rest, training=False)
    same_y(got, expected, x, rest, rest[3])
    same_statistics(got, expected, x)


@check(after=remembers_the_batch)
@cases(c=[1, 3])
def refuses_a_single_value(batch_norm, c, rng):
    "raises ValueError in training where a channel has a single value"
    for shape in ((1, c), (1, c, 1, 1)):
        with raises(ValueError):
            batch_norm(batch(rng, *shape), *channels(rng, c), training=True)


@check(after=normalizes_each_column)
@cases(n=[3], training=[True, False])
def leaves_its_arguments_unchanged(batch_norm, n, training, rng):
    "leaves the batch, gamma, beta and the old running statistics unchanged"
    held = [put(array) for array in (batch(rng, n, 2), *channels(rng, 2))]
    batch_norm(*held, training=training)
    for name, array in zip(
        ("x", "gamma", "beta", "running_mean", "running_var"), held, strict=True
    ):
        unchanged(array, name)


@check(after=[scales_and_shifts, remembers_the_batch])
def gives_the_worked_numbers(batch_norm):
    "gives the worked numbers of three samples with features 1, 2, 3 to 3, 6, 9"
    x = np.outer([1.0, 2.0, 3.0], [1.0, 2.0, 3.0])
    got = batch_norm(x, np.ones(3), np.zeros(3), np.zeros(3), np.ones(3), training=True)
    row = np.array([1.224735685, 1.224742575, 1.224743851])
    near(got[0], np.stack([-row, 0 * row, row]), tolerance=1e-8, name="y")
    near(got[1], np.array([0.2, 0.4, 0.6]), name="running mean")
    near(got[2], np.array([1.0, 1.3, 1.8]), name="running variance")
