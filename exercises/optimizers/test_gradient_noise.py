"""What the batch size does to the gradient."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged


def gradients(n, d, rng):
    """The gradients of n samples, around one that is not 0."""
    return rng.normal(size=(n, d)) + rng.uniform(0.5, 1.5, size=d)


def same_noise(gradient_noise, per_sample, sizes, name, lr=0.1, base=8):
    """Fail unless this entry of the result is the reference's."""
    given = (per_sample, np.array(sizes), lr, base)
    got, expected = gradient_noise(*given)[name], reference(*given)[name]
    n, d = per_sample.shape
    near(got, expected, length=n * d, terms=np.maximum(np.abs(expected), 1.0), name=name)


@check
@cases(n=[2, 5], d=[1, 3], seed=range(2))
def averages_the_samples(gradient_noise, n, d, rng):
    "gives the mean of the samples' gradients as the full gradient"
    same_noise(gradient_noise, gradients(n, d, rng), [1], "gradient")


@check(points=2, after=averages_the_samples)
@cases(n=[2, 5], d=[1, 3], seed=range(2))
def knows_the_noise_of_single_samples(gradient_noise, n, d, rng):
    "gives the mean squared distance of a single sample's gradient from the full one"
    same_noise(gradient_noise, gradients(n, d, rng), [1], "replaced")


@check(after=knows_the_noise_of_single_samples)
@cases(n=[6, 8], seed=range(2))
def shrinks_with_the_batch(gradient_noise, n, rng):
    "divides the noise by the batch size where samples are drawn with replacement"
    same_noise(gradient_noise, gradients(n, 2, rng), [2, 3, n], "replaced")


@check(points=2, after=shrinks_with_the_batch)
@cases(n=[2, 5, 7], d=[2, 3], seed=range(2))
def has_less_noise_without_replacement(gradient_noise, n, d, rng):
    "counts that no sample comes twice where samples are drawn without replacement"
    same_noise(gradient_noise, gradients(n, d, rng), range(1, n + 1), "noise")


@check(after=knows_the_noise_of_single_samples)
@cases(n=[3, 6], d=[1, 4], seed=range(2))
def compares_noise_with_gradient(gradient_noise, n, d, rng):
    "gives the noise scale, the noise of one sample over the squared length of the gradient"
    same_noise(gradient_noise, gradients(n, d, rng), [2], "scale")


@check
@cases(base=[3, 32], seed=range(2))
def scales_the_learning_rate(gradient_noise, base, rng):
    "multiplies the learning rate by as much as the batch"
    sizes = rng.permutation(np.arange(1, 9))[:4]
    same_noise(gradient_noise, gradients(9, 2, rng), sizes, "lr", rng.uniform(0.2, 0.6), base)


@check(after=[has_less_noise_without_replacement, scales_the_learning_rate])
@cases(n=[4])
def leaves_its_inputs_unchanged(gradient_noise, n, rng):
    "leaves gradients and batch sizes unchanged"
    per_sample, sizes = put(gradients(n, 2, rng)), put(np.array([1, 3]))
    gradient_noise(per_sample, sizes, 0.1, 2)
    unchanged(per_sample, "per_sample")
    unchanged(sizes, "batch_sizes")


@check(after=[has_less_noise_without_replacement, scales_the_learning_rate])
def gives_the_worked_numbers(gradient_noise):
    "gives lr = 0.2 for a batch of 512 where 0.1 suits 256, and the noise of three samples"
    per_sample = np.tile(np.array([[1.0, 0.0], [3.0, 0.0], [2.0, 6.0]]), (300, 1))
    got = gradient_noise(per_sample, np.array([256, 512]), 0.1, 256)
    near(got["lr"], np.array([0.1, 0.2]), name="lr")
    got = gradient_noise(per_sample[:3], np.array([1, 2, 3]), 0.1, 2)
    near(got["noise"], np.array([26 / 3, 13 / 6, 0.0]), length=6, name="noise")
    near(got["replaced"], np.array([26 / 3, 13 / 3, 26 / 9]), length=6, name="replaced")
