"""Resizing by lookup and by interpolation."""

import numpy as np

from grader import cases, check, near, put, raises, reference, unchanged


def resized(resize, image, size, mode):
    """Compare the new pixels: means of old ones below 10."""
    near(resize(image, size, mode), reference(image, size, mode), terms=10.0, name="image")


@check(points=2)
@cases(axis=["rows", "columns"], sizes=["3 to 7", "5 to 3"], seed=range(2))
def takes_the_nearest(resize, axis, sizes, rng):
    "takes the old pixel in which the new center lies, along one axis"
    old, new = (int(word) for word in sizes.split(" to "))
    rows = axis == "rows"
    image = rng.normal(size=(old, 2, 3) if rows else (2, old, 3))
    resized(resize, image, (new, 2) if rows else (2, new), "nearest")


@check(points=2)
@cases(axis=["rows", "columns"], sizes=["2 to 5", "3 to 4"], seed=range(2))
def mixes_neighbors(resize, axis, sizes, rng):
    "mixes the two old centers around the new one, along one axis"
    old, new = (int(word) for word in sizes.split(" to "))
    rows = axis == "rows"
    image = rng.normal(size=(old, 2, 1) if rows else (2, old, 1))
    resized(resize, image, (new, 2) if rows else (2, new), "bilinear")


@check(points=2, after=[takes_the_nearest, mixes_neighbors])
@cases(mode=["nearest", "bilinear"], size=["4 x 5", "2 x 8"], seed=range(2))
def treats_both_axes(resize, mode, size, rng):
    "resizes rows and columns at once, each by a factor of its own"
    h, w = (int(word) for word in size.split(" x "))
    resized(resize, rng.normal(size=(3, 5, 2)), (h, w), mode)


@check(after=treats_both_axes)
@cases(mode=["nearest", "bilinear"], factor=[2, 4])
def makes_it_smaller(resize, mode, factor, rng):
    "takes only the pixels around a new center, and the later one of a tie, for a smaller picture"
    resized(resize, rng.normal(size=(factor * 2, factor * 3, 2)), (2, 3), mode)


@check(after=treats_both_axes)
@cases(wrong=["cubic", "no rows", "negative"])
def refuses_what_it_cannot_do(resize, wrong, rng):
    "raises ValueError for another mode and for a size below 1"
    mode = "bicubic" if wrong == "cubic" else "nearest"
    size = {"cubic": (2, 2), "no rows": (0, 3), "negative": (3, -1)}[wrong]
    with raises(ValueError):
        resize(rng.normal(size=(3, 3, 1)), size, mode)


@check(after=treats_both_axes)
@cases(mode=["nearest", "bilinear"])
def leaves_the_image_unchanged(resize, mode, rng):
    "leaves the image unchanged"
    image = put(rng.normal(size=(3, 4, 2)))
    resize(image, (5, 3), mode)
    unchanged(image, "image")


@check(after=treats_both_axes)
def gives_the_worked_numbers(resize):
    "makes 0, 2, 6, 8 of the pixels 0 and 8, bilinear being what it does unless told otherwise"
    image = np.array([[[0.0], [8.0]]])
    near(resize(image, (1, 4)), np.array([[[0.0], [2.0], [6.0], [8.0]]]), name="image")
    worked = np.array([[[0.0], [0.0], [8.0], [8.0]]])
    near(resize(image, (1, 4), "nearest"), worked, name="image")
