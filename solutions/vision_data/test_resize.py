"""Resizing: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="makes_it_smaller")
@cases(mode=["nearest", "bilinear"], h=[37, 90], seed=range(2))
def handles_photographs(resize, mode, h, rng):
    "handles pictures of thousands of pixels, made larger and smaller"
    image = rng.uniform(0, 1, size=(61, 45, 3))
    got, expected = (f(image, (h, 64), mode) for f in (resize, reference))
    near(got, expected, terms=61.0, name="image")  # places up to 61 are rounded, too


@check(after="makes_it_smaller")
@cases(mode=["nearest", "bilinear"], n=[1, 5])
def takes_single_pixels(resize, mode, n, rng):
    "makes pictures of one pixel, and of one pixel many"
    for old, new in (((1, 1), (n, 3)), ((n, 3), (1, 1)), ((n, 3), (n, 3))):
        image = rng.normal(size=(*old, 2))
        got, expected = (f(image, new, mode) for f in (resize, reference))
        near(got, expected, terms=10.0, name="image")


def truth(image, size, mode="bilinear"):
    """torch's own."""
    import torch

    if mode not in ("nearest", "bilinear") or min(size) < 1:
        raise ValueError(mode)
    old = torch.from_numpy(np.moveaxis(image, 2, 0).copy())[None]
    if mode == "nearest":
        new = torch.nn.functional.interpolate(old, size, mode="nearest-exact")
    else:
        new = torch.nn.functional.interpolate(old, size, mode=mode, align_corners=False)
    return np.ascontiguousarray(np.moveaxis(new[0].numpy(), 0, 2))


FLOOR = "np.floor(place).astype(int), axis=axis"
P = "p = np.maximum(place - 0.5, 0)"
MIX = "(1 - t) * np.take(result, low, axis) + t * np.take(result, high, axis)"
SIZES = "old, new = image.shape[axis], size[axis]"
REFUSED = 'if mode not in ("nearest", "bilinear") or min(size) < 1:'

nearest_of_corners = mistake(
    "measured from the upper left corners of the pixels (i n / m), not from their centers",
    fails="takes_the_nearest",
    replace=(FLOOR, "(np.arange(new) * old / new).astype(int), axis=axis"),
)

nearest_rounded_up = mistake(
    "rounded the place in the old picture instead of taking the pixel it lies in",
    fails="takes_the_nearest",
    replace=(FLOOR, "np.minimum(np.floor(place + 0.5).astype(int), old - 1), axis=axis"),
)

corners_aligned = mistake(
    "put the corner pixels of both pictures upon each other (align_corners=True)",
    fails="mixes_neighbors",
    replace=(P, "p = np.arange(new) * (old - 1) / max(new - 1, 1)"),
)

bilinear_of_corners = mistake(
    "left out both halves: p = i n / m measures from corners, and the picture moves",
    fails="mixes_neighbors",
    replace=(P, "p = np.clip(place - 0.5 * old / new, 0, old - 1)"),
)

half_forgotten = mistake(
    "interpolated at x instead of x - 0.5",
    fails="mixes_neighbors",
    replace=(P, "p = np.clip(place, 0, old - 1)"),
)

weights_exchanged = mistake(
    "gave each neighbor the weight of the other",
    fails="mixes_neighbors",
    replace=(MIX, "t * np.take(result, low, axis) + (1 - t) * np.take(result, high, axis)"),
)

edge_continued = mistake(
    "went on past the outer centers along the slope, instead of repeating the outer pixel",
    fails="mixes_neighbors",
    replace=[
        (P, "p = place - 0.5"),
        ("low = np.floor(p).astype(int)", "low = np.clip(np.floor(p), 0, old - 2).astype(int)"),
    ],
)

always_nearest = mistake(
    "took the nearest pixel whatever the mode is",
    fails="mixes_neighbors",
    replace=('if mode == "nearest":', 'if mode in ("nearest", "bilinear"):'),
)

width_first = mistake(
    "took `size` for (width, height), as PIL does",
    fails=["takes_the_nearest", "mixes_neighbors"],
    replace=(SIZES, "old, new = image.shape[axis], size[1 - axis]"),
)

tie_to_even = mistake(
    "rounded to the nearest center: a tie goes to an even number, not to the later pixel",
    fails="makes_it_smaller",
    replace=(FLOOR, "np.clip(np.rint(place - 0.5), 0, old - 1).astype(int), axis=axis"),
)

any_mode = mistake(
    "took every unknown mode for bilinear",
    fails="refuses_what_it_cannot_do",
    replace=(REFUSED, "if min(size) < 1:"),
)

any_size = mistake(
    "made a picture without pixels for a size below 1",
    fails="refuses_what_it_cannot_do",
    replace=(REFUSED, 'if mode not in ("nearest", "bilinear"):'),
)

in_place = mistake(
    "wrote into the caller's image",
    fails="leaves_the_image_unchanged",
    replace=("result = image\n", "result = image.copy()\n    image *= 0.5\n"),
)


@variant
def by_matrices(image, size, mode="bilinear"):
    "a matrix of weights for each axis, multiplied from both sides"
    if mode not in {"nearest", "bilinear"}:
        raise ValueError(mode)
    if size[0] <= 0 or size[1] <= 0:
        raise ValueError(size)
    weights = []
    for old, new in zip(image.shape[:2], size, strict=True):
        x = (2 * np.arange(new)[:, None] + 1) * old / (2 * new)
        k = np.arange(old)
        if mode == "nearest":
            weights.append(((x >= k) & (x < k + 1)).astype(float))
        else:
            weights.append(np.maximum(1 - np.abs(np.clip(x - 0.5, 0, old - 1) - k), 0))
    return np.einsum("ih,jw,hwc->ijc", *weights, image, optimize=True)


@variant
def pixel_by_pixel(image, size, mode="bilinear"):
    "four corners for each pixel, in loops"
    if mode not in ("nearest", "bilinear") or size[0] < 1 or size[1] < 1:
        raise ValueError("not possible")
    places = []
    for old, new in zip(image.shape[:2], size, strict=True):
        here = []
        for i in range(new):
            k, t = (2 * i + 1) * old // (2 * new), 0.0
            if mode == "bilinear":
                p = min(max((i + 0.5) * old / new - 0.5, 0.0), old - 1.0)
                k, t = int(p), p - int(p)
            here.append((k, min(k + 1, old - 1), t))
        places.append(here)
    result = np.zeros((*size, image.shape[2]))
    for i, (top, bottom, s) in enumerate(places[0]):
        for j, (left, right, t) in enumerate(places[1]):
            above = (1 - t) * image[top, left] + t * image[top, right]
            below = (1 - t) * image[bottom, left] + t * image[bottom, right]
            result[i, j] = (1 - s) * above + s * below
    return result
