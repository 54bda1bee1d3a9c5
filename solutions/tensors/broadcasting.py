"""Broadcasting: arrays of different shapes meet without being copied."""

from __future__ import annotations


def broadcast(*shapes: tuple[int, ...]) -> tuple[tuple[int, ...], list[tuple[int, ...]]]:
    """Return the shape that arrays of these shapes take together, and the strides to read each by.

    The common shape: write the shapes under one another, flush right, and put 1 where one has no
    axis. In every column the lengths other than 1 must be equal; that is the length of the result,
    or 1 if there are none. An axis of length 1 is stretched, which costs nothing:

        strides[k] of an array = 0                                    where its own length is 1
                                                                      or it has no such axis
                               = product of its own later lengths     everywhere else

    Element i of the result then reads that array at i_0 * strides[0] + i_1 * strides[1] + ...
    from its first element, so that c[i] = a[i] + b[i] is a loop without a copy of a or b.

    shapes   any number of tuples of int, each int 0 or more; () is a single number
    returns  (shape, strides): shape a tuple of int; strides a list with one tuple of int per array,
             in the order of the arguments, each as long as shape. Strides count elements; the
             arrays are row-major. With a length of 0 in it the result has no elements, and the
             strides may be anything.

    - A length of 0 is not special: with 1 it makes 0, with 3 it does not fit.
    - 2 and 4 do not fit. Only 1 is stretched, nothing is repeated twice.
    - Without any shapes the result is the shape () and no strides.
    - Raises ValueError when the shapes do not fit.

    Example: 8 images of 3 x 4 x 5, and one number for each of their 3 channels.
        >>> broadcast((8, 3, 4, 5), (3, 1, 1))
        ((8, 3, 4, 5), [(60, 20, 5, 1), (0, 1, 0, 0)])

    Source: NumPy user guide, "Broadcasting",
    https://numpy.org/doc/stable/user/basics.broadcasting.html

    """
    ### BEGIN SOLUTION
    axes = max((len(shape) for shape in shapes), default=0)
    padded = [(1,) * (axes - len(shape)) + shape for shape in shapes]
    result = []
    for lengths in zip(*padded, strict=True):
        others = {length for length in lengths if length != 1}
        if len(others) > 1:
            raise ValueError(f"the shapes {shapes} do not fit")
        result.append(others.pop() if others else 1)
    strides = []
    for shape in padded:
        own: tuple[int, ...] = ()
        step = 1
        for length in reversed(shape):
            own = (0 if length == 1 else step, *own)
            step *= length
        strides.append(own)
    return tuple(result), strides
    ### END SOLUTION
