"""int8 quantization: hidden checks, known mistakes, right variants, truth."""

import math

import numpy as np

from grader import cases, check, equal, mistake, near, reference, variant


@check(after="gives_each_row_its_own_scale")
@cases(scheme=["symmetric", "affine"], seed=range(2))
def handles_large_tables(int8_quantization, scheme, rng):
    "handles thousands of numbers, rows of very different size"
    x = rng.normal(size=(50, 60)) * 10.0 ** rng.integers(-6, 6, size=(50, 1))
    for per_row in (True, False):
        got, expected = (side(x, scheme, per_row) for side in (int8_quantization, reference))
        equal(got[0], expected[0], name="q")
        near(got[1], expected[1], name="scale")
        near(got[3], expected[3], name="restored")


@check(after="comes_back")
@cases(scheme=["symmetric", "affine"], seed=range(2))
def is_done_after_once(int8_quantization, scheme, rng):
    "changes nothing any more, when what came back is quantized again"
    x = np.append(rng.uniform(-3.0, 3.0, size=(1, 40)), [[0.0, 6.35, -6.4]], axis=1)
    _, _, _, once = reference(x, scheme)
    got, expected = int8_quantization(once, scheme), reference(once, scheme)
    equal(got[0], expected[0], name="q")
    near(got[3], expected[3], name="restored")


def truth(x, scheme, per_row=False):
    """Number by number in Python, whose round() goes to the even one, too."""
    if scheme not in {"symmetric", "affine"}:
        raise ValueError(scheme)
    rows = x.tolist()
    parts = [[row] for row in rows] if per_row else [rows]
    q, scales, zeros, restored = [], [], [], []
    for part in parts:
        values = [value for row in part for value in row]
        if scheme == "symmetric":
            low, bounds, scale = 0.0, (-127, 127), max(map(abs, values)) / 127
        else:
            low, bounds = min(0.0, *values, 0.0), (0, 255)
            scale = (max(0.0, *values, 0.0) - low) / 255
        scale = scale or 1.0
        zero = round(-low / scale)
        for row in part:
            steps = [min(max(round(v / scale) + zero, bounds[0]), bounds[1]) for v in row]
            q.append(steps)
            restored.append([math.prod((step - zero, scale)) for step in steps])
        scales.append([scale])
        zeros.append([zero])
    kind = "int8" if scheme == "symmetric" else "uint8"
    return np.array(q, dtype=kind), np.array(scales), np.array(zeros), np.array(restored)


SPAN = "span = np.abs(x).max(axis=axis, keepdims=True) / 127"
AFFINE = "span = (np.maximum(x.max(axis=axis, keepdims=True), 0) - low) / 255"
LOW = "low = np.minimum(x.min(axis=axis, keepdims=True), 0)"
SCALE = "scale = np.where(span > 0, span, 1.0)"
ZERO = "zero = np.round(-low / scale).astype(np.int64)"
WIDE = "wide = np.clip(np.round(x / scale) + zero, lowest, highest)"
BACK = "return q, scale, zero, (wide - zero) * scale"
BOTH = ["quantizes_symmetrically", "quantizes_affinely"]

cut_off = mistake(
    "cut the fraction off instead of rounding",
    fails=BOTH,
    replace=(WIDE, WIDE.replace("np.round", "np.trunc")),
)

rounded_down = mistake(
    "rounded down instead of to the nearest",
    fails=BOTH,
    replace=(WIDE, WIDE.replace("np.round", "np.floor")),
)

to_128 = mistake(
    "divided by 128, so the largest number does not fit",
    fails="quantizes_symmetrically",
    replace=(SPAN, SPAN.replace("127", "128")),
)

largest_only = mistake(
    "took the largest number for the largest magnitude, although negative ones reach further",
    fails="quantizes_symmetrically",
    replace=(SPAN, SPAN.replace("np.abs(x)", "np.maximum(x, 1e-9)")),
)

to_256 = mistake(
    "divided the range by 256: 256 numbers have only 255 steps between them",
    fails="quantizes_affinely",
    replace=(AFFINE, AFFINE.replace("255", "256")),
)

zero_reversed = mistake(
    "gave the zero point the wrong sign",
    fails="quantizes_affinely",
    replace=(ZERO, ZERO.replace("-low", "low")),
)

zero_cut_off = mistake(
    "cut the fraction of the zero point off",
    fails="quantizes_affinely",
    replace=(ZERO, ZERO.replace("np.round", "np.trunc")),
)

from_the_smallest = mistake(
    "took the smallest number itself as the start: x - low, so 0 is no exact step",
    fails="quantizes_affinely",
    replace=(WIDE, "wide = np.clip(np.round((x - low) / scale), lowest, highest)"),
)

zero_added_back = mistake(
    "added the zero point on the way back instead of subtracting it",
    fails="comes_back",
    replace=(BACK, "return q, scale, zero, (wide + zero) * scale"),
)

in_eight_bits = mistake(
    "subtracted the zero point in eight bits, where 3 - 64 is 195",
    fails="comes_back",
    replace=(BACK, "return q, scale, zero, (q - zero.astype(q.dtype)) * scale"),
)

given_back = mistake(
    "returned x itself as what comes back",
    fails="comes_back",
    replace=(BACK, "return q, scale, zero, x.copy()"),
)

zero_forgotten = mistake(
    "did not widen the range, so 0 lies outside",
    fails="holds_zero",
    replace=[
        (LOW, "low = x.min(axis=axis, keepdims=True)"),
        (AFFINE, "span = (x.max(axis=axis, keepdims=True) - low) / 255"),
    ],
)

one_for_all = mistake(
    "used one scale for the whole table, whatever was asked for",
    fails="gives_each_row_its_own_scale",
    replace=(
        "axis = 1 if per_row else None",
        "axis = None",
    ),
)

per_column = mistake(
    "gave each column its own scale instead of each row",
    fails="gives_each_row_its_own_scale",
    replace=("axis = 1 if per_row else None", "axis = 0 if per_row else None"),
)

zero_over_zero = mistake(
    "divided by a scale of 0 where everything is 0",
    fails="takes_zeros",
    replace=(SCALE, "scale = span"),
)

halves_up = mistake(
    "rounded halves away from 0",
    fails="rounds_halves_to_even",
    replace=(
        WIDE,
        WIDE.replace("np.round(x / scale)", "np.copysign(np.floor(np.abs(x / scale) + 0.5), x)"),
    ),
)

not_clipped = mistake(
    "did not clip, so 256 became 0",
    fails="rounds_halves_to_even",
    replace=(WIDE, "wide = np.round(x / scale) + zero"),
)

any_scheme = mistake(
    "took every other scheme for affine",
    fails="refuses_other_schemes",
    replace=('elif scheme == "affine"', "elif scheme"),
)

in_place = mistake(
    "divided the caller's array in place",
    fails="leaves_its_argument_unchanged",
    replace=(BACK, "x /= scale\n    " + BACK),
)


@variant
def row_by_row(x, scheme, per_row=False):
    "one row, or the whole as one row, after the other"
    if scheme not in ("symmetric", "affine"):
        raise ValueError(scheme)
    parts = list(x) if per_row else [x.ravel()]
    results = []
    for values in parts:
        if scheme == "symmetric":
            scale, zero = max(values.max(), -values.min()) / 127, 0
            scale = scale or 1.0
            steps = np.rint(values / scale).astype(int).clip(-127, 127)
        else:
            low, high = min(values.min(), 0.0), max(values.max(), 0.0)
            scale = (high - low) / 255 or 1.0
            zero = int(np.rint(-low / scale))
            steps = (np.rint(values / scale).astype(int) + zero).clip(0, 255)
        results.append((steps, scale, zero, (steps - zero) * scale))
    q, scales, zeros, restored = (np.array(part) for part in zip(*results, strict=True))
    q = q.reshape(x.shape).astype("int8" if scheme == "symmetric" else "uint8")
    return q, scales.reshape(-1, 1), zeros.reshape(-1, 1), restored.reshape(x.shape)


@variant
def from_q(x, scheme, per_row=False):
    "restored from q itself, in 64 bits"
    rows = x if per_row else x.reshape(1, -1)
    if scheme == "symmetric":
        scale = np.abs(rows).max(1)[:, None] / 127.0
        zero = np.zeros(scale.shape, dtype=np.int64)
        scale[scale == 0] = 1.0
        q = np.around(x / scale).clip(-127, 127).astype(np.int8)
    elif scheme == "affine":
        ends = np.concatenate([rows, np.zeros((len(rows), 1))], axis=1)
        low, high = ends.min(1, keepdims=True), ends.max(1, keepdims=True)
        scale = (high - low) / 255.0
        scale[scale == 0] = 1.0
        zero = np.around(-low / scale).astype(np.int64)
        q = (np.around(x / scale) + zero).clip(0, 255).astype(np.uint8)
    else:
        raise ValueError(scheme)
    return q, scale, zero, (q.astype(np.int64) - zero) * scale
