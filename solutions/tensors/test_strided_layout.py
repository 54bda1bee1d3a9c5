"""Shape, strides and offset: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, equal, expect, mistake, raises, reference, value, variant


@check(after="knows_what_is_contiguous")
@cases(axes=[3, 4], seed=range(3))
def chains_views(Layout, axes, rng):
    "keeps account through a chain of reorderings and slices"
    shape = tuple(int(n) for n in rng.integers(2, 6, size=axes))
    order, again = (tuple(int(k) for k in rng.permutation(n)) for n in (axes, axes - 1))
    axis = int(rng.integers(axes))
    i = int(rng.integers(shape[order[axis]]))
    ends = []
    for side in (Layout, reference):
        view = side(shape, None, 7).permute(order).select(axis, i).permute(again)
        index = (-1,) * (axes - 1)
        ends.append([view.shape, view.strides, view.position(index), view.is_contiguous()])
    for name, mine, theirs in zip(
        ("shape", "strides", "position", "contiguous"), *ends, strict=True
    ):
        equal(value(mine), value(theirs), name=name)


@check(after="finds_every_element")
@cases(seed=range(2))
def needs_no_memory(Layout, rng):
    "lays out more elements than any memory holds"
    shape = tuple(int(n) for n in rng.integers(10**4, 10**5, size=3))
    index = tuple(n - 2 for n in shape)
    got, expected = (side(shape).position(index) for side in (Layout, reference))
    equal(value(got), value(expected), name="position")


@check(after=["knows_what_is_contiguous", "stays_inside", "wants_each_axis_once"])
def knows_a_single_number(Layout):
    "lays out a single number, the tensor without axes"
    number = Layout((), None, 5)
    equal(value(number.strides), ())
    equal(value(number.position(())), 5)
    expect(value(number.is_contiguous()) is True, "is_contiguous() of a single number is not True")
    equal(value(Layout((3,), (4,), 2).select(0, 2).position(())), 10)
    equal(value(number.permute(()).offset), 5)
    with raises(IndexError):
        number.position((0,))


class truth:
    """NumPy's own views: memory holds the numbers 0, 1, 2, ..., so an element is its position."""

    def __init__(self, shape, strides=None, offset=0, view=None):
        if view is None and np.prod(shape, dtype=float) > 1e6:  # too large to hold: the last entry
            size = np.empty(shape, np.dtype([]))  # elements of no bytes: only the shape is kept
            view = size
        elif view is None:
            memory = np.arange(2000)
            if strides is None:
                count = int(np.prod(shape))
                view = memory[offset : offset + count].reshape(shape)
            else:
                steps = [8 * stride for stride in strides]
                view = np.lib.stride_tricks.as_strided(memory[offset:], shape, steps)
        self.view = view
        self.shape = view.shape
        self.strides = tuple(step // 8 for step in view.strides)

    @property
    def offset(self):
        return int(self.view[(0,) * self.view.ndim])

    def position(self, index):
        if len(index) != self.view.ndim:
            raise IndexError("number of axes")
        if self.view.dtype.itemsize == 0:
            inside = [i % n for i, n in zip(index, self.shape, strict=True)]
            place = 0
            for i, n in zip(inside, self.shape, strict=True):
                place = place * n + i  # Horner's form of the row-major position
            return place
        return int(self.view[tuple(index)])

    def permute(self, axes):
        return truth((), view=self.view.transpose(axes))

    def select(self, axis, i):
        view = np.moveaxis(self.view, axis, 0)
        if not -len(view) <= i < len(view):
            raise IndexError("no such slice")
        return truth((), view=view[i, ...])

    def is_contiguous(self):
        return bool(self.view.flags.c_contiguous)


ROW_MAJOR = """            for length in reversed(self.shape):
                strides = (step, *strides)
                step *= length"""

column_major = mistake(
    "gave the first axis stride 1: column-major, the order of Fortran",
    fails="lays_rows_one_after_another",
    replace=[
        ("for length in reversed(self.shape):", "for length in self.shape:"),
        ("(step, *strides)", "(*strides, step)"),
    ],
)

own_length = mistake(
    "counted the axis itself into its stride: only the axes after it count",
    fails="lays_rows_one_after_another",
    replace=(
        ROW_MAJOR,
        """            for length in reversed(self.shape):
                step *= length
                strides = (step, *strides)""",
    ),
)

in_bytes = mistake(
    "counted strides in bytes of float64 instead of elements",
    fails="lays_rows_one_after_another",
    replace=("strides, step = (), 1", "strides, step = (), 8"),
)

no_offset = mistake(
    "left out the offset",
    fails="finds_every_element",
    replace=("position = self.offset", "position = 0"),
)

strides_ignored = mistake(
    "took the row-major strides whatever `strides` says",
    fails="finds_every_element",
    replace=("if strides is None:", "if True:"),
)

unwrapped = mistake(
    "multiplied a negative index by the stride as it is",
    fails="counts_back_from_the_end",
    replace=("position += i % length * stride", "position += i * stride"),
)

shape_only = mistake(
    "reordered the lengths but not the strides, so the elements are read in another order",
    fails="reorders_axes",
    replace=("tuple(self.strides[axis] for axis in axes)", "self.strides"),
)

recomputed = mistake(
    "made new row-major strides for the reordered shape, as if the elements had been copied",
    fails="reorders_axes",
    replace=("Layout(shape, strides, self.offset)\n", "Layout(shape, None, self.offset)\n"),
)

inverse_order = mistake(
    "put axis k at place axes[k], the inverse order",
    fails="reorders_axes",
    replace=[
        (
            "tuple(self.shape[axis] for axis in axes)",
            "tuple(self.shape[axes.index(k)] for k in range(len(axes)))",
        ),
        (
            "tuple(self.strides[axis] for axis in axes)",
            "tuple(self.strides[axes.index(k)] for k in range(len(axes)))",
        ),
    ],
)

permuted_itself = mistake(
    "changed the layout itself instead of returning a new one",
    fails="reorders_axes",
    replace=(
        "        return Layout(shape, strides, self.offset)\n",
        "        self.shape, self.strides = shape, strides\n        return self\n",
    ),
)

offset_lost = mistake(
    "started the slice at i times the stride, without the offset it had before",
    fails="selects_a_slice",
    replace=("self.offset + i % length * self.strides[axis]", "i % length * self.strides[axis]"),
)

axis_kept = mistake(
    "kept the selected axis with length 1",
    fails="selects_a_slice",
    replace=[
        ("self.shape[:axis] + self", "self.shape[:axis] + (1,) + self"),
        ("self.strides[:axis] + self.strides[axis + 1 :]", "self.strides"),
    ],
)

only_falling = mistake(
    "asked only that no stride is smaller than the one after it",
    fails="knows_what_is_contiguous",
    replace=(
        "stride != step:\n                return False\n            step *= length",
        "stride < step:\n                return False\n            step = stride",
    ),
)

length_one_counts = mistake(
    "minded the stride of an axis of length 1, along which there is no step",
    fails="knows_what_is_contiguous",
    replace=("length > 1 and stride != step", "stride != step"),
)


@variant
class by_products:
    "strides as products, slices by pop, contiguous if equal to fresh strides"

    def __init__(self, shape, strides=None, offset=0):
        self.shape, self.offset = tuple(shape), offset
        if strides is None:
            strides = [self._product(self.shape[k + 1 :]) for k in range(len(self.shape))]
        self.strides = tuple(strides)

    @staticmethod
    def _product(lengths):
        product = 1
        for length in lengths:
            product *= length
        return product

    def position(self, index):
        view = self
        if len(index) != len(self.shape):
            raise IndexError("number of axes")
        for i in index:
            view = view.select(0, i)
        return view.offset

    def permute(self, axes):
        if len(axes) != len(self.shape) or set(axes) != set(range(len(self.shape))):
            raise ValueError("no order of the axes")
        pairs = [(self.shape[axis], self.strides[axis]) for axis in axes]
        return by_products([n for n, _ in pairs], [step for _, step in pairs], self.offset)

    def select(self, axis, i):
        shape, strides = list(self.shape), list(self.strides)
        length, stride = shape.pop(axis), strides.pop(axis)
        i = range(length)[i]
        return by_products(shape, strides, self.offset + i * stride)

    def is_contiguous(self):
        fresh = by_products(self.shape).strides
        return all(
            length == 1 or mine == step
            for length, mine, step in zip(self.shape, self.strides, fresh, strict=True)
        )


@variant
class with_numpy:
    "cumulative products and dot products of NumPy integers"

    def __init__(self, shape, strides=None, offset=0):
        self.shape, self.offset = tuple(shape), offset
        if strides is None:
            later = np.cumprod([1, *self.shape[:0:-1]], dtype=np.int64)
            strides = later[::-1][: len(self.shape)].tolist()
        self.strides = tuple(strides)

    def position(self, index):
        index, shape = np.array(index, dtype=np.int64), np.array(self.shape, dtype=np.int64)
        if index.shape != shape.shape or (index < -shape).any() or (index >= shape).any():
            raise IndexError("outside")
        return int(self.offset + (index % shape) @ np.array(self.strides, dtype=np.int64))

    def permute(self, axes):
        if sorted(axes) != sorted(range(len(self.shape))):
            raise ValueError("no order of the axes")
        return with_numpy(
            tuple(self.shape[k] for k in axes), tuple(self.strides[k] for k in axes), self.offset
        )

    def select(self, axis, i):
        index = [0] * len(self.shape)
        index[axis] = i
        offset = self.position(index)
        keep = [k for k in range(len(self.shape)) if k != axis]
        return with_numpy(
            tuple(self.shape[k] for k in keep), tuple(self.strides[k] for k in keep), offset
        )

    def is_contiguous(self):
        moving = [k for k, n in enumerate(self.shape) if n > 1]
        steps = [self.strides[k] for k in moving]
        lengths = [self.shape[k] for k in moving]
        wanted = np.append(np.cumprod(lengths[:0:-1], dtype=np.int64)[::-1], 1)
        return not moving or steps == wanted.tolist()
