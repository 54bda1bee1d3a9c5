"""Augmentation: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="keeps_the_order")
@cases(n=[40], seed=range(2))
def handles_many_images(augment, n, rng):
    "handles forty images of 12 x 12 pixels"
    images, noise = rng.normal(size=(2, n, 12, 12))
    u = (rng.integers(0, 1120, size=(n, 5)) + 0.5) / 1120
    for shift in (2, 3):
        got, expected = augment(images, u, noise, shift), reference(images, u, noise, shift)
        near(got, expected, terms=10.0, name="images")


@check(after="keeps_the_order")
@cases(size=[1, 4])
def takes_the_least_and_the_largest(augment, size, rng):
    "takes numbers of 0, of nearly 1 and of exactly a half"
    u = np.array([[0.0] * 5, [1 - 1e-12] * 5, [0.5] * 5, [0.25, 0.5, 0.0, 0.5, 0.0]])
    images, noise = rng.normal(size=(2, 4, size, size))
    shift = size - 1
    got, expected = augment(images, u, noise, shift), reference(images, u, noise, shift)
    near(got, expected, terms=10.0, name="images")


def truth(images, u, noise, shift=2):
    """Every pixel looked up where it comes from, the changes undone from the last to the first."""
    from math import floor

    n, size, _ = images.shape
    result = 0.1 * noise
    for i in range(n):
        turn = floor(4 * u[i, 0])
        down, right = (floor(v * (2 * shift + 1)) - shift for v in (u[i, 2], u[i, 3]))
        for row in range(size):
            for column in range(size):
                r, c = row - down, column - right
                if not (0 <= r < size and 0 <= c < size):
                    continue
                if u[i, 1] < 0.5:
                    c = size - 1 - c
                for _ in range(turn):
                    r, c = c, size - 1 - r
                result[i, row, column] += images[i, r, c] * (0.8 + 0.4 * u[i, 4])
    return result


TURNS = "turns = (4 * u[:, 0]).astype(int)"
TURN = "turned = np.rot90(image, turns[i])"
MIRROR = "if u[i, 1] < 0.5:\n            turned = np.fliplr(turned)"
MOVES = "moves = np.floor(u[:, 2:4] * (2 * shift + 1)).astype(int)"
TOP = "top, left = 2 * shift - moves[i]"
MOVED = "moved = padded[top : top + size, left : left + size]"
RESULT = "result[i] = moved * (0.8 + 0.4 * u[i, 4]) + 0.1 * noise[i]"

clockwise = mistake(
    "turned clockwise",
    fails="turns",
    replace=(TURN, TURN.replace("turns[i]", "-turns[i]")),
)

never_still = mistake(
    "turned by 1, 2 or 3 quarters, as the book's code does, never by none",
    fails="turns",
    replace=(TURNS, "turns = 1 + (3 * u[:, 0]).astype(int)"),
)

rounded_turns = mistake(
    "rounded to the nearest number of quarter turns instead of down",
    fails="turns",
    replace=(TURNS, "turns = np.rint(4 * u[:, 0]).astype(int)"),
)

turned_the_batch = mistake(
    "turned by the first image's number every time",
    fails="keeps_the_order",
    replace=(TURN, TURN.replace("turns[i]", "turns[0]")),
)

upside_down = mistake(
    "mirrored top for bottom",
    fails="mirrors",
    replace=(MIRROR, MIRROR.replace("fliplr", "flipud")),
)

mirrored_the_others = mistake(
    "mirrored where the number is 0.5 or above",
    fails="turns",
    replace=(MIRROR, MIRROR.replace("<", ">=")),
)

moved_the_other_way = mistake(
    "moved up and left by positive numbers",
    fails="moves",
    replace=(TOP, "top, left = moves[i]"),
)

rolled = mistake(
    "let what is moved out come in again on the other side",
    fails="moves",
    replace=(MOVED, "moved = np.roll(turned, (shift - top, shift - left), (0, 1))"),
)

axes_swapped = mistake(
    "took dy for dx and dx for dy",
    fails="moves",
    replace=(TOP, TOP.replace("top, left", "left, top")),
)

edge_repeated = mistake(
    "filled with the nearest pixels instead of zeros",
    fails="moves",
    replace=("np.pad(turned, shift)", 'np.pad(turned, shift, mode="edge")'),
)

moves_never_last = mistake(
    "multiplied by 2 shift, so that the farthest move down or right never comes",
    fails="moves",
    replace=(MOVES, MOVES.replace("(2 * shift + 1)", "(2 * shift)")),
)

default_shift = mistake(
    "moved by up to 2 pixels, whatever `shift` is",
    fails="obeys_the_shift",
    replace=("    size = images.shape[1]\n", "    size, shift = images.shape[1], 2\n"),
)

wide_brightness = mistake(
    "multiplied by 0.6 + 0.8 u, from 0.6 to 1.4",
    fails="changes_the_brightness",
    replace=(RESULT, RESULT.replace("0.8 + 0.4 * u", "0.6 + 0.8 * u")),
)

brightness_added = mistake(
    "added the brightness instead of multiplying by it",
    fails="changes_the_brightness",
    replace=(RESULT, RESULT.replace("* (0.8 + 0.4 * u[i, 4])", "+ 0.4 * (u[i, 4] - 0.5)")),
)

full_noise = mistake(
    "added the noise as it is, not a tenth of it",
    fails="adds_noise",
    replace=(RESULT, RESULT.replace("0.1 * noise", "noise")),
)

noise_multiplied = mistake(
    "multiplied by 1 + 0.1 noise",
    fails="adds_noise",
    replace=(RESULT, RESULT.replace(") + 0.1 * noise[i]", ") * (1 + 0.1 * noise[i])")),
)

mirrored_first = mistake(
    "mirrored before turning",
    fails="keeps_the_order",
    replace=[
        (TURN, "turned = image"),
        (MIRROR, MIRROR + "\n        turned = np.rot90(turned, turns[i])"),
    ],
)

noise_brightened = mistake(
    "changed the brightness after adding the noise",
    fails="keeps_the_order",
    replace=(RESULT, "result[i] = (moved + 0.1 * noise[i]) * (0.8 + 0.4 * u[i, 4])"),
)

noise_moved = mistake(
    "added the noise before moving, so none is where pixels became free",
    fails="keeps_the_order",
    replace=[
        ("np.pad(turned, shift)", "np.pad(turned * (0.8 + 0.4 * u[i, 4]) + 0.1 * noise[i], shift)"),
        (RESULT, "result[i] = moved"),
    ],
)

in_place = mistake(
    "wrote into the caller's images",
    fails="leaves_its_inputs_unchanged",
    replace=("result = np.zeros(images.shape)", "result = images"),
)


@variant
def by_indices(images, u, noise, shift=2):
    "rows and columns looked up with index arrays; slices moved onto zeros"
    n, size, _ = images.shape
    result = np.zeros((n, size, size))
    rows, columns = np.indices((size, size))
    for i in range(n):
        r, c = rows, columns if u[i, 1] >= 0.5 else size - 1 - columns
        for _ in range(int(np.floor(4 * u[i, 0]))):
            r, c = c, size - 1 - r
        turned = images[i][r, c]
        dy, dx = (int(np.floor(v * (2 * shift + 1))) - shift for v in u[i, 2:4])
        onto = [slice(max(d, 0), size + min(d, 0)) for d in (dy, dx)]
        come = [slice(max(-d, 0), size + min(-d, 0)) for d in (dy, dx)]
        result[i][tuple(onto)] = turned[tuple(come)]
    result *= 0.8 + 0.4 * u[:, 4, None, None]
    return result + noise / 10


@variant
def one_step_for_all(images, u, noise, shift=2):
    "each step over the whole batch, with np.where"
    result = images.copy()
    turns = np.floor(4 * u[:, 0])[:, None, None]
    for quarter in (1, 2, 3):
        result = np.where(turns == quarter, np.rot90(images, quarter, axes=(1, 2)), result)
    result = np.where(u[:, 1, None, None] < 0.5, result[:, :, ::-1], result)
    size = images.shape[1]
    wide = np.pad(result, ((0, 0), (shift, shift), (shift, shift)))
    away = (u[:, 2:4] * (2 * shift + 1) // 1).astype(int) - shift
    starts = shift - away
    result = np.stack(
        [picture[y : y + size, x : x + size] for picture, (y, x) in zip(wide, starts, strict=True)]
    )
    return result * (u[:, 4] * 0.4 + 0.8).reshape(-1, 1, 1) + 0.1 * noise
