"""Output sizes: hidden checks, known mistakes, right variants, truth."""

from grader import cases, check, equal, mistake, reference, variant


@check(after=["starts_no_window_behind_the_image", "spreads_the_taps"])
@cases(ceil=[False, True], seed=range(6))
def combines_everything(output_shape, ceil, rng):
    "combines stride, padding, dilation and rounding, each axis with its own"

    def draw(low, high):
        return tuple(int(n) for n in rng.integers(low, high + 1, size=2))

    size, kernel, stride, dilation = draw(20, 60), draw(3, 5), draw(1, 9), draw(2, 4)
    padding = draw(0, 2)
    got, expected = (
        f(size, kernel, stride, padding, dilation, ceil) for f in (output_shape, reference)
    )
    equal(got, expected)


@check(after="starts_no_window_behind_the_image")
@cases(n=[1, 2, 5])
def takes_a_window_as_large_as_the_image(output_shape, n, rng):
    "has one window where the kernel is as large as image and padding, whatever the stride"
    for ceil in (False, True):
        got, expected = (
            f((n, n), (n, n + 2), (7, 3), (0, 1), ceil=ceil) for f in (output_shape, reference)
        )
        equal(got, expected)


def truth(size, kernel, stride=(1, 1), padding=(0, 0), dilation=(1, 1), ceil=False):
    """Windows laid down one after another, by the entries that they touch."""
    counts = []
    for n, k, s, p, d in zip(size, kernel, stride, padding, dilation, strict=True):
        covered, start, count = -p - 1, -p, 0
        while start + d * (k - 1) < n + p:
            covered, start, count = start + d * (k - 1), start + s, count + 1
        if count == 0:
            raise ValueError("nothing fits")
        counts.append(count + (ceil and covered < n + p - 1 and start < n))
    return counts[0], counts[1]


ROOM = "room = n + 2 * p - (d * (k - 1) + 1)"
OUT = "out = room // s + 1"
CEIL = "if ceil and room % s > 0 and out * s < n + p:"

first_forgotten = mistake(
    "left out the + 1: counted the steps instead of the windows",
    fails="counts_the_windows",
    replace=(OUT, "out = room // s"),
)

rows_for_both = mistake(
    "used the numbers of the rows for the columns as well",
    fails="counts_the_windows",
    replace=("return result[0], result[1]", "return result[0], result[0]"),
)

columns_first = mistake(
    "returned the columns first",
    fails="counts_the_windows",
    replace=("return result[0], result[1]", "return result[1], result[0]"),
)

padded_once = mistake(
    "added the padding once instead of at both ends",
    fails="pads_both_ends",
    replace=("2 * p", "p"),
)

always_up = mistake(
    "rounded up where the last window does not fit any more",
    fails="drops_what_is_left_over",
    replace=(OUT, "out = -(-room // s) + 1"),
)

divided_whole_axis = mistake(
    "divided the length of the axis by the stride, whatever the kernel",
    fails="drops_what_is_left_over",
    replace=(OUT, "out = room + 1 if s == 1 else (n + 2 * p) // s"),
)

taps_times_dilation = mistake(
    "let k taps reach over d k entries instead of d (k - 1) + 1",
    fails="spreads_the_taps",
    replace=("d * (k - 1) + 1", "d * k"),
)

dilation_ignored = mistake(
    "ignored the dilation",
    fails="spreads_the_taps",
    replace=("d * (k - 1) + 1", "k"),
)

never_up = mistake(
    "rounded down although `ceil` was asked for",
    fails="may_hang_over",
    replace=(CEIL, "if False:"),
)

one_more_always = mistake(
    "added a window for `ceil` even where nothing is left over",
    fails="may_hang_over",
    replace=(CEIL, "if ceil and out * s < n + p:"),
)

behind_the_image = mistake(
    "let the last window of `ceil` start behind the image, where it sees padding only",
    fails="starts_no_window_behind_the_image",
    replace=(CEIL, "if ceil and room % s > 0:"),
)

nothing_refused = mistake(
    "returned 0 or less where no window fits",
    fails="refuses_what_does_not_fit",
    replace=("if room < 0:", "if False:"),
)


@variant
def by_counting(size, kernel, stride=(1, 1), padding=(0, 0), dilation=(1, 1), ceil=False):
    "lists the starts of the windows and counts them"

    def along(axis):
        n, s, p = size[axis], stride[axis], padding[axis]
        reach = dilation[axis] * (kernel[axis] - 1) + 1
        starts = list(range(-p, n + p - reach + 1, s))
        if not starts:
            raise ValueError("no window fits")
        last = starts[-1] + reach
        return len(starts) + int(ceil and last < n + p and starts[-1] + s < n)

    return along(0), along(1)


@variant
def by_rounding(size, kernel, stride=(1, 1), padding=(0, 0), dilation=(1, 1), ceil=False):
    "the formula with math.floor and math.ceil, taken back where the last window sees nothing"
    import math

    result = []
    for axis in range(2):
        room = size[axis] + 2 * padding[axis] - dilation[axis] * (kernel[axis] - 1) - 1
        if room < 0:
            raise ValueError("no window fits")
        out = (math.ceil if ceil else math.floor)(room / stride[axis]) + 1
        if ceil and (out - 1) * stride[axis] >= size[axis] + padding[axis]:
            out -= 1
        result.append(out)
    return tuple(result)
