"""Normalization of each vector by its own features."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged


def features(rng, *shape):
    """Vectors along the last axis that differ in mean and spread."""
    rows = (*shape[:-1], 1)
    return rng.normal(size=shape) * rng.uniform(0.5, 3.0, size=rows) + rng.normal(size=rows)


def affine(rng, d):
    """Gamma and beta, away from 1 and 0."""
    return rng.uniform(1.5, 2.5, size=d), rng.normal(size=d) + 3.0


def same(got, expected, x, gamma, beta):
    """Near: rounding errors grow with how far x lies from 0, in standard deviations."""
    far = 2 + np.abs(x).max(axis=-1) ** 2 / (x.var(axis=-1) + 1e-5)
    size = float(np.abs(gamma).max() * far.max() + np.abs(beta).max())
    near(got, expected, length=x.shape[-1], terms=size)


@check(points=2)
@cases(d=[2, 3, 6], seed=range(2))
def normalizes_one_vector(layer_norm, d, rng):
    "brings a single vector to mean 0 and variance 1"
    inputs = features(rng, d), np.ones(d), np.zeros(d)
    same(layer_norm(*inputs), reference(*inputs), *inputs)


@check(points=2, after=normalizes_one_vector)
@cases(n=[1, 2, 5], d=[3, 4], seed=range(2))
def normalizes_each_row(layer_norm, n, d, rng):
    "normalizes each row of a table by its own mean and variance"
    inputs = features(rng, n, d), np.ones(d), np.zeros(d)
    same(layer_norm(*inputs), reference(*inputs), *inputs)


@check(after=normalizes_each_row)
@cases(n=[1, 3], d=[2, 4], seed=range(2))
def scales_and_shifts(layer_norm, n, d, rng):
    "multiplies by gamma and adds beta, each feature by its own"
    inputs = features(rng, n, d), *affine(rng, d)
    same(layer_norm(*inputs), reference(*inputs), *inputs)


@check(after=scales_and_shifts)
@cases(n=[2, 3], length=[1, 4], seed=range(2))
def normalizes_each_token(layer_norm, n, length, rng):
    "normalizes each token of each sentence by itself, not the sentence"
    inputs = features(rng, n, length, 5), *affine(rng, 5)
    same(layer_norm(*inputs), reference(*inputs), *inputs)


@check(after=scales_and_shifts)
@cases(n=[2, 3], d=[1, 4])
def gives_beta_for_equal_features(layer_norm, n, d, rng):
    "gives beta for a vector whose features are all the same"
    x = np.repeat(rng.integers(-8, 9, size=(n, 1)) * 0.25, d, axis=1)
    gamma, beta = affine(rng, d)
    near(layer_norm(x, gamma, beta), reference(x, gamma, beta))


@check(after=normalizes_each_row)
@cases(d=[3, 5], seed=range(2))
def keeps_float32(layer_norm, d, rng):
    "returns float32 for float32"
    inputs = [a.astype("float32") for a in (features(rng, 2, d), np.ones(d), np.zeros(d))]
    same(layer_norm(*inputs), reference(*inputs), *inputs)


@check(after=normalizes_each_row)
@cases(n=[2])
def leaves_its_arguments_unchanged(layer_norm, n, rng):
    "leaves x, gamma and beta unchanged"
    held = [put(array) for array in (features(rng, n, 3), *affine(rng, 3))]
    layer_norm(*held)
    for name, array in zip(("x", "gamma", "beta"), held, strict=True):
        unchanged(array, name)


@check(after=scales_and_shifts)
def gives_the_worked_numbers(layer_norm):
    "gives the worked numbers of 1, 2, 3, 4"
    got = layer_norm(np.array([1.0, 2.0, 3.0, 4.0]), np.ones(4), np.zeros(4))
    worked = np.array([-1.341635419969, -0.447211806656, 0.447211806656, 1.341635419969])
    near(got, worked, tolerance=1e-9)
