"""Augmentation of images by given random numbers."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged

STILL = (0.1, 0.7, 0.5, 0.5, 0.5)  # no turn, no mirror, no move, brightness 1


def numbers(n, rng, *, drawn):
    """Numbers that change nothing, but for the columns `drawn`, away from where results jump."""
    u = np.tile(STILL, (n, 1))
    for column, parts in {0: 4, 1: 2, 2: 5, 3: 5, 4: 1}.items():
        if column in drawn:
            u[:, column] = (rng.integers(0, parts, size=n) + rng.uniform(0.1, 0.9, size=n)) / parts
    return u


def changed(augment, images, u, noise, **options):
    """Compare the changed images: sums of two terms of size 10."""
    got, expected = augment(images, u, noise, **options), reference(images, u, noise, **options)
    near(got, expected, terms=10.0, name="images")


@check(points=2)
@cases(turn=[0, 1, 2, 3], seed=range(2))
def turns(augment, turn, rng):
    "turns each image counterclockwise by floor(4 u[i, 0]) quarter turns"
    images, u = rng.normal(size=(2, 3, 3)), numbers(2, rng, drawn=())
    u[:, 0] = (turn + rng.uniform(0.1, 0.9)) / 4
    changed(augment, images, u, np.zeros((2, 3, 3)))


@check(points=2, after=turns)
@cases(size=[2, 3, 5], seed=range(3))
def mirrors(augment, size, rng):
    "mirrors left for right those images whose u[i, 1] is below 0.5"
    images, u = rng.normal(size=(2, size, size)), numbers(2, rng, drawn=(1,))
    changed(augment, images, u, np.zeros(images.shape), shift=1)


@check(points=2, after=mirrors)
@cases(size=[3, 5], axis=["dy", "dx"], seed=range(3))
def moves(augment, size, axis, rng):
    "moves each image down by dy and right by dx, and fills with zeros"
    images, u = rng.normal(size=(2, size, size)), numbers(2, rng, drawn=(2 if axis == "dy" else 3,))
    changed(augment, images, u, np.zeros(images.shape))


@check(points=2, after=moves)
@cases(size=[2, 3], seed=range(2))
def changes_the_brightness(augment, size, rng):
    "multiplies each image by its own factor between 0.8 and 1.2"
    images, u = rng.normal(size=(3, size, size)), numbers(3, rng, drawn=(4,))
    changed(augment, images, u, np.zeros(images.shape), shift=1)


@check(points=2, after=changes_the_brightness)
@cases(size=[2, 3], seed=range(2))
def adds_noise(augment, size, rng):
    "adds a tenth of the noise to each image"
    images, noise = rng.normal(size=(2, 2, size, size))
    changed(augment, images, numbers(2, rng, drawn=()), noise, shift=1)


@check(after=moves)
@cases(shift=[0, 1, 3], seed=range(2))
def obeys_the_shift(augment, shift, rng):
    "moves by up to `shift` pixels, all distances equally likely, by none if it is 0"
    images, u = rng.normal(size=(7, 4, 4)), numbers(7, rng, drawn=())
    u[:, 2] = (np.arange(7) + 0.5) / 7
    u[:, 3] = rng.permutation(u[:, 2])
    changed(augment, images, u, np.zeros(images.shape), shift=shift)


@check(points=2, after=[obeys_the_shift, adds_noise])
@cases(size=[4, 5], seed=range(4))
def keeps_the_order(augment, size, rng):
    "turns, mirrors, moves, brightens and adds noise, in this order"
    images, noise = rng.normal(size=(2, 3, size, size))
    changed(augment, images, numbers(3, rng, drawn=(0, 1, 2, 3, 4)), noise)


@check(after=keeps_the_order)
@cases(size=[3])
def leaves_its_inputs_unchanged(augment, size, rng):
    "leaves the images and the numbers unchanged"
    images, noise = (put(x) for x in rng.normal(size=(2, 2, size, size)))
    u = put(numbers(2, rng, drawn=(0, 1, 2, 3, 4)))
    augment(images, u, noise)
    unchanged(images, "images")
    unchanged(u, "u")
    unchanged(noise, "noise")


@check(after=keeps_the_order)
def gives_the_worked_numbers(augment):
    "turns the image of 1, 2, 3, 4 into 2, 4 above 1, 3, and moves it down by one"
    image = np.array([[[1.0, 2.0], [3.0, 4.0]]])
    for move, expected in ((0.5, [[2.0, 4.0], [1.0, 3.0]]), (0.9, [[0.0, 0.0], [2.0, 4.0]])):
        u = np.array([[0.3, 0.9, move, 0.5, 0.5]])
        got = augment(image, u, np.zeros((1, 2, 2)), shift=1)
        near(got, np.array([expected]), terms=10.0, name="images")
