"""Pictures to patches and back: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, equal, mistake, reference, value, variant


@check(after="takes_a_batch")
@cases(p=[16, 7])
def cuts_a_picture_of_224(Patches, p, rng):
    "cuts a picture of 224 x 112 pixels in three colors and puts it together"
    image = rng.integers(0, 256, size=(1, 3, 224, 112), dtype=np.uint8)
    got, expected = (value(side(p).split(image)) for side in (Patches, reference))
    equal(got, expected, name="patches")
    equal(value(Patches(p).join(expected, (3, 224, 112))), image, name="pictures")


@check(after="takes_a_batch")
@cases(n=[2], p=[1, 4])
def takes_single_pixels_and_whole_pictures(Patches, n, p, rng):
    "takes patches of one pixel, and one patch that is the whole picture"
    images = rng.normal(size=(n, 3, 4, 4))
    got, expected = (value(side(p).split(images)) for side in (Patches, reference))
    equal(got, expected, name="patches")
    equal(value(Patches(p).join(expected, (3, 4, 4))), images, name="pictures")


class truth:
    """One patch after another, each cut out by slices."""

    def __init__(self, p):
        self.p = p

    def places(self, h, w):
        if h % self.p or w % self.p:
            raise ValueError(h, w)
        return [(y, x) for y in range(0, h, self.p) for x in range(0, w, self.p)]

    def split(self, images):
        p = self.p
        cut = [images[:, :, y : y + p, x : x + p] for y, x in self.places(*images.shape[2:])]
        return np.stack([patch.reshape(len(images), -1) for patch in cut], axis=1)

    def join(self, patches, shape):
        c, h, w = shape
        places, p = self.places(h, w), self.p
        if patches.shape[1] != len(places) or patches.shape[2] != c * p * p:
            raise ValueError(shape)
        images = np.empty((len(patches), c, h, w), dtype=patches.dtype)
        for k, (y, x) in enumerate(places):
            images[:, :, y : y + p, x : x + p] = patches[:, k].reshape(-1, c, p, p)
        return images


SPLIT = "grid.transpose(0, 2, 4, 1, 3, 5).reshape(n, -1, c * p * p)"
JOIN = "grid.transpose(0, 3, 1, 4, 2, 5)"
GRID = "grid = np.reshape(patches, (len(patches), rows, columns, c, p, p))"

only_reshaped = mistake(
    "reshaped only: the numbers stay in the order of pixel rows, which run through many patches",
    fails="reads_patches_like_words",
    replace=(SPLIT, "images.reshape(n, -1, c * p * p)"),
)

column_by_column = mistake(
    "read the patches from top to bottom, then the next column",
    fails="reads_patches_like_words",
    replace=(SPLIT, SPLIT.replace("0, 2, 4, 1, 3, 5", "0, 4, 2, 1, 3, 5")),
)

patches_turned = mistake(
    "wrote down each patch column by column",
    fails="reads_patches_like_words",
    replace=(SPLIT, SPLIT.replace("1, 3, 5", "1, 5, 3")),
)

rows_of_patches_as_grid = mistake(
    "split an axis into (p, H / p) instead of (H / p, p): every patch takes far pixels",
    fails="reads_patches_like_words",
    replace=[
        ("h // p, p, w // p, p)", "p, h // p, p, w // p)"),
        (SPLIT, SPLIT.replace("0, 2, 4, 1, 3, 5", "0, 3, 5, 1, 2, 4")),
    ],
)  # fmt: skip

channels_last = mistake(
    "put the channels last: all colors of a pixel side by side",
    fails="keeps_channels_together",
    replace=(SPLIT, SPLIT.replace("1, 3, 5", "3, 5, 1")),
)

channels_apart = mistake(
    "made patches of each channel by itself, one channel after the other",
    fails="keeps_channels_together",
    replace=(SPLIT, "grid.transpose(0, 1, 2, 4, 3, 5).reshape(n, -1, c * p * p)"),
)

joined_by_reshape = mistake(
    "reshaped the patches to a picture without moving axes",
    fails="puts_patches_together",
    replace=(JOIN, "grid"),
)

joined_column_by_column = mistake(
    "put the patches together from top to bottom, then the next column",
    fails="puts_patches_together",
    replace=[
        (GRID, GRID.replace("rows, columns", "columns, rows")),
        (JOIN, "grid.transpose(0, 3, 2, 4, 1, 5)"),
    ],
)

joined_turned = mistake(
    "filled each patch column by column",
    fails="puts_patches_together",
    replace=(JOIN, "grid.transpose(0, 3, 1, 5, 2, 4)"),
)

joined_channels_last = mistake(
    "took the channels of a vector to come last",
    fails="puts_channels_together",
    replace=[
        (GRID, GRID.replace("c, p, p", "p, p, c")),
        (JOIN, "grid.transpose(0, 5, 1, 3, 2, 4)"),
    ],
)

first_picture_only = mistake(
    "gave the first picture of a batch for all",
    fails="takes_a_batch",
    replace=("grid = images.reshape", "grid = images[[0] * n].reshape"),
)

widened = mistake(
    "gave float64 whatever the pictures are",
    fails="takes_a_batch",
    replace=("return " + SPLIT, "return np.asarray(" + SPLIT + ', dtype="float64")'),
)

rest_dropped = mistake(
    "dropped the pixels that do not fill a patch",
    fails="refuses_what_it_cannot_split",
    replace=[
        ("if h % p or w % p:\n", "if h < p:\n"),
        ("grid = images", "h, w = h // p * p, w // p * p\n        grid = images[:, :, :h, :w]"),
    ],
)  # fmt: skip

shape_not_looked_at = mistake(
    "dropped what of the shape is not whole patches, instead of refusing it",
    fails="refuses_what_it_cannot_join",
    replace=("if h % p or w % p or patches", "h, w = rows * p, columns * p\n        if patches"),
)

in_place = mistake(
    "wrote into the caller's pictures",
    fails="leaves_its_inputs_unchanged",
    replace=(
        "grid = images.reshape",
        "kept = images.copy()\n        images[...] = 0\n        grid = kept.reshape",
    ),
)


@variant
class by_moving_axes:
    "axes moved one at a time, with an explicit number of patches"

    def __init__(self, p):
        self.p = p

    def split(self, images):
        n, c, h, w = images.shape
        p = self.p
        if h % p != 0 or w % p != 0:
            raise ValueError("does not divide")
        x = np.moveaxis(images.reshape(n, c, h // p, p, w), 2, 1)  # n, rows, c, p, w
        x = np.moveaxis(x.reshape(n, h // p, c, p, w // p, p), 4, 2)
        return np.reshape(x, (n, h * w // p**2, c * p**2)).copy()

    def join(self, patches, shape):
        c, h, w = shape
        p = self.p
        if h % p + w % p > 0:
            raise ValueError("does not divide")
        if patches.shape[1] * p * p != h * w or patches.shape[2] != c * p * p:
            raise ValueError("another number")
        x = np.split(patches, h // p, axis=1)
        rows = [r.reshape(-1, w // p, c, p, p).transpose(0, 2, 3, 1, 4) for r in x]
        return np.concatenate([r.reshape(-1, c, p, w) for r in rows], axis=2)


@variant
class by_windows:
    "a window for each patch, by numbers of rows and columns"

    def __init__(self, p):
        self.p = p

    def numbers(self, h, w):
        if h % self.p or w % self.p:
            raise ValueError(f"{h}, {w}")
        y, x = np.mgrid[0:h, 0:w]
        patch = (y // self.p) * (w // self.p) + x // self.p
        inside = (y % self.p) * self.p + x % self.p
        return patch.ravel(), inside.ravel()

    def split(self, images):
        n, c, h, w = images.shape
        patch, inside = self.numbers(h, w)
        result = np.zeros((n, h * w // self.p**2, c, self.p**2), images.dtype)
        result[:, patch, :, inside] = np.moveaxis(images.reshape(n, c, h * w), 2, 0)
        return result.reshape(n, len(result[0]), -1)

    def join(self, patches, shape):
        c, h, w = shape
        patch, inside = self.numbers(h, w)
        if patches.shape[1:] != (h * w // self.p**2, c * self.p**2):
            raise ValueError("another picture")
        blocks = patches.reshape(*patches.shape[:2], c, self.p**2)
        return np.moveaxis(blocks[:, patch, :, inside], 0, 2).reshape(-1, c, h, w)
