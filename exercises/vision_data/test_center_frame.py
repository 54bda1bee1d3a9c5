"""Center crop, padding and flip."""

import numpy as np

from grader import cases, check, equal, put, reference, unchanged


def picture(rng, *shape):
    """Random bytes, none of them 0."""
    return rng.integers(1, 256, size=shape, dtype=np.uint8)


def framed(center_frame, image, size, **options):
    """Compare the pixels, exactly."""
    got, expected = (f(image, size, **options) for f in (center_frame, reference))
    equal(got, expected, name="image")


@check(points=2)
@cases(old=[5, 6], new=[1, 2, 4], axis=["rows", "columns"])
def cuts_out_the_middle(center_frame, old, new, axis, rng):
    "cuts out the middle, the one more pixel of an odd difference dropped behind"
    rows = axis == "rows"
    image = picture(rng, old, 3, 2) if rows else picture(rng, 3, old, 2)
    framed(center_frame, image, (new, 3) if rows else (3, new))


@check(points=2)
@cases(old=[1, 2], new=[4, 5], axis=["rows", "columns"])
def pads_on_both_sides(center_frame, old, new, axis, rng):
    "pads with zeros on both sides, the one more pixel of an odd difference put behind"
    rows = axis == "rows"
    image = picture(rng, old, 3, 2) if rows else picture(rng, 3, old, 2)
    framed(center_frame, image, (new, 3) if rows else (3, new))


@check(points=2)
@cases(h=[2, 3], w=[3, 4], seed=range(2))
def flips_left_and_right(center_frame, h, w, rng):
    "exchanges left and right if asked, nothing else"
    framed(center_frame, picture(rng, h, w, 3), (h, w), flip=True)


@check(after=[cuts_out_the_middle, pads_on_both_sides])
@cases(size=["2 x 6", "6 x 2"], seed=range(2))
def cuts_one_axis_and_pads_the_other(center_frame, size, rng):
    "cuts one axis and pads the other"
    h, w = (int(word) for word in size.split(" x "))
    framed(center_frame, picture(rng, 4, 3, 2), (h, w))


@check(after=pads_on_both_sides)
@cases(fill=[7, 255])
def fills_with_what_is_asked(center_frame, fill, rng):
    "pads with `fill`"
    framed(center_frame, picture(rng, 2, 3, 3), (4, 4), fill=fill)


@check(after=[flips_left_and_right, cuts_one_axis_and_pads_the_other])
@cases(w=[3, 6], seed=range(2))
def flips_last(center_frame, w, rng):
    "flips what lies in the frame: an odd difference is cut or padded first"
    framed(center_frame, picture(rng, 2, w, 1), (3, 9 - w - 2), flip=True)
    framed(center_frame, picture(rng, 2, w, 1), (1, w + 3), flip=True)


@check(after=[cuts_out_the_middle, pads_on_both_sides])
@cases(dtype=["float32", "int16", "bool"])
def keeps_the_dtype(center_frame, dtype, rng):
    "keeps the dtype of the image"
    image = rng.integers(0, 2, size=(3, 2, 2)).astype(dtype)
    framed(center_frame, image, (2, 4))


@check(after=cuts_one_axis_and_pads_the_other)
@cases(flip=[False, True])
def leaves_the_image_unchanged(center_frame, flip, rng):
    "leaves the image unchanged"
    image = put(picture(rng, 3, 4, 2))
    center_frame(image, (5, 3), flip=flip)
    unchanged(image, "image")


@check(after=[flips_last, keeps_the_dtype])
def gives_the_worked_pixels(center_frame):
    "makes 1, 2, 3 of a row of four pixels; 0, 1, 2, 3, 4, 0, 0; and 3, 2, 1"
    row = np.array([[[1], [2], [3], [4]]])
    equal(center_frame(row, (1, 3)), row[:, :3], name="image")
    padded = np.array([[[0], [1], [2], [3], [4], [0], [0]]])
    equal(center_frame(row, (1, 7)), padded, name="image")
    equal(center_frame(row, (1, 3), flip=True), row[:, 2::-1], name="image")
