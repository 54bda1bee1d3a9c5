"""Channel statistics: the mean and std that training pictures are normalized with."""

from __future__ import annotations

import numpy as np


def channel_statistics(images: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Return mean and standard deviation of each channel, over all pixels of all pictures.

    Normalizing subtracts a mean and divides by a std, channel by channel. ImageNet's are known by
    heart: (0.485, 0.456, 0.406) and (0.229, 0.224, 0.225). For other pictures they are computed
    once, on the training set, and used for all that follow, test pictures included. With every byte
    divided by 255, and P pixels in all pictures together:

        mean[c] = (1 / P) sum over all pixels x[c]
        std[c]  = sqrt((1 / P) sum over all pixels (x[c] - mean[c])**2)

    images   at least one; each uint8 of shape (H, W, C), C the same for all, H and W not; never
             changed
    returns  (mean, std): float64 of shape (C,)

    - Every pixel counts the same: a large picture counts more than a small one.
    - The std is that of the pixels around the one common mean, not the mean of every picture's own
      std, which knows nothing of bright pictures and dark ones.
    - Divided by P, not by P - 1.
    - There is nothing to raise. A channel that is always the same has std 0.

    Example: a white pixel, and three pixels of 51, in one channel: 1 and three times 0.2
        >>> images = [np.full((1, 1, 1), 255, np.uint8), np.full((1, 3, 1), 51, np.uint8)]
        >>> mean, std = channel_statistics(images)
        >>> mean.round(4), std.round(4)
        (array([0.4]), array([0.3464]))

    Source: torchvision documentation, Normalize,
    https://docs.pytorch.org/vision/stable/transforms.html; LeCun, Bottou, Orr, Mueller, "Efficient
    BackProp" (1998), section 4.3, on why inputs are normalized

    """
    raise NotImplementedError("channel_statistics")
