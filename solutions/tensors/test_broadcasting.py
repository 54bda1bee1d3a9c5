"""The common shape and strides: hidden checks, known mistakes, right variants, truth."""

import math

import numpy as np

from grader import cases, check, equal, mistake, reference, variant


@check(after="takes_any_number_of_shapes")
@cases(seed=range(3))
def keeps_nothing_as_nothing(broadcast, rng):
    "stretches a length of 1 to 0, too, where there is nothing"
    n = int(rng.integers(2, 9))
    for shapes in (((0,), (1,)), ((n, 1), (n, 0)), ((n, 0), (0,)), ((1, n), (0, 1), ())):
        equal(broadcast(*shapes)[0], reference(*shapes)[0], name="shape")


@check(after="steps_zero_where_stretched")
@cases(seed=range(3))
def knows_single_numbers(broadcast, rng):
    "lets a single number meet anything, and itself, and nothing at all"
    shape = tuple(int(n) for n in rng.integers(2, 9, size=3))
    for shapes in ((shape, ()), ((), shape, (1,)), ((), ()), ((1, 1),), ()):
        equal(broadcast(*shapes), reference(*shapes))


@check(after="steps_zero_where_stretched")
@cases(axes=[6, 9], seed=range(3))
def takes_many_axes(broadcast, axes, rng):
    "takes five shapes of up to nine axes"
    full = [int(n) for n in rng.integers(1, 9, size=axes)]
    shapes = [
        tuple(n if rng.random() < 0.6 else 1 for n in full[int(rng.integers(axes)) :])
        for _ in range(5)
    ]
    equal(broadcast(*shapes), reference(*shapes))


def truth(*shapes):
    """NumPy's own rule, and strides measured as what one step changes in a stretched arange."""
    result = np.broadcast_shapes(*shapes)
    if 0 in result:
        return result, [(0,) * len(result) for _ in shapes]
    strides = []
    for shape in shapes:
        seen = np.broadcast_to(np.arange(math.prod(shape)).reshape(shape), result)
        steps = []
        for axis, length in enumerate(result):
            one = [0] * len(result)
            one[axis] = 1
            steps.append(int(seen[tuple(one)]) if length > 1 else 0)
        strides.append(tuple(steps))
    return result, strides


PADDED = "(1,) * (axes - len(shape)) + shape"

lined_up_at_the_start = mistake(
    "lined the shapes up at the first axis instead of the last",
    fails="lines_up_at_the_end",
    replace=[
        (PADDED, "shape + (1,) * (axes - len(shape))"),
        ("if len(others) > 1:", "if False:"),
        ("others.pop() if others else 1", "max(others, default=1)"),
    ],
)

first_shape_wins = mistake(
    "took every length from the first shape, even where it is 1",
    fails="stretches_length_one",
    replace=("others.pop() if others else 1", "lengths[0]"),
)

only_two = mistake(
    "looked at the first two shapes only",
    fails="takes_any_number_of_shapes",
    replace=[
        ("    axes = max(", "    shapes, rest = shapes[:2], shapes[2:]\n    axes = max("),
        ("return tuple(result), strides", "return tuple(result), strides + [()] * len(rest)"),
    ],
)

longest_wins = mistake(
    "took the largest length, which for 1 and 0 is 1",
    fails="stretches_length_one",
    replace=("others.pop() if others else 1", "max(lengths)"),
)

not_stretched = mistake(
    "kept the row-major strides where an array is stretched, so it runs on into other elements",
    fails="steps_zero_where_stretched",
    replace=("0 if length == 1 else step", "step"),
)

common_strides = mistake(
    "took strides from the common shape, as if every array had been copied out to it",
    fails="steps_zero_where_stretched",
    replace=[
        ("for shape in padded:", "for shape in [tuple(result)] * len(padded):"),
        ("own = (0 if length == 1 else step, *own)", "own = (step, *own)"),
    ],
)

missing_left_out = mistake(
    "gave strides for an array's own axes only, none for those it lacks",
    fails="steps_zero_where_stretched",
    replace=("    for shape in padded:\n        own", "    for shape in shapes:\n        own"),
)


@variant
def axis_by_axis(*shapes):
    "counts axes from the end and looks each length up"
    axes = max([0, *map(len, shapes)])
    result = [1] * axes
    strides = [[0] * axes for _ in shapes]
    for k in range(1, axes + 1):
        for own, shape in zip(strides, shapes, strict=True):
            if k > len(shape) or shape[-k] == 1:
                continue
            if result[-k] not in (1, shape[-k]):
                raise ValueError("no fit")
            result[-k] = shape[-k]
            own[-k] = math.prod(shape[len(shape) - k + 1 :])
    return tuple(result), [tuple(own) for own in strides]


@variant
def two_at_a_time(*shapes):
    "joins the shapes one after another, then the strides by a running product"
    result = ()
    for shape in shapes:
        longer, shorter = (result, shape) if len(result) >= len(shape) else (shape, result)
        shorter = (1,) * (len(longer) - len(shorter)) + shorter
        if any(a != b and 1 not in (a, b) for a, b in zip(longer, shorter, strict=True)):
            raise ValueError("no fit")
        result = tuple(b if a == 1 else a for a, b in zip(longer, shorter, strict=True))
    strides = []
    for shape in shapes:
        later = np.append(np.cumprod(shape[:0:-1], dtype=int)[::-1], 1)[: len(shape)].tolist()
        own = [0 if n == 1 else step for n, step in zip(shape, later, strict=True)]
        strides.append((0,) * (len(result) - len(shape)) + tuple(own))
    return result, strides
