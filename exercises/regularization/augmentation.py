"""Augmentation: new training images made of old ones, repeatable to the last bit."""

from __future__ import annotations

import numpy as np


def augment(images: np.ndarray, u: np.ndarray, noise: np.ndarray, shift: int = 2) -> np.ndarray:
    """Return a changed copy of every image; all chance is in the numbers `u` and `noise`.

    Image i is changed by its own five numbers u[i], uniform from 0 (included) to 1 (excluded), in
    this order:

    1. turned by floor(4 u[i, 0]) quarter turns counterclockwise, as by np.rot90
    2. mirrored, left for right, if u[i, 1] < 0.5
    3. moved down by dy and to the right by dx pixels, up and to the left where they are negative:

           dy = floor(u[i, 2] * (2 shift + 1)) - shift,    dx likewise from u[i, 3]

       All of -shift ... shift are equally likely. What is moved out is lost, what becomes free
       is 0.
    4. made darker or brighter: every pixel times 0.8 + 0.4 u[i, 4]
    5. given noise: 0.1 noise[i] is added, also to pixels that became free

    images   float64 of shape (n, s, s): n square images, row 0 on top; never changed
    u        float64 of shape (n, 5)
    noise    float64 of shape (n, s, s), from a standard normal distribution
    shift    0 ... s - 1
    returns  float64 of shape (n, s, s)

    - The order matters: an image that is first moved and then turned ends elsewhere. The noise
      comes last and is neither turned nor made brighter.
    - Nothing is drawn here. Who calls draws, with one seed, and can repeat every run.
    - There is nothing to raise. Nothing is cut off at 0 or 1.

    Example: a quarter turn, no mirror, one pixel down, brightness 1, no noise
        >>> image = np.array([[[1.0, 2.0], [3.0, 4.0]]])
        >>> augment(image, np.array([[0.3, 0.9, 0.9, 0.5, 0.5]]), 0 * image, shift=1)
        array([[[0., 0.],
                [2., 4.]]])

    Source: Shorten and Khoshgoftaar, "A survey on Image Data Augmentation for Deep Learning"
    (2019), https://doi.org/10.1186/s40537-019-0197-0; Goodfellow, Bengio, Courville, "Deep
    Learning" (2016), section 7.4, https://www.deeplearningbook.org

    """
    raise NotImplementedError("augmentation")
