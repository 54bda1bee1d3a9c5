"""Resize: the same picture on another grid of pixels."""

from __future__ import annotations

import numpy as np


def resize(image: np.ndarray, size: tuple[int, int], mode: str = "bilinear") -> np.ndarray:
    """Return `image` with `size` pixels, looked up in the old ones.

    A pixel is a square, and its value belongs to its center. With n old and m new pixels along an
    axis, both cover the same length; the center of new pixel i lies, measured in old pixels, at

        x = (i + 0.5) n / m          old pixel k reaches from k to k + 1, its center is k + 0.5

    nearest    the value of the old pixel in which x lies, number floor(x). (An x between two pixels
               belongs to the later one.)
    bilinear   a mean of the two old centers around x: with p = x - 0.5, limited to 0 ... n - 1,
               k = floor(p) and t = p - k

                   (1 - t) old[k] + t old[k + 1]

               Beyond the first and last center there is nothing to mix with: the outer pixel
               counts alone. Rows and columns are treated alike, one after the other.

    image    float64 of shape (H, W, C), H, W, C >= 1; never changed
    size     (h, w): rows first, as in a shape (PIL's `resize` wants (width, height))
    mode     "nearest" or "bilinear"
    returns  float64 of shape (h, w, C), a new array

    - Larger and smaller are computed alike. A picture made much smaller skips old pixels: nothing
      is averaged first (no antialiasing, which PIL has and torch has only if asked).
    - The two axes have factors of their own: the picture may be distorted.
    - This is `nearest-exact` and `bilinear` with align_corners=False of torch's `interpolate`.
    - ValueError: any other mode; h or w below 1.

    Example: two pixels become four. The new centers lie at p = -0.25, 0.25, 0.75 and 1.25.
        >>> image = np.array([[[0.0], [8.0]]])
        >>> resize(image, (1, 4))[0, :, 0]
        array([0., 2., 6., 8.])
        >>> resize(image, (1, 4), "nearest")[0, :, 0]
        array([0., 0., 8., 8.])

    Source: torch documentation, torch.nn.functional.interpolate,
    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.interpolate.html

    """
    ### BEGIN SOLUTION
    if mode not in ("nearest", "bilinear") or min(size) < 1:
        raise ValueError(f"mode {mode!r}, size {size}")
    result = image
    for axis in (0, 1):
        old, new = image.shape[axis], size[axis]
        place = (np.arange(new) + 0.5) * old / new
        if mode == "nearest":
            result = np.take(result, np.floor(place).astype(int), axis=axis)
            continue
        p = np.maximum(place - 0.5, 0)
        low = np.floor(p).astype(int)
        high = np.minimum(low + 1, old - 1)
        t = np.expand_dims(p - low, (1, 2) if axis == 0 else (0, 2))
        result = (1 - t) * np.take(result, low, axis) + t * np.take(result, high, axis)
    return result
    ### END SOLUTION
