"""Crop, pad, flip: the middle of a picture in a frame of any size."""

from __future__ import annotations

import numpy as np


def center_frame(
    image: np.ndarray, size: tuple[int, int], *, fill: int = 0, flip: bool = False
) -> np.ndarray:
    """Return the middle of `image` in a frame of `size`: cut where too long, padded where short.

    No pixel changes its value, nothing is distorted. Each axis is treated by itself, n old pixels
    and m new ones:

        m <= n   center crop: floor((n - m) / 2) old pixels are dropped in front, the rest behind
        m > n    padding:     floor((m - n) / 2) pixels of `fill` are put in front, the rest behind

    So if the difference is odd, the one more pixel is dropped or put behind: below, or on the
    right. Then, with `flip`, left and right of the result are exchanged (horizontal flip).

    image    any dtype, shape (H, W, C), H, W, C >= 1; never changed
    size     (h, w), rows first, both at least 1
    fill     the value of padded pixels, in all channels
    returns  a new array of the image's dtype, shape (h, w, C)

    - Center crop to 224 of 256 x 256 begins at row and column 16.
    - A picture is padded to a square with size = (n, n), n = max(H, W), and cut to one with min.
    - There is nothing to raise.

    Example: a row of four pixels cut to three, padded to seven, and cut and flipped
        >>> image = np.array([[[1], [2], [3], [4]]])
        >>> center_frame(image, (1, 3))[0, :, 0]
        array([1, 2, 3])
        >>> center_frame(image, (1, 7))[0, :, 0]
        array([0, 1, 2, 3, 4, 0, 0])
        >>> center_frame(image, (1, 3), flip=True)[0, :, 0]
        array([3, 2, 1])

    Source: torchvision documentation, CenterCrop, Pad and RandomHorizontalFlip,
    https://docs.pytorch.org/vision/stable/transforms.html (where its own rounding differs)

    """
    raise NotImplementedError("center_frame")
