"""Shape, strides and offset of a tensor."""

from grader import cases, check, driver, equal, expect, raises, reference, value


def lengths(rng, axes):
    """Axis lengths from 2 to 5."""
    return tuple(int(n) for n in rng.integers(2, 6, size=axes))


def any_strides(rng, axes):
    """Strides of both signs, no two alike, and an offset that keeps positions positive."""
    strides = rng.permutation([-3, 1, 4, 10, 31])[:axes]
    return tuple(int(stride) for stride in strides), int(rng.integers(20, 90))


@driver
def positions(layout, shape):
    """The position of every element, in row-major order of the indices."""
    import itertools

    return [layout.position(index) for index in itertools.product(*map(range, shape))]


def same_layout(got, expected, of=""):
    """Fail unless shape, strides and offset agree."""
    for name in ("shape", "strides", "offset"):
        equal(value(getattr(got, name)), value(getattr(expected, name)), name=name + of)


@check(points=2)
@cases(axes=[1, 2, 3, 4], seed=range(2))
def lays_rows_one_after_another(Layout, axes, rng):
    "gives row-major strides: 1 for the last axis, the product of all later lengths for the others"
    shape = lengths(rng, axes)
    equal(value(Layout(shape).strides), value(reference(shape).strides), name="strides")


@check(points=2, after=lays_rows_one_after_another)
@cases(axes=[1, 2, 3], seed=range(2))
def finds_every_element(Layout, axes, rng):
    "finds every element from its index, the strides and the offset, whatever the strides"
    shape = lengths(rng, axes)
    strides, offset = any_strides(rng, axes)
    got, expected = (positions(side(shape, strides, offset), shape) for side in (Layout, reference))
    equal(got, expected, name="positions")


@check(after=finds_every_element)
@cases(axes=[1, 3], seed=range(2))
def counts_back_from_the_end(Layout, axes, rng):
    "counts a negative index back from the end of its axis"
    shape = lengths(rng, axes)
    strides, offset = any_strides(rng, axes)
    index = tuple(-int(rng.integers(1, n + 1)) for n in shape)
    got, expected = (side(shape, strides, offset).position(index) for side in (Layout, reference))
    equal(value(got), value(expected), name="position")


@check(after=finds_every_element)
@cases(axis=[0, 1, 2], seed=range(2))
def stays_inside(Layout, axis, rng):
    "raises IndexError outside an axis, and for more or fewer numbers than axes"
    shape = lengths(rng, 3)
    layout, last = Layout(shape), tuple(n - 1 for n in shape)
    for i in (shape[axis], -shape[axis] - 1):
        with raises(IndexError):
            layout.position((*last[:axis], i, *last[axis + 1 :]))
    for index in (last[1:], (*last, 0)):
        with raises(IndexError):
            layout.position(index)


@check(points=2, after=finds_every_element)
@cases(axes=[2, 3, 4], seed=range(3))
def reorders_axes(Layout, axes, rng):
    "reorders the axes without moving anything: shape and strides together, the offset as it was"
    shape = lengths(rng, axes)
    strides, offset = any_strides(rng, axes)
    order = tuple(int(axis) for axis in rng.permutation(axes))
    layout, other = Layout(shape, strides, offset), reference(shape, strides, offset)
    same_layout(layout.permute(order), other.permute(order))
    same_layout(layout, other, of=" of the layout that was permuted")


@check(after=reorders_axes)
@cases(axes=[3], seed=range(2))
def wants_each_axis_once(Layout, axes, rng):
    "raises ValueError when an axis is named twice, left out or does not exist"
    layout = Layout(lengths(rng, axes))
    for order in ((0, 0, 1), (1, 0), (0, 1, 3), (0, 1, 2, 2)):
        with raises(ValueError):
            layout.permute(order)


@check(points=2, after=counts_back_from_the_end)
@cases(axis=[0, 1, 2], seed=range(2))
def selects_a_slice(Layout, axis, rng):
    "selects one slice along an axis: a channel, a row, a column; the last one as -1"
    shape = lengths(rng, 3)
    strides, offset = any_strides(rng, 3)
    for i in (int(rng.integers(1, shape[axis])), -1, -shape[axis]):
        layout, other = Layout(shape, strides, offset), reference(shape, strides, offset)
        same_layout(layout.select(axis, i), other.select(axis, i))
        same_layout(layout, other, of=" of the layout that was selected from")
    layout = Layout(shape)
    for i in (shape[axis], -shape[axis] - 1):
        with raises(IndexError):
            layout.select(axis, i)


@check(points=2, after=[reorders_axes, selects_a_slice])
@cases(seed=range(2))
def knows_what_is_contiguous(Layout, rng):
    "tells rows that lie one after another from a transpose, a column and a repeated row"
    a, b, c = lengths(rng, 3)
    offset = int(rng.integers(1, 50))
    for shape, strides in (
        ((a, b, c), (b * c, c, 1)),  # row-major
        ((b, a), (1, b)),  # a transpose
        ((a, b), (b * c, c)),  # every c-th element
        ((a, b), (0, 1)),  # one row, repeated
        ((a, b), (b + 1, 1)),  # rows with a gap between them
        ((a, 1, b), (b, 77, 1)),  # an axis of length 1 takes no step
    ):
        got, expected = (
            side(shape, strides, offset).is_contiguous() for side in (Layout, reference)
        )
        equal(value(got), value(expected), name=f"is_contiguous() of {shape}, {strides}")


@check(after=knows_what_is_contiguous)
def gives_the_worked_numbers(Layout):
    "gives the worked numbers of a color image of 3 x 4 x 5"
    image = Layout((3, 4, 5))
    equal(value(image.strides), (20, 5, 1), name="strides")
    equal(value(image.position((2, 1, 3))), 48, name="position((2, 1, 3))")
    equal(value(image.select(0, 1).offset), 20, name="offset of green")
    last = image.permute((1, 2, 0))
    equal(value(last.strides), (5, 1, 20), name="strides with the channels last")
    still = value(last.is_contiguous())
    expect(still is False, "is_contiguous() is not False with the channels last")
