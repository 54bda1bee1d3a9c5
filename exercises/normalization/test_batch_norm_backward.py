"""Derivatives of batch normalization in training and in evaluation."""

import numpy as np

from grader import cases, check, gradient_matches, near, put, reference, unchanged


def batch(rng, n, d):
    """Upstream, a batch whose columns differ in mean and spread, and gamma."""
    x = rng.normal(size=(n, d)) * rng.uniform(0.5, 3.0, size=d) + rng.normal(size=d)
    return rng.normal(size=(n, d)) + 0.5, x, rng.uniform(1.5, 2.5, size=d)


def memory(rng, d):
    """A running mean and a running variance."""
    return rng.normal(size=d), rng.uniform(1.5, 3.0, size=d)


def same(got, expected, batch, *names):
    """Near, for those of dx, dgamma and dbeta that are named; dx is a difference of its terms."""
    upstream, x, gamma = batch
    deviation = np.sqrt(x.var(axis=0) + 1e-5)
    far = 2 + np.abs(x).max() / float(min(deviation.min(), 1.0))
    top = float(np.abs(upstream).max())
    sizes = {
        "dx": top * far * float((gamma / np.minimum(deviation, 1.0)).max()),
        "dgamma": top * far,
        "dbeta": top,
    }
    for name, mine, theirs in zip(("dx", "dgamma", "dbeta"), got, expected, strict=True):
        if name in names:
            near(mine, theirs, length=len(x), terms=sizes[name], name=name)


@check
@cases(n=[2, 3, 5], d=[1, 3], seed=range(2))
def differentiates_by_beta(batch_norm_backward, n, d, rng):
    "differentiates by beta"
    inputs = batch(rng, n, d)
    same(batch_norm_backward(*inputs), reference(*inputs), inputs, "dbeta")


@check(points=2, after=differentiates_by_beta)
@cases(n=[2, 3, 5], d=[1, 3], seed=range(2))
def differentiates_by_gamma(batch_norm_backward, n, d, rng):
    "differentiates by gamma"
    inputs = batch(rng, n, d)
    same(batch_norm_backward(*inputs), reference(*inputs), inputs, "dgamma")


@check(points=2, after=differentiates_by_gamma)
@cases(n=[1, 3], d=[1, 3], seed=range(2))
def takes_running_statistics_for_constants(batch_norm_backward, n, d, rng):
    "takes running statistics for constants in evaluation: only the direct way is left"
    inputs, running = batch(rng, n, d), memory(rng, d)
    got, expected = (side(*inputs, running) for side in (batch_norm_backward, reference))
    same(got, expected, inputs, "dx", "dgamma", "dbeta")


@check(points=3, after=differentiates_by_gamma)
@cases(n=[3, 5], d=[1, 3], seed=range(2))
def differentiates_by_x(batch_norm_backward, n, d, rng):
    "differentiates by x in training, where each sample moves the mean and the variance as well"
    inputs = batch(rng, n, d)
    same(batch_norm_backward(*inputs), reference(*inputs), inputs, "dx")


@check(points=2, after=differentiates_by_beta)
@cases(n=[3, 4], seed=range(2))
def agrees_with_differences(batch_norm_backward, n, rng):
    "agrees with central differences of a forward pass"
    upstream, x, gamma = batch(rng, n, 2)

    def loss(moved):
        x_hat = (moved - moved.mean(axis=0)) / np.sqrt(moved.var(axis=0) + 1e-5)
        return float((upstream * gamma * x_hat).sum())

    gradient_matches(loss, x, batch_norm_backward(upstream, x, gamma)[0], name="dx")


@check(after=differentiates_by_x)
@cases(n=[2, 4])
def leaves_its_arguments_unchanged(batch_norm_backward, n, rng):
    "leaves upstream, x and gamma unchanged"
    held = [put(array) for array in batch(rng, n, 3)]
    batch_norm_backward(*held)
    for name, array in zip(("upstream", "x", "gamma"), held, strict=True):
        unchanged(array, name)


@check(after=differentiates_by_x)
def gives_the_worked_numbers(batch_norm_backward):
    "gives the worked numbers: a loss of the first sample alone, a derivative for all three"
    x, upstream = np.array([[1.0], [2.0], [6.0]]), np.array([[1.0], [0.0], [0.0]])
    dx, dgamma, dbeta = batch_norm_backward(upstream, x, np.array([2.0]))
    near(dbeta, np.array([1.0]), name="dbeta")
    near(dgamma, np.array([-0.925819107824]), tolerance=1e-9, name="dgamma")
    worked = np.array([[0.352693560284], [-0.440865958408], [0.088172398124]])
    near(dx, worked, tolerance=1e-9, name="dx")
