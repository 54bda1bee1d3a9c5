"""Normalization of images in groups of channels."""

import numpy as np

from grader import cases, check, near, put, raises, reference, unchanged


def images(rng, n, c, h, w):
    """Images whose channels differ in mean and spread."""
    spread, center = rng.uniform(0.5, 3.0, size=(n, c, 1, 1)), 2 * rng.normal(size=(n, c, 1, 1))
    return rng.normal(size=(n, c, h, w)) * spread + center


def plain(c):
    """Gamma 1 and beta 0."""
    return np.ones(c), np.zeros(c)


def affine(rng, c):
    """Gamma and beta, away from 1 and 0."""
    return rng.uniform(1.5, 2.5, size=c), rng.normal(size=c) + 3.0


def same(got, expected, x, groups, gamma, beta):
    """Near: rounding errors grow with how far x lies from 0, in standard deviations."""
    table = x.reshape(len(x), groups, -1)
    far = 2 + np.abs(table).max(axis=2) ** 2 / (table.var(axis=2) + 1e-5)
    size = float(np.abs(gamma).max() * far.max() + np.abs(beta).max())
    near(got, expected, length=table.shape[2], terms=size)


@check(points=2)
@cases(n=[1, 2], h=[2, 3], seed=range(2))
def normalizes_each_image_as_a_whole(group_norm, n, h, rng):
    "normalizes each image as a whole, if all channels are one group"
    inputs = images(rng, n, 3, h, 4), 1, *plain(3)
    same(group_norm(*inputs), reference(*inputs), *inputs)


@check(points=2)
@cases(n=[1, 2], c=[2, 3], seed=range(2))
def normalizes_each_channel(group_norm, n, c, rng):
    "normalizes each channel of each image by itself, if every channel is a group: instance norm"
    inputs = images(rng, n, c, 2, 4), c, *plain(c)
    same(group_norm(*inputs), reference(*inputs), *inputs)


@check(points=3, after=[normalizes_each_image_as_a_whole, normalizes_each_channel])
@cases(n=[1, 2], groups=[2, 3], seed=range(2))
def normalizes_groups_of_neighbors(group_norm, n, groups, rng):
    "normalizes groups of neighboring channels"
    inputs = images(rng, n, 6, 3, 2), groups, *plain(6)
    same(group_norm(*inputs), reference(*inputs), *inputs)


@check(after=normalizes_groups_of_neighbors)
@cases(n=[1, 2], groups=[1, 2, 4], seed=range(2))
def scales_each_channel(group_norm, n, groups, rng):
    "multiplies each channel by its own gamma and adds its own beta, whatever its group"
    inputs = images(rng, n, 4, 3, 2), groups, *affine(rng, 4)
    same(group_norm(*inputs), reference(*inputs), *inputs)


@check(after=normalizes_each_channel)
@cases(c=[5, 6], groups=[4])
def refuses_unequal_groups(group_norm, c, groups, rng):
    "raises ValueError where the groups would not be equal"
    with raises(ValueError):
        group_norm(images(rng, 2, c, 2, 3), groups, *plain(c))


@check(after=normalizes_each_channel)
@cases(n=[2])
def leaves_its_arguments_unchanged(group_norm, n, rng):
    "leaves x, gamma and beta unchanged"
    x, gamma, beta = put(images(rng, n, 2, 2, 3)), *(put(array) for array in affine(rng, 2))
    group_norm(x, 2, gamma, beta)
    for name, array in (("x", x), ("gamma", gamma), ("beta", beta)):
        unchanged(array, name)


@check(after=normalizes_groups_of_neighbors)
def gives_the_worked_numbers(group_norm):
    "gives the worked numbers of channels 1, 3, 10, 20, in pairs and together"
    x = np.array([1.0, 3.0, 10.0, 20.0]).reshape(1, 4, 1, 1)
    pairs, together = (group_norm(x, groups, *plain(4)).ravel() for groups in (2, 1))
    worked = np.array([-0.999995000037, 0.999995000037, -0.999999800000, 0.999999800000])
    near(pairs, worked, tolerance=1e-9, name="in pairs")
    worked = np.array([-1.009009099681, -0.739940006433, 0.201801819936, 1.547147286178])
    near(together, worked, tolerance=1e-9, name="together")
