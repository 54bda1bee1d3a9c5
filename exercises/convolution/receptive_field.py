"""Receptive field: how much of the image one number deep in the network has seen."""

from __future__ import annotations


def receptive_field(layers: list[tuple[int, int, int, int]]) -> tuple[int, int, int]:
    """Return size, jump and start of what the outputs of a stack of layers see, along one axis.

    Output i of the last layer depends on the inputs of the first layer from

        start + i * jump   to   start + i * jump + size - 1

    each included. A layer with (kernel k, stride s, padding p, dilation d) computes its output i
    from its own inputs i s - p, i s - p + d, ..., i s - p + (k - 1) d, whether it is a convolution
    or a pooling. What the layer in front of it makes of its inputs, these stand for.

    layers   a list of (kernel, stride, padding, dilation), the layer next to the image first;
             kernel, stride and dilation 1 or more, padding 0 or more
    returns  (size, jump, start), three ints: how many inputs one output sees, from the first to the
             last, how far the views of neighbors are apart, and where the view of output 0 starts;
             a start below 0 lies in the padding

    - The size counts from the first to the last, gaps of a dilation and padding included.
    - Without layers every input sees itself: (1, 1, 0).
    - There is nothing to raise.

    Example: two convolutions of 3 see as much as one of 5; a pooling of 2 between them makes it 8.
        >>> receptive_field([(3, 1, 1, 1), (3, 1, 1, 1)])
        (5, 1, -2)
        >>> receptive_field([(3, 1, 1, 1), (2, 2, 0, 1), (3, 1, 1, 1)])
        (8, 2, -3)

    Source: Araujo, Norris, Sim, "Computing Receptive Fields of Convolutional Neural Networks",
    Distill (2019), https://distill.pub/2019/computing-receptive-fields/

    """
    raise NotImplementedError("receptive_field")
