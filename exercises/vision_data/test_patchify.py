"""Pictures to patches and back."""

import numpy as np

from grader import cases, check, equal, put, raises, reference, unchanged, value


def split(Patches, p, images):
    """Compare the patches, exactly."""
    got, expected = (value(side(p).split(images)) for side in (Patches, reference))
    equal(got, expected, name="patches")


def join(Patches, p, patches, shape):
    """Compare the pictures, exactly."""
    got, expected = (value(side(p).join(patches, shape)) for side in (Patches, reference))
    equal(got, expected, name="pictures")


@check(points=2)
@cases(p=[2, 3], rows=[1, 2], columns=[1, 3])
def reads_patches_like_words(Patches, p, rows, columns, rng):
    "cuts a picture of one channel into patches, from left to right, then the next row"
    split(Patches, p, rng.normal(size=(1, 1, rows * p, columns * p)))


@check(points=2, after=reads_patches_like_words)
@cases(p=[2, 3], channels=[2, 3], seed=range(2))
def keeps_channels_together(Patches, p, channels, rng):
    "puts into each vector all of the first channel, then all of the next"
    split(Patches, p, rng.normal(size=(1, channels, 2 * p, p)))


@check(points=2)
@cases(p=[2, 3], rows=[1, 2], columns=[1, 3])
def puts_patches_together(Patches, p, rows, columns, rng):
    "puts patches of one channel together again"
    patches = rng.normal(size=(1, rows * columns, p * p))
    join(Patches, p, patches, (1, rows * p, columns * p))


@check(points=2, after=puts_patches_together)
@cases(p=[2, 3], channels=[2, 3], seed=range(2))
def puts_channels_together(Patches, p, channels, rng):
    "puts patches of several channels together, two rows of three or three rows of two"
    patches = rng.normal(size=(1, 6, channels * p * p))
    for rows in (2, 3):
        join(Patches, p, patches, (channels, rows * p, 6 // rows * p))


@check(after=[keeps_channels_together, puts_channels_together])
@cases(n=[2, 3], dtype=["float32", "uint8"])
def takes_a_batch(Patches, n, dtype, rng):
    "treats every picture of a batch by itself, and keeps the dtype"
    images = rng.integers(0, 256, size=(n, 3, 4, 6)).astype(dtype)
    split(Patches, 2, images)
    join(Patches, 2, rng.integers(0, 256, size=(n, 6, 12)).astype(dtype), (3, 4, 6))


@check(after=keeps_channels_together)
@cases(side=["height", "width"])
def refuses_what_it_cannot_split(Patches, side, rng):
    "raises ValueError if the patches do not fill the picture"
    h, w = (5, 6) if side == "height" else (6, 5)
    with raises(ValueError):
        Patches(3).split(rng.normal(size=(2, 3, h, w)))


@check(after=puts_channels_together)
@cases(wrong=["number", "length", "both", "height", "width"])
def refuses_what_it_cannot_join(Patches, wrong, rng):
    "raises ValueError if patches and shape do not belong together"
    size = {"number": (1, 5, 12), "length": (1, 4, 8), "both": (1, 12, 4)}.get(wrong, (1, 4, 12))
    shape = {"height": (3, 5, 4), "width": (3, 4, 5)}.get(wrong, (3, 4, 4))
    with raises(ValueError):
        Patches(2).join(rng.normal(size=size), shape)


@check(after=takes_a_batch)
@cases(p=[1, 2])
def leaves_its_inputs_unchanged(Patches, p, rng):
    "leaves pictures and patches unchanged"
    images = put(rng.normal(size=(2, 3, 4, 2)))
    Patches(p).split(images)
    unchanged(images, "images")
    patches = put(rng.normal(size=(2, 6, p * p)))
    Patches(p).join(patches, (1, 2 * p, 3 * p))
    unchanged(patches, "patches")


@check(after=takes_a_batch)
def gives_the_worked_patches(Patches):
    "cuts 2 x 4 pixels into 0, 1, 4, 5 and 2, 3, 6, 7, and puts them together"
    image = np.arange(8.0).reshape(1, 1, 2, 4)
    worked = np.array([[[0.0, 1.0, 4.0, 5.0], [2.0, 3.0, 6.0, 7.0]]])
    equal(value(Patches(2).split(image)), worked, name="patches")
    equal(value(Patches(2).join(worked, (1, 2, 4))), image, name="pictures")
