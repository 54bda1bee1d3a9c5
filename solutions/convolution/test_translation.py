"""Shifts and maps: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after=["sees_what_a_stride_breaks", "sees_whole_steps", "follows_the_maximum"])
@cases(stride=[1, 4], shift=[(5, -9), (100, 41)])
def handles_photographs(shift_errors, stride, shift, rng):
    "handles pictures of 64 x 48 and a kernel of 7 x 5"
    x, w = rng.normal(size=(64, 48)), rng.normal(size=(7, 5))
    got, expected = (f(x, w, shift, stride) for f in (shift_errors, reference))
    near(got, expected, length=35, terms=12.0)


@check(after=["sees_what_a_stride_breaks", "follows_the_maximum"])
@cases(size=[(1, 6), (6, 1), (6, 6)], stride=[1])
def goes_around_with_the_kernel(shift_errors, size, stride, rng):
    "takes a kernel as large as the picture, which goes all the way around"
    x, w = rng.normal(size=size), rng.normal(size=size)
    for shift in ((1, 2), (0, 0), (-3, 8)):
        got, expected = (f(x, w, shift, stride) for f in (shift_errors, reference))
        near(got, expected, length=w.size, terms=8.0)


def truth(x, w, shift, stride=1):
    """Every sum written out, with indices that go around."""
    h, width = x.shape
    a, b = shift

    def at(down, right, r, q):
        return sum(
            x[(r * stride + i - down) % h, (q * stride + j - right) % width] * w[i, j]
            for i, j in np.ndindex(*w.shape)
        )

    rows, columns = h // stride, width // stride
    places = list(np.ndindex(rows, columns))
    y = {place: at(0, 0, *place) for place in places}
    z = {place: at(a, b, *place) for place in places}
    along = {(r, q): y[(r - a // stride) % rows, (q - b // stride) % columns] for r, q in places}
    return (
        float(max(abs(z[place] - along[place]) for place in places)),
        float(max(abs(z[place] - y[place]) for place in places)),
        float(abs(max(z.values()) - max(y.values()))),
    )


AROUND = 'around = np.pad(picture, ((0, kh - 1), (0, kw - 1)), mode="wrap")'
MOVED = "convolved(np.roll(x, (a, b), axis=(0, 1)))"
ALONG = "along = np.roll(y, (a // stride, b // stride), axis=(0, 1))"
FIRST = "np.abs(z - along).max()"
SECOND = "np.abs(z - y).max()"
THIRD = "np.abs(z.max() - y.max())"

picture_itself = mistake(
    "compared the maps of the picture at its old place twice: nothing was moved",
    fails="sees_that_it_is_not_invariant",
    replace=(MOVED, "convolved(x)"),
)

rows_and_columns = mistake(
    "moved by a to the right and b down",
    fails="sees_that_it_is_not_invariant",
    replace=(MOVED, MOVED.replace("(a, b)", "(b, a)")),
)

all_in_a_row = mistake(
    "rolled the picture as one long row of pixels, without axes",
    fails="sees_that_it_is_not_invariant",
    replace=(MOVED, "convolved(np.roll(x, a * x.shape[1] + b))"),
)

zeros_around = mistake(
    "padded with zeros instead of going around",
    fails="sees_that_it_is_not_invariant",
    replace=(AROUND, AROUND.replace(', mode="wrap"', "")),
)

averaged = mistake(
    "averaged the differences instead of taking the largest",
    fails="sees_that_it_is_not_invariant",
    replace=[(FIRST, FIRST.replace("max", "mean")), (SECOND, SECOND.replace("max", "mean"))],
)

other_way = mistake(
    "moved the picture down and right, but the map up and left",
    fails="sees_that_it_is_equivariant",
    replace=(
        ALONG,
        ALONG.replace("(a // stride, b // stride)", "(-(a // stride), -(b // stride))"),
    ),
)

map_not_moved = mistake(
    "expected the map to stay, which is invariance, not equivariance",
    fails="sees_that_it_is_equivariant",
    replace=(ALONG, "along = y"),
)

pixels_not_steps = mistake(
    "moved the map by as many places as the picture, whatever the stride",
    fails="sees_what_a_stride_breaks",
    replace=(ALONG, "along = np.roll(y, (a, b), axis=(0, 1))"),
)

rounded_to_zero = mistake(
    "rounded negative steps towards 0 instead of down",
    fails="sees_what_a_stride_breaks",
    replace=(ALONG, ALONG.replace("a // stride, b // stride", "int(a / stride), int(b / stride)")),
)

largest_difference = mistake(
    "took the largest difference of the maps for the difference of their largest",
    fails="follows_the_maximum",
    replace=(THIRD, "(z - y).max()"),
)

signed = mistake(
    "returned the difference of the maxima with its sign",
    fails="follows_the_maximum",
    replace=(THIRD, "z.max() - y.max()"),
)


@variant
def by_index_arrays(x, w, shift, stride=1):
    "indices modulo the lengths, all windows by fancy indexing"
    h, width = x.shape

    def convolved(picture):
        rows = (np.arange(0, h, stride)[:, None] + np.arange(w.shape[0])) % h
        columns = (np.arange(0, width, stride)[:, None] + np.arange(w.shape[1])) % width
        return np.einsum("riqj,ij->rq", picture[rows[:, :, None, None], columns], w)

    def moved(picture, down, right):
        n, m = picture.shape
        return picture[(np.arange(n) - down) % n][:, (np.arange(m) - right) % m]

    y, z = convolved(x), convolved(moved(x, *shift))
    along = moved(y, shift[0] // stride, shift[1] // stride)
    return np.abs(z - along).max(), np.abs(z - y).max(), abs(z.max() - y.max())


@variant
def by_rolling_taps(x, w, shift, stride=1):
    "one rolled picture per tap of the kernel"

    def convolved(picture):
        taps = [
            w[i, j] * np.roll(np.roll(picture, -i, axis=0), -j, axis=1)
            for i in range(w.shape[0])
            for j in range(w.shape[1])
        ]
        return sum(taps)[::stride, ::stride]

    steps = [n // stride for n in shift]
    y, z = convolved(x), convolved(np.roll(x, shift, (0, 1)))
    errors = [np.max(np.abs(z - np.roll(y, steps, (0, 1)))), np.max(np.abs(z - y))]
    return (*map(float, errors), float(abs(np.max(z) - np.max(y))))
