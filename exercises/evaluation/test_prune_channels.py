"""Pruning of a convolution's channels by norm."""

import numpy as np

from grader import cases, check, equal, put, raises, reference, unchanged

NAMES = ("kept", "w1", "b1", "w2")


def layers(rng, c, a=2, o=3):
    """Two convolutions whose filters have norms far apart, in random order, half of it negative."""
    strength = rng.permutation(np.arange(1, c + 1)).reshape(c, 1, 1, 1)
    w1 = (
        strength * rng.uniform(0.8, 1.0, size=(c, a, 3, 2)) * rng.choice([-1, 1], size=(c, 1, 1, 1))
    )
    return w1, rng.normal(size=c), rng.normal(size=(o, c, 1, 3))


def same(prune_channels, arguments, *names):
    """Fail unless those of the four results that are named are the reference's."""
    got, expected = prune_channels(*arguments), reference(*arguments)
    for name, mine, theirs in zip(NAMES, got, expected, strict=True):
        if name in names:
            equal(mine, theirs, name=name)


@check(points=3)
@cases(c=[3, 6], keep=[1, 3], seed=range(2))
def keeps_the_strongest(prune_channels, c, keep, rng):
    "keeps the filters with the largest sums of magnitudes, and says which in ascending order"
    same(prune_channels, (*layers(rng, c), keep), "kept")


@check(points=2, after=keeps_the_strongest)
@cases(c=[4, 6], keep=[2, 3], seed=range(2))
def shrinks_the_first_layer(prune_channels, c, keep, rng):
    "takes the other filters out of the first layer, and their biases with them"
    same(prune_channels, (*layers(rng, c), keep), "w1", "b1")


@check(points=2, after=keeps_the_strongest)
@cases(c=[4, 6], keep=[2, 3], seed=range(2))
def shrinks_the_second_layer(prune_channels, c, keep, rng):
    "takes the input channels out of the second layer that nobody gives any more"
    same(prune_channels, (*layers(rng, c), keep), "w2")


@check(points=2, after=keeps_the_strongest)
@cases(c=[4, 7], seed=range(3))
def adds_up_magnitudes(prune_channels, c, rng):
    "adds up magnitudes, not squares, and lets positive and negative weights not cancel"
    w1, b1, w2 = layers(rng, c)
    w1 = np.abs(w1) / np.abs(w1).sum(axis=(1, 2, 3), keepdims=True)  # all norms 1, evenly spread
    w1 *= rng.permutation(np.linspace(1.0, 1.3, c)).reshape(c, 1, 1, 1)
    w1 *= rng.choice([-1, 1], size=w1.shape)
    spike = int(np.argmin(np.abs(w1).sum(axis=(1, 2, 3))))
    w1[spike] = 0.0
    w1[spike, 0, 1, 0] = 0.9  # the least norm, all of it in one weight
    same(prune_channels, (w1, b1, w2, c // 2), "kept")


@check(after=adds_up_magnitudes)
@cases(c=[5, 40], seed=range(2))
def prefers_the_first_of_equals(prune_channels, c, rng):
    "keeps the filters with the smaller numbers, where norms are the same"
    _, b1, w2 = layers(rng, c)
    w1 = np.full((c, 2, 1, 1), 0.5) * rng.choice([-1, 1], size=(c, 2, 1, 1))
    w1[c - 2] *= 2
    same(prune_channels, (w1, b1, w2, c // 2), "kept")


@check(after=keeps_the_strongest)
@cases(c=[1, 4])
def refuses_to_keep_none(prune_channels, c, rng):
    "raises ValueError for fewer than one channel"
    for keep in (0, -1):
        with raises(ValueError):
            prune_channels(*layers(rng, c), keep)


@check(after=keeps_the_strongest)
@cases(c=[1, 4])
def refuses_to_keep_more_than_all(prune_channels, c, rng):
    "raises ValueError for more channels than there are"
    with raises(ValueError):
        prune_channels(*layers(rng, c), c + 1)


@check(after=[shrinks_the_first_layer, shrinks_the_second_layer])
@cases(c=[3])
def leaves_its_arguments_unchanged(prune_channels, c, rng):
    "leaves weights and biases unchanged"
    held = [put(array) for array in layers(rng, c)]
    prune_channels(*held, 2)
    for name, array in zip(("w1", "b1", "w2"), held, strict=True):
        unchanged(array, name)


@check(after=[shrinks_the_first_layer, shrinks_the_second_layer])
def gives_the_worked_numbers(prune_channels):
    "gives the worked numbers: of norms 3, 4 and 1 the first two stay"
    w1, b1 = np.array([3.0, -4.0, 1.0]).reshape(3, 1, 1, 1), np.array([0.5, 0.6, 0.7])
    kept, small1, bias, small2 = prune_channels(w1, b1, np.arange(6.0).reshape(2, 3, 1, 1), 2)
    equal(kept, np.array([0, 1]), name="kept")
    equal(small1, np.array([3.0, -4.0]).reshape(2, 1, 1, 1), name="w1")
    equal(bias, np.array([0.5, 0.6]), name="b1")
    equal(small2, np.array([0.0, 1.0, 3.0, 4.0]).reshape(2, 2, 1, 1), name="w2")
