"""Max pooling: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, equal, mistake, near, reference, variant


@check(after=["leaves_the_padding_out", "lets_the_first_of_equals_win"])
@cases(kernel=[(2, 2), (3, 3)], padding=[(0, 0), (1, 1)])
def handles_large_maps(max_pool2d, kernel, padding, rng):
    "handles maps of 40 x 30 behind a ReLU, two by two, as networks use it"
    x = np.maximum(rng.normal(size=(2, 3, 40, 30)), 0)
    out = [(n + 2 * p - k) // 2 + 1 for n, k, p in zip((40, 30), kernel, padding, strict=True)]
    dy = rng.normal(size=(2, 3, *out))
    got, expected = (f(x, dy, kernel, (2, 2), padding) for f in (max_pool2d, reference))
    equal(got[0], expected[0], name="y")
    near(got[1], expected[1], length=4, terms=5.0, name="dx")


@check(after="leaves_the_padding_out")
@cases(size=[(1, 1), (4, 3)], seed=range(2))
def pools_everything_at_once(max_pool2d, size, rng):
    "takes a window as large as the map, and one as small as a pixel"
    x, dy = rng.normal(size=(2, 3, *size)), rng.normal(size=(2, 3, 1, 1))
    got, expected = (f(x, dy, size) for f in (max_pool2d, reference))
    near(got, expected, terms=4.0)
    got, expected = (f(x, x[::-1].copy(), (1, 1)) for f in (max_pool2d, reference))
    near(got, expected, terms=4.0)


def truth(x, dy, kernel, stride=None, padding=(0, 0)):
    """PyTorch's max_pool2d and its autograd."""
    import torch

    image = torch.tensor(x, requires_grad=True)
    y = torch.nn.functional.max_pool2d(image, kernel, stride, padding)
    y.backward(torch.tensor(dy))
    return y.detach().numpy(), image.grad.numpy()


PADDED = "padded = np.pad(x, edges, constant_values=-np.inf)"
ADD = "np.add.at(dpadded, (images, channels, rows, columns), dy)"
WINNERS = "winners = flat.argmax(axis=4)"
RETURN = "return flat.max(axis=4), dpadded[:, :, ph : ph + h, pw : pw + width]"
STEPS = "windows = windows[:, :, ::sh, ::sw]"

averaged = mistake(
    "took the average of every window instead of the largest",
    fails="keeps_the_largest",
    replace=(RETURN, RETURN.replace("flat.max", "flat.mean")),
)

largest_size = mistake(
    "took the number that is largest without its sign",
    fails="keeps_the_largest",
    replace=(RETURN, RETURN.replace("flat.max(axis=4)", "np.abs(flat).max(axis=4)")),
)

over_channels = mistake(
    "took the largest over all channels",
    fails="keeps_the_largest",
    replace=(
        RETURN,
        "y = np.repeat(flat.max(axis=(1, 4))[:, None], c, axis=1)\n    "
        + RETURN.replace("flat.max(axis=4)", "y"),
    ),
)

dropped_at_the_start = mistake(
    "dropped what is left over at the start instead of at the end",
    fails=["steps_by_the_stride", "sends_all_to_the_winner"],
    replace=(
        STEPS,
        (
            "top, left = (padded.shape[2] - kh) % sh, (padded.shape[3] - kw) % sw\n"
            "    windows = windows[:, :, top::sh, left::sw]"
        ),
    ),
)

zeros_win = mistake(
    "padded with zeros, which win against negative pixels",
    fails="never_takes_the_padding",
    replace=(PADDED, "padded = np.pad(x, edges)"),
)

spread = mistake(
    "spread dy over the whole window, as average pooling does",
    fails="sends_all_to_the_winner",
    replace=(
        ADD,
        (
            "for place in range(kh * kw):\n"
            "        rows = sh * np.arange(winners.shape[2])[:, None] + place // kw + 0 * winners\n"
            "        columns = sw * np.arange(winners.shape[3]) + place % kw + 0 * winners\n"
            "        np.add.at(dpadded, (images, channels, rows, columns), dy / (kh * kw))"
        ),
    ),
)

times_the_maximum = mistake(
    "multiplied dy by the largest value: its derivative is 1",
    fails="sends_all_to_the_winner",
    replace=(ADD, ADD.replace("dy)", "dy * flat.max(axis=4))")),
)

buffered = mistake(
    "used += with index arrays, which adds only once to a pixel that wins several windows",
    fails="adds_what_a_pixel_wins",
    replace=(ADD, "dpadded[images, channels, rows, columns] += dy"),
)

last_wins = mistake(
    "let the last of equals win",
    fails="lets_the_first_of_equals_win",
    replace=(WINNERS, "winners = kh * kw - 1 - flat[..., ::-1].argmax(axis=4)"),
)

all_win = mistake(
    "let all of several equals win, so dx holds more than dy",
    fails="lets_the_first_of_equals_win",
    replace=(
        ADD,
        (
            "for place in range(kh * kw):\n"
            "        rows = sh * np.arange(winners.shape[2])[:, None] + place // kw + 0 * winners\n"
            "        columns = sw * np.arange(winners.shape[3]) + place % kw + 0 * winners\n"
            "        wins = flat[..., place] == flat.max(axis=4)\n"
            "        np.add.at(dpadded, (images, channels, rows, columns), dy * wins)"
        ),
    ),
)

column_by_column = mistake(
    "looked for the first of equals column by column",
    fails="lets_the_first_of_equals_win",
    replace=(
        WINNERS,
        (
            "down = windows.swapaxes(4, 5).reshape(flat.shape).argmax(axis=4)\n"
            "    winners = down % kh * kw + down // kh"
        ),
    ),
)

cut_at_the_end = mistake(
    "cut the padding off dx at the end only",
    fails="leaves_the_padding_out",
    replace=(RETURN, RETURN.replace("ph : ph + h, pw : pw + width", ":h, :width")),
)

widened = mistake(
    "collected dx in an array of float64, whatever x is",
    fails="keeps_float32_and_its_inputs",
    replace=("np.zeros_like(padded)", "np.zeros(padded.shape)"),
)


@variant
def window_by_window(x, dy, kernel, stride=None, padding=(0, 0)):
    "one window at a time, cut to the pixels that are there"
    (kh, kw), (sh, sw), (ph, pw) = kernel, stride or kernel, padding
    y, dx = np.empty_like(dy), np.zeros_like(x)
    for n, c, r, q in np.ndindex(*dy.shape):
        top, left = r * sh - ph, q * sw - pw
        first, start = max(top, 0), max(left, 0)
        window = x[n, c, first : top + kh, start : left + kw]
        i, j = np.unravel_index(np.argmax(window), window.shape)
        y[n, c, r, q] = window[i, j]
        dx[n, c, first + i, start + j] += dy[n, c, r, q]
    return y, dx


@variant
def tap_by_tap(x, dy, kernel, stride=None, padding=(0, 0)):
    "a running maximum over the taps, then a mask for each, what is taken is taken"
    (kh, kw), (sh, sw), (ph, pw) = kernel, stride or kernel, padding
    h, w = x.shape[2:]
    down, right = dy.shape[2:]
    low = np.finfo(x.dtype).min
    padded = np.full((*x.shape[:2], h + 2 * ph, w + 2 * pw), low, dtype=x.dtype)
    padded[:, :, ph : ph + h, pw : pw + w] = x
    places = [
        np.s_[:, :, i : i + sh * down : sh, j : j + sw * right : sw]
        for i in range(kh)
        for j in range(kw)
    ]
    y = np.full_like(dy, low)
    for place in places:
        np.maximum(y, padded[place], out=y)
    dpadded, free = np.zeros_like(padded), np.ones(dy.shape, dtype=bool)
    for place in places:
        wins = free & (padded[place] == y)
        dpadded[place] += np.where(wins, dy, 0).astype(x.dtype)
        free &= ~wins
    return y, dpadded[:, :, ph : ph + h, pw : pw + w]
