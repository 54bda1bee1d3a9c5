"""Strides: how a tensor of any shape lies in one row of memory."""

from __future__ import annotations


class Layout:
    """Where each element of a tensor lies in a flat row of memory.

    Memory has one axis, a tensor has many. The strides say how far apart neighbors lie: one step
    along axis k moves strides[k] places. The element with the index (i_0, i_1, ...) lies at

        position = offset + i_0 * strides[0] + i_1 * strides[1] + ...

    shape    one length per axis, each 1 or more; () is a single number, a 0-D tensor
    strides  one whole number per axis, counted in elements, not in bytes. 0 repeats the same
             element along the axis, a negative one runs backwards. None means row-major (also
             called C order): the last axis has stride 1, and every other axis steps over all the
             axes after it, so that the elements lie in memory as they are read.
    offset   where the element (0, 0, ...) lies

    The attributes `shape` and `strides` are tuples of int, like all tuples passed in; `offset` is
    an int. A layout never changes: `permute` and `select` return a new one over the same memory,
    with nothing moved. Only numbers are computed: a layout of 10**15 elements costs no more than
    one of 10.

    Example: a color image, 3 channels of 4 x 5 pixels.
        >>> image = Layout((3, 4, 5))
        >>> image.strides, image.position((2, 1, 3))
        ((20, 5, 1), 48)
        >>> green = image.select(0, 1)
        >>> green.shape, green.strides, green.offset
        ((4, 5), (5, 1), 20)
        >>> last = image.permute((1, 2, 0))
        >>> last.shape, last.strides, last.is_contiguous()
        ((4, 5, 3), (5, 1, 20), False)

    Source: NumPy reference, "The N-dimensional array", section "Internal memory layout of an
    ndarray", https://numpy.org/doc/stable/reference/arrays.ndarray.html (strides in bytes there)

    """

    def __init__(
        self, shape: tuple[int, ...], strides: tuple[int, ...] | None = None, offset: int = 0
    ) -> None:
        self.shape = shape
        self.offset = offset
        raise NotImplementedError("strided_layout")

    def position(self, index: tuple[int, ...]) -> int:
        """Return where the element with this index lies in memory.

        index  one int per axis; -1 is the last entry of its axis, -2 the one before, and so on

        Raises IndexError when there are more or fewer ints than axes, and when one of them is not
        between -length and length - 1.
        """
        raise NotImplementedError("strided_layout")

    def permute(self, axes: tuple[int, ...]) -> Layout:
        """Return the layout whose axis k is axis axes[k] of this one; (1, 0) transposes a matrix.

        axes  each of 0, 1, ..., (number of axes - 1) once; raises ValueError for anything else
        """
        raise NotImplementedError("strided_layout")

    def select(self, axis: int, i: int) -> Layout:
        """Return the layout of the slice number i along `axis`: one axis less, another offset.

        axis  one of 0, 1, ..., (number of axes - 1)
        i     as in `position`: -1 is the last; raises IndexError when the axis has no such entry
        """
        raise NotImplementedError("strided_layout")

    def is_contiguous(self) -> bool:
        """Tell whether reading in row-major order reads memory place after place, without a gap.

        That is, whether the strides are the row-major ones, wherever the offset. An axis of length
        1 takes no step, so its stride does not matter.
        """
        raise NotImplementedError("strided_layout")
