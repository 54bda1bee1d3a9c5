"""The common shape of several arrays, and the strides that stretch them."""

from grader import cases, check, equal, raises, reference


def stretched(rng, full, axes):
    """A shape that fits `full`: its last `axes` lengths, about half of them 1."""
    return tuple(int(n) if rng.random() < 0.5 else 1 for n in full[len(full) - axes :])


def lengths(rng, axes):
    """Different lengths, from 2 to 7."""
    return tuple(int(n) for n in rng.choice([2, 3, 4, 5, 6, 7], size=axes, replace=False))


@check(points=2)
@cases(axes=[1, 2, 3, 4], seed=range(3))
def stretches_length_one(broadcast, axes, rng):
    "stretches a length of 1 to the other length, from either side"
    full = lengths(rng, axes)
    for pair in ((full, stretched(rng, full, axes)), (stretched(rng, full, axes), full)):
        equal(broadcast(*pair)[0], reference(*pair)[0], name="shape")
    nothing, one = (*full[1:], 0), (*full[1:], 1)
    equal(broadcast(nothing, one)[0], reference(nothing, one)[0], name="shape of 0 and 1")


@check(points=2, after=stretches_length_one)
@cases(axes=[2, 3, 4], fewer=[0, 1], seed=range(2))
def lines_up_at_the_end(broadcast, axes, fewer, rng):
    "lines shapes up at the last axis; the axes missing in front count as 1"
    full = lengths(rng, axes)
    for pair in ((full, full[axes - fewer :]), (full[1:], full)):
        equal(broadcast(*pair)[0], reference(*pair)[0], name="shape")


@check(after=lines_up_at_the_end)
@cases(count=[1, 3, 4], seed=range(2))
def takes_any_number_of_shapes(broadcast, count, rng):
    "takes one shape, three shapes or four, and none"
    full = lengths(rng, 3)
    shapes = [stretched(rng, full, int(rng.integers(1, 4))) for _ in range(count)]
    equal(broadcast(*shapes)[0], reference(*shapes)[0], name="shape")
    equal(broadcast(), ((), []), name="result without any shapes")


@check(after=lines_up_at_the_end)
@cases(axis=[0, 1, 2], seed=range(2))
def refuses_what_does_not_fit(broadcast, axis, rng):
    "raises ValueError when two lengths differ and neither is 1, even 2 and 4"
    full = lengths(rng, 3)
    for other in (full[axis] + 1, 2 * full[axis]):
        wrong = (*full[:axis], other, *full[axis + 1 :])
        with raises(ValueError):
            broadcast(full, wrong)
        with raises(ValueError):
            broadcast(wrong[axis:], full)


@check(points=2, after=takes_any_number_of_shapes)
@cases(axes=[1, 2, 3], seed=range(3))
def steps_zero_where_stretched(broadcast, axes, rng):
    "gives each array its own row-major strides, with 0 where it is stretched or has no axis"
    full = lengths(rng, 3)
    shapes = (full, stretched(rng, full, axes), full[3 - axes :])
    equal(broadcast(*shapes)[1], reference(*shapes)[1], name="strides")
    ones = ((full[0], 1, full[2]), (1, full[2]), (1, 1, 1))  # the result has a length of 1, too
    equal(broadcast(*ones)[1], reference(*ones)[1], name="strides")


@check(after=steps_zero_where_stretched)
def gives_the_worked_numbers(broadcast):
    "gives the worked numbers: one number per channel, and a column that meets a row"
    shape, strides = broadcast((8, 3, 4, 5), (3, 1, 1))
    equal(shape, (8, 3, 4, 5), name="shape")
    equal(strides, [(60, 20, 5, 1), (0, 1, 0, 0)], name="strides")
    shape, strides = broadcast((6, 1), (6,))
    equal(shape, (6, 6), name="shape of a column and a row")
    equal(strides, [(1, 0), (0, 1)], name="strides of a column and a row")
