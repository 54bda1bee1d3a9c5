"""Derivatives of layer normalization."""

import numpy as np

from grader import cases, check, gradient_matches, near, put, reference, unchanged


def batch(rng, *shape):
    """Upstream, vectors along the last axis that differ in mean and spread, and gamma."""
    rows = (*shape[:-1], 1)
    x = rng.normal(size=shape) * rng.uniform(0.5, 3.0, size=rows) + rng.normal(size=rows)
    return rng.normal(size=shape) + 0.5, x, rng.uniform(1.0, 3.0, size=shape[-1])


def same(got, expected, batch, *names):
    """Near, for those of dx, dgamma and dbeta that are named; dx is a difference of its terms."""
    upstream, x, gamma = batch
    deviation = np.minimum(np.sqrt(x.var(axis=-1) + 1e-5), 1.0)
    far = 2 + float((np.abs(x).max(axis=-1) / deviation).max())
    top = float(np.abs(upstream).max())
    sizes = {"dx": top * far * gamma.max() / deviation.min(), "dgamma": top * far, "dbeta": top}
    for name, mine, theirs in zip(("dx", "dgamma", "dbeta"), got, expected, strict=True):
        if name in names:
            near(mine, theirs, length=x.size, terms=float(sizes[name]), name=name)


@check
@cases(n=[1, 2, 5], d=[3, 4], seed=range(2))
def differentiates_by_beta(layer_norm_backward, n, d, rng):
    "differentiates by beta"
    inputs = batch(rng, n, d)
    same(layer_norm_backward(*inputs), reference(*inputs), inputs, "dbeta")


@check(points=2, after=differentiates_by_beta)
@cases(n=[1, 2, 5], d=[3, 4], seed=range(2))
def differentiates_by_gamma(layer_norm_backward, n, d, rng):
    "differentiates by gamma"
    inputs = batch(rng, n, d)
    same(layer_norm_backward(*inputs), reference(*inputs), inputs, "dgamma")


@check(points=3, after=differentiates_by_beta)
@cases(n=[1, 2, 5], d=[3, 4], seed=range(2))
def differentiates_by_x(layer_norm_backward, n, d, rng):
    "differentiates by x, where each feature moves its vector's mean and variance as well"
    inputs = batch(rng, n, d)
    same(layer_norm_backward(*inputs), reference(*inputs), inputs, "dx")


@check(points=2, after=differentiates_by_beta)
@cases(n=[1, 2], seed=range(2))
def agrees_with_differences(layer_norm_backward, n, rng):
    "agrees with central differences of a forward pass"
    upstream, x, gamma = batch(rng, n, 4)

    def loss(moved):
        centered = moved - moved.mean(axis=-1, keepdims=True)
        var = (centered**2).mean(axis=-1, keepdims=True)
        return float((upstream * gamma * centered / np.sqrt(var + 1e-5)).sum())

    gradient_matches(loss, x, layer_norm_backward(upstream, x, gamma)[0], name="dx")


@check(points=2, after=[differentiates_by_gamma, differentiates_by_x])
@cases(n=[2, 3], length=[2, 4], seed=range(2))
def takes_sentences_and_single_vectors(layer_norm_backward, n, length, rng):
    "takes batches of sentences and a single vector"
    for shape in ((n, length, 3), (5,)):
        inputs = batch(rng, *shape)
        got, expected = layer_norm_backward(*inputs), reference(*inputs)
        same(got, expected, inputs, "dx", "dgamma", "dbeta")


@check(after=differentiates_by_x)
@cases(n=[2, 4])
def leaves_its_arguments_unchanged(layer_norm_backward, n, rng):
    "leaves upstream, x and gamma unchanged"
    held = [put(array) for array in batch(rng, n, 3)]
    layer_norm_backward(*held)
    for name, array in zip(("upstream", "x", "gamma"), held, strict=True):
        unchanged(array, name)


@check(after=takes_sentences_and_single_vectors)
def gives_the_worked_numbers(layer_norm_backward):
    "gives the worked numbers: a loss of the first feature alone, a derivative for all three"
    upstream, x = np.array([1.0, 0.0, 0.0]), np.array([1.0, 2.0, 6.0])
    dx, dgamma, dbeta = layer_norm_backward(upstream, x, np.array([2.0, 3.0, 4.0]))
    near(dbeta, np.array([1.0, 0.0, 0.0]), name="dbeta")
    near(dgamma, np.array([-0.925819107824, 0.0, 0.0]), tolerance=1e-9, name="dgamma")
    worked = np.array([0.352693560284, -0.440865958408, 0.088172398124])
    near(dx, worked, tolerance=1e-9, name="dx")
