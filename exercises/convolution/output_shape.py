"""Output sizes: how many windows fit."""

from __future__ import annotations


def output_shape(
    size: tuple[int, int],
    kernel: tuple[int, int],
    stride: tuple[int, int] = (1, 1),
    padding: tuple[int, int] = (0, 0),
    dilation: tuple[int, int] = (1, 1),
    ceil: bool = False,
) -> tuple[int, int]:
    """Return (H_out, W_out) of a convolution or a pooling over an image of H x W.

    Both slide a window over the image; the output has one entry per window. Along one axis, with n
    entries, p more added at either end, and k taps that stand d apart (1: side by side), a window
    reaches over d (k - 1) + 1 entries, the first one starts at -p, and each next one s further on:

        out = floor((n + 2 p - d (k - 1) - 1) / s) + 1

    For d = 1 that is floor((n + 2 p - k) / s) + 1. What is left over at the end is dropped.

    size      (H, W)          kernel   (kH, kW)         all are tuples of two ints, rows first:
    stride    1 or more       padding  0 or more        each axis has its own
    dilation  1 or more
    ceil      pooling layers can round up instead: out = ceil((the same) / s) + 1. The last window
              then hangs over the padded end by what is missing. It must not start behind the
              image: where (out - 1) s >= n + p, it would see padding only, and out is one less.
              With `ceil`, p is at most half of what a window reaches over
    returns   two ints

    - Raises ValueError where not one whole window fits into n + 2 p entries along either axis,
      whatever `ceil` is.

    Example: an image of 32 x 32 under a 5 x 5 kernel; one of 7 x 8 under 3 x 3, two by two.
        >>> output_shape((32, 32), (5, 5))
        (28, 28)
        >>> output_shape((7, 8), (3, 3), stride=(2, 2))
        (3, 3)
        >>> output_shape((7, 8), (3, 3), stride=(2, 2), ceil=True)
        (3, 4)

    Source: Dumoulin, Visin, "A guide to convolution arithmetic for deep learning" (2016), chapters
    2, 3 and 5, https://arxiv.org/abs/1603.07285; `ceil` is that of torch.nn.MaxPool2d,
    https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html

    """
    raise NotImplementedError("output_shape")
