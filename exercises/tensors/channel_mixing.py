"""Channels: layers of numbers on one grid of pixels, mixed into new ones."""

from __future__ import annotations

import numpy as np


def mix_channels(x: np.ndarray, weight: np.ndarray, bias: np.ndarray | None = None) -> np.ndarray:
    """Return new channels, each a weighted sum of all the old ones, pixel by pixel.

        y[..., o, h, w] = sum_c weight[o, c] x[..., c, h, w] + bias[o]

    One output channel has a weight for every input channel and adds all of them up: a convolution
    whose kernel is 1 x 1. How many input channels there are is up to the data, how many output
    channels up to you; pixels never meet their neighbors, height and width stay as they are.

    x        float32 or float64 of shape (..., c_in, h, w), with any number of axes in front, or
             none; never changed, like the other arguments
    weight   (c_out, c_in), the dtype of x
    bias     (c_out,), the dtype of x, or None: nothing is added
    returns  a new array of shape (..., c_out, h, w), the dtype of x

    - Raises ValueError unless x has c_in channels and bias, where there is one, c_out numbers. No
      length but that of axis -3 says how many channels there are: h, w and the batch may be
      anything, c_in too. A bias of one number is no bias for three channels.

    Example: red, green and blue of one pixel become gray, as a television makes it.
        >>> pixel = np.array([1.0, 0.5, 0.0]).reshape(3, 1, 1)
        >>> gray = mix_channels(pixel, np.array([[0.299, 0.587, 0.114]]))
        >>> gray.shape, gray.round(4).tolist()
        ((1, 1, 1), [[[0.5925]]])

    Source: Lin, Chen, Yan, "Network In Network", ICLR 2014, https://arxiv.org/abs/1312.4400; the
    weights of gray: ITU-R Recommendation BT.601

    """
    raise NotImplementedError("channel_mixing")
