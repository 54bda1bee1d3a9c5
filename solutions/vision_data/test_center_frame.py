"""Center crop, padding and flip: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, equal, mistake, reference, variant


@check(after=["cuts_out_the_middle", "flips_last"])
@cases(side=[224, 223], seed=range(1))
def cuts_224_out_of_256(center_frame, side, rng):
    "cuts 224 out of 256 pixels beginning at 16, and 223 too"
    image = rng.integers(1, 256, size=(256, 256, 3), dtype=np.uint8)
    equal(center_frame(image, (side, side)), image[16 : 16 + side, 16 : 16 + side], name="image")


@check(after=["fills_with_what_is_asked", "flips_last", "keeps_the_dtype"])
@cases(h=[3, 8], seed=range(2))
def pads_to_a_square(center_frame, h, rng):
    "pads pictures upright and lying to a square, flipped or not"
    image = rng.uniform(1, 2, size=(h, 5, 3))
    n = max(h, 5)
    for flip in (False, True):
        got, expected = (f(image, (n, n), fill=3, flip=flip) for f in (center_frame, reference))
        equal(got, expected, name="image")


def truth(image, size, *, fill=0, flip=False):
    """One pixel of the frame after another: where did it lie?"""
    (height, width, channels), (h, w) = image.shape, size
    result = np.empty((h, w, channels), dtype=image.dtype)
    down = (height - h) // 2 if h <= height else -((h - height) // 2)
    right = (width - w) // 2 if w <= width else -((w - width) // 2)
    for i in range(h):
        for j in range(w):
            y, x = i + down, (w - 1 - j if flip else j) + right
            inside = 0 <= y < height and 0 <= x < width
            result[i, j] = image[y, x] if inside else fill
    return result


CUT = "cut, pad = max(old - new, 0) // 2, max(new - old, 0) // 2"
LAST = "return result[:, ::-1] if flip else result"
FULL = "np.full((*size, image.shape[2]), fill, dtype=image.dtype)"
PLACED = "result[tuple(places)] = image[tuple(sources)]"

cut_from_the_corner = mistake(
    "cut from the upper left corner instead of the middle",
    fails="cuts_out_the_middle",
    replace=(CUT, "cut, pad = 0, max(new - old, 0) // 2"),
)

cut_one_more_in_front = mistake(
    "dropped the one more pixel of an odd difference in front",
    fails="cuts_out_the_middle",
    replace=(CUT, "cut, pad = (max(old - new, 0) + 1) // 2, max(new - old, 0) // 2"),
)

cut_rounded_to_even = mistake(
    "rounded half of the difference with round(), which takes 1.5 to 2",
    fails="cuts_out_the_middle",
    replace=(CUT, "cut, pad = round(max(old - new, 0) / 2), max(new - old, 0) // 2"),
)

padded_in_front = mistake(
    "padded the one more pixel in front: // of a negative number rounds away from 0",
    fails="pads_on_both_sides",
    replace=(CUT, "cut, pad = max(old - new, 0) // 2, -min((old - new) // 2, 0)"),
)

padded_behind_only = mistake(
    "padded only below and on the right",
    fails="pads_on_both_sides",
    replace=(CUT, "cut, pad = max(old - new, 0) // 2, 0"),
)

edge_repeated = mistake(
    "padded with the outer pixels instead of `fill`",
    fails="pads_on_both_sides",
    replace=(
        PLACED,
        PLACED + "\n    margins = [(p.start, n - p.stop) for p, n in zip(places, size)]\n"
        '    result = np.pad(image[tuple(sources)], [*margins, (0, 0)], mode="edge")',
    ),
)

upside_down = mistake(
    "flipped the picture upside down instead of left for right",
    fails="flips_left_and_right",
    replace=(LAST, "return result[::-1] if flip else result"),
)

turned = mistake(
    "turned the picture by 180 degrees instead of flipping it",
    fails="flips_left_and_right",
    replace=(LAST, "return result[::-1, ::-1] if flip else result"),
)

colors_flipped = mistake(
    "reversed the last axis, which holds the colors, instead of the columns",
    fails="flips_left_and_right",
    replace=(LAST, "return result[..., ::-1] if flip else result"),
)

never_flipped = mistake(
    "did not flip",
    fails="flips_left_and_right",
    replace=(LAST, "return result"),
)

flipped_first = mistake(
    "flipped the picture first, so that the one more pixel falls on the other side",
    fails="flips_last",
    replace=[
        (LAST, "return result"),
        ("result = np", "image = image[:, ::-1] if flip else image\n    result = np"),
    ],
)

width_first = mistake(
    "took `size` for (width, height)",
    fails=["cuts_out_the_middle", "pads_on_both_sides", "flips_left_and_right"],
    replace=("result = np", "size = size[::-1]\n    result = np"),
)

always_black = mistake(
    "padded with 0 whatever `fill` is",
    fails="fills_with_what_is_asked",
    replace=(FULL, FULL.replace("fill", "0")),
)

widened = mistake(
    "gave the dtype that np.full or np.zeros takes if not told",
    fails=["cuts_out_the_middle", "pads_on_both_sides", "flips_left_and_right"],
    replace=(FULL, "np.zeros((*size, image.shape[2])) + fill"),
)

bytes_always = mistake(
    "made every picture one of bytes",
    fails="keeps_the_dtype",
    replace=(FULL, FULL.replace("image.dtype", "np.uint8")),
)

in_place = mistake(
    "flipped or moved pixels in the caller's image",
    fails="leaves_the_image_unchanged",
    replace=(PLACED, PLACED + "\n    image[:] = image[:, ::-1].copy()"),
)


@variant
def by_index_lists(image, size, *, fill=0, flip=False):
    "the numbers of old rows and columns, with a marked border around the picture"
    h, w = size
    border = np.pad(image, ((h, h), (w, w), (0, 0)), constant_values=fill)
    down = (image.shape[0] - h) // 2 if image.shape[0] >= h else -((h - image.shape[0]) // 2)
    right = (image.shape[1] - w) // 2 if image.shape[1] >= w else -((w - image.shape[1]) // 2)
    columns = np.arange(w)
    if flip:
        columns = columns[::-1]
    return border[np.ix_(np.arange(h) + down + h, columns + right + w)]


@variant
def cut_then_padded(image, size, *, fill=0, flip=False):
    "first cut, then padded, then flipped"
    (h, w), (height, width) = size, image.shape[:2]
    top, left = int(max(0, height - h) / 2), int(max(0, width - w) / 2)
    part = image[top : top + h, left : left + w]
    rows, columns = h - part.shape[0], w - part.shape[1]
    margins = ((rows // 2, rows - rows // 2), (columns // 2, columns - columns // 2), (0, 0))
    framed = np.pad(part, margins, mode="constant", constant_values=fill)
    return np.fliplr(framed) if flip else framed
