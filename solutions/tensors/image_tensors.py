"""Images and tensors: bytes to numbers a network likes, and back without a loss."""

from __future__ import annotations

import numpy as np


class ImageTransform:
    """Turns images into tensors and tensors into images.

    An image file holds bytes, pixel by pixel, the colors of a pixel side by side: (H, W, C). A
    network takes floating-point numbers around 0, channel by channel: (C, H, W). For channel c:

        tensor[c, h, w] = (image[h, w, c] / 255 - mean[c]) / std[c]

    and back, where `nearest` is the nearest whole number, limited to 0 ... 255:

        image[h, w, c] = nearest((tensor[c, h, w] * std[c] + mean[c]) * 255)

    mean, std    one float per channel, std above 0; as many as the images have channels: 3 for
                 color (red, green, blue), 1 for gray, which is (H, W, 1)

    - Both methods take any number of axes in front, or none: (N, H, W, C) <-> (N, C, H, W).
    - Every byte comes back: to_image(to_tensor(image)) equals image, for all 256 values and any
      std from 0.01 to 10. Float32 falls just short of some whole numbers, so cutting the decimals
      off is not enough.
    - A tensor out of a network may lie outside the range of images: what is above 255 becomes 255,
      what is below 0 becomes 0. Nothing is nan.
    - There is nothing to raise; nothing passed in is changed.

    Example: two pixels side by side, a bright red one and a dark gray one.
        >>> transform = ImageTransform(mean=(0.5, 0.5, 0.5), std=(0.5, 0.5, 0.25))
        >>> image = np.array([[[255, 0, 51], [51, 51, 51]]], dtype=np.uint8)
        >>> transform.to_tensor(image).round(4).tolist()
        [[[1.0, -0.6]], [[-1.0, -0.6]], [[-1.2, -1.2]]]
        >>> transform.to_image(np.full((3, 1, 1), 0.9, dtype=np.float32)).tolist()
        [[[242, 242, 185]]]

    Source: torchvision documentation, ToTensor, Normalize and ToPILImage,
    https://docs.pytorch.org/vision/stable/transforms.html

    """

    def __init__(self, mean: tuple[float, ...], std: tuple[float, ...]) -> None:
        self.mean = mean
        self.std = std

    def to_tensor(self, image: np.ndarray) -> np.ndarray:
        """Return float32 of shape (..., C, H, W), a new array.

        image  uint8 of shape (..., H, W, C)

        (NumPy makes float64 of float32 and a tuple.)
        """
        ### BEGIN SOLUTION
        scaled = (image / 255 - self.mean) / self.std
        return np.moveaxis(scaled, -1, -3).astype(np.float32)
        ### END SOLUTION

    def to_image(self, tensor: np.ndarray) -> np.ndarray:
        """Return uint8 of shape (..., H, W, C), a new array.

        tensor  float32 of shape (..., C, H, W)
        """
        ### BEGIN SOLUTION
        scaled = np.moveaxis(tensor, -3, -1) * self.std + self.mean
        return np.clip(np.rint(scaled * 255), 0, 255).astype(np.uint8)
        ### END SOLUTION
