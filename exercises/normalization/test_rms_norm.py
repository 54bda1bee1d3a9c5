"""RMS normalization, forward and backward."""

import numpy as np

from grader import cases, check, gradient_matches, near, put, reference, unchanged


def batch(rng, *shape):
    """Vectors of different lengths, not centered, gamma away from 1, and upstream."""
    rows = (*shape[:-1], 1)
    x = (rng.normal(size=shape) + 0.7) * rng.uniform(0.5, 3.0, size=rows)
    return x, rng.uniform(1.5, 3.0, size=shape[-1]), rng.normal(size=shape) + 0.5


def same(got, expected, batch, *names):
    """Near, for those of y, dx and dgamma that are named."""
    x, gamma, upstream = batch
    short = min(float(np.sqrt((x.astype("float64") ** 2).mean(axis=-1)).min()), 1.0)
    d, top = x.shape[-1], float(np.abs(upstream).max())
    far = float(gamma.max()) * d**0.5
    sizes = {"y": far, "dx": top * far * d**0.5 / max(short, 1e-3), "dgamma": top * d**0.5}
    for name, mine, theirs in zip(("y", "dx", "dgamma"), got, expected, strict=True):
        if name in names:
            near(mine, theirs, length=x.size, terms=sizes[name], name=name)


@check(points=2)
@cases(d=[1, 3, 6], seed=range(2))
def divides_by_the_root_mean_square(rms_norm, d, rng):
    "divides a vector by its root mean square and multiplies by gamma"
    inputs = batch(rng, d)
    same(rms_norm(*inputs), reference(*inputs), inputs, "y")


@check(points=2, after=divides_by_the_root_mean_square)
@cases(n=[1, 2], length=[1, 3], seed=range(2))
def treats_each_vector_by_itself(rms_norm, n, length, rng):
    "treats each vector of a batch by itself"
    for shape in ((n, 4), (n, length, 3)):
        inputs = batch(rng, *shape)
        same(rms_norm(*inputs), reference(*inputs), inputs, "y")


@check(after=treats_each_vector_by_itself)
@cases(n=[1, 3], d=[2, 4])
def gives_zeros_for_zeros(rms_norm, n, d, rng):
    "gives zeros for a vector of zeros"
    x, gamma, upstream = batch(rng, n, d)
    x[0] = 0.0
    inputs = x, gamma, upstream
    same(rms_norm(*inputs), reference(*inputs), inputs, "y")


@check(after=treats_each_vector_by_itself)
@cases(n=[1, 3], length=[2, 4], seed=range(2))
def differentiates_by_gamma(rms_norm, n, length, rng):
    "differentiates by gamma, which serves every vector of the batch"
    for shape in ((n, 4), (n, length, 3), (5,)):
        inputs = batch(rng, *shape)
        same(rms_norm(*inputs), reference(*inputs), inputs, "dgamma")


@check(points=3, after=treats_each_vector_by_itself)
@cases(n=[1, 3], d=[3, 4], seed=range(2))
def differentiates_by_x(rms_norm, n, d, rng):
    "differentiates by x, where each feature changes the length as well"
    inputs = batch(rng, n, d)
    same(rms_norm(*inputs), reference(*inputs), inputs, "dx")


@check(after=treats_each_vector_by_itself)
@cases(n=[1, 2], seed=range(2))
def agrees_with_differences(rms_norm, n, rng):
    "agrees with central differences of your own forward pass"
    x, gamma, upstream = batch(rng, n, 3)

    def loss(moved):
        return float((upstream * rms_norm(moved, gamma, upstream)[0]).sum())

    gradient_matches(loss, x, rms_norm(x, gamma, upstream)[1], name="dx")


@check(after=[differentiates_by_gamma, differentiates_by_x])
@cases(d=[3, 5], seed=range(2))
def keeps_float32(rms_norm, d, rng):
    "returns float32 for float32"
    inputs = tuple(array.astype("float32") for array in batch(rng, 2, d))
    same(rms_norm(*inputs), reference(*inputs), inputs, "y", "dx", "dgamma")


@check(after=treats_each_vector_by_itself)
@cases(n=[2])
def leaves_its_arguments_unchanged(rms_norm, n, rng):
    "leaves x, gamma and upstream unchanged"
    held = [put(array) for array in batch(rng, n, 3)]
    rms_norm(*held)
    for name, array in zip(("x", "gamma", "upstream"), held, strict=True):
        unchanged(array, name)


@check(after=[differentiates_by_gamma, differentiates_by_x])
def gives_the_worked_numbers(rms_norm):
    "gives the worked numbers of 1, 2, 3, 4"
    x, upstream = np.array([1.0, 2.0, 3.0, 4.0]), np.array([1.0, 0.0, 0.0, 0.0])
    y, dx, dgamma = rms_norm(x, np.ones(4), upstream)
    near(y, 0.365148347327 * x, tolerance=1e-9, name="y")
    near(dgamma, 0.365148347327 * upstream, tolerance=1e-9, name="dgamma")
    near(
        dx,
        np.array([0.352976737372, -0.024343219909, -0.036514829864, -0.048686439819]),
        tolerance=1e-9,
        name="dx",
    )
