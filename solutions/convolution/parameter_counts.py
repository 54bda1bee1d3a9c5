"""Parameter counts: why images need kernels that are shared."""

from __future__ import annotations


def parameter_counts(
    layers: list[tuple[str, int] | tuple[str, int, int] | tuple[str, int, int, int, int]],
    size: tuple[int, int, int],
) -> list[int]:
    """Return how many numbers every layer of a network learns, biases included.

    The network reads images of `size`, (C, H, W), and passes them through these layers:

        ("conv", C_out, k, s, p)  C_out kernels of k x k over all C channels, and a bias each;
                                  stride s, padding p, as in the exercise `conv2d`
        ("pool", k, s)            a pooling of k x k with stride s: it learns nothing
        ("dense", units)          a weight from every number of its input, flattened, to every unit,
                                  and a bias each

    A convolution of (C, H, W) gives (C_out, H', W') with H' = floor((H + 2 p - k) / s) + 1 and W'
    likewise; a pooling gives (C, H', W') by the same formula with p = 0; a dense layer (units,).

    layers   a list of such tuples; behind a dense layer there are only dense ones
    size     three ints
    returns  a list with one int per layer, in order

    - The kernel of a convolution does not know how large the image is: nor does its count.
    - Every window fits. There is nothing to raise.

    Example: 64 kernels of 3 x 3 for a color image, a pooling, and ten classes.
        >>> layers = [("conv", 64, 3, 1, 1), ("pool", 2, 2), ("dense", 10)]
        >>> parameter_counts(layers, (3, 32, 32))
        [1792, 0, 163850]

    Source: LeCun et al., "Gradient-based learning applied to document recognition" (1998), section
    II, https://doi.org/10.1109/5.726791; Simonyan, Zisserman, "Very deep convolutional networks for
    large-scale image recognition" (2014), section 2.3, https://arxiv.org/abs/1409.1556

    """
    ### BEGIN SOLUTION
    counts = []
    c, h, w = size
    for kind, *numbers in layers:
        if kind == "dense":
            (units,) = numbers
            counts.append(units * (c * h * w + 1))
            c, h, w = units, 1, 1
            continue
        if kind == "conv":
            c_out, k, s, p = numbers
            counts.append(c_out * (c * k * k + 1))
            c = c_out
        else:
            (k, s), p = numbers, 0
            counts.append(0)
        h, w = (h + 2 * p - k) // s + 1, (w + 2 * p - k) // s + 1
    return counts
    ### END SOLUTION
