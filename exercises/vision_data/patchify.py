"""Patchify: how a Vision Transformer cuts a picture into words, and puts it together again."""

from __future__ import annotations

import numpy as np


class Patches:
    """Cuts pictures into square patches and puts them together again.

    A Transformer reads a sequence of vectors. A Vision Transformer makes one of a picture: it cuts
    it into patches of p x p pixels that do not overlap, and each becomes a vector. A picture of
    224 x 224 pixels in three colors with p = 16 is a sequence of 196 vectors of 768 numbers.

    - Order of the patches: like reading, from left to right, then the next row of patches. Patch
      (i, j) of a picture with W / p patches in a row is number i W / p + j.
    - Order within a patch: (C, p, p), flattened: all of the first channel, row by row, then the
      next channel. So the vectors times a convolution's kernels of shape (D, C, p, p), flattened to
      (D, C p p), are that convolution with stride p: this is how ViT embeds its patches. (Other
      programs put the channels last.)

    Example: a picture of 2 x 4 pixels in one channel, two patches
        >>> patches = Patches(2)
        >>> vectors = patches.split(np.arange(8.0).reshape(1, 1, 2, 4))
        >>> vectors
        array([[[0., 1., 4., 5.],
                [2., 3., 6., 7.]]])
        >>> patches.join(vectors, (1, 2, 4))[0, 0]
        array([[0., 1., 2., 3.],
               [4., 5., 6., 7.]])

    Source: Dosovitskiy et al., "An Image is Worth 16x16 Words: Transformers for Image Recognition
    at Scale" (2021), section 3.1, https://arxiv.org/abs/2010.11929

    """

    def __init__(self, p: int) -> None:
        """Cut into patches of p x p pixels, p >= 1."""
        self.p = p

    def split(self, images: np.ndarray) -> np.ndarray:
        """Return the patches, shape (n, (H / p) (W / p), C p p), of the dtype of `images`.

        images  shape (n, C, H, W), any dtype; never changed

        Raises ValueError if p does not divide H or W.
        """
        raise NotImplementedError("patchify")

    def join(self, patches: np.ndarray, shape: tuple[int, int, int]) -> np.ndarray:
        """Return the pictures, shape (n, C, H, W): what `split` had cut.

        patches  shape (n, N, C p p), any dtype; never changed
        shape    (C, H, W): 6 patches may be 2 rows of 3 or 3 rows of 2

        Raises ValueError if p does not divide H or W, or if the number of patches or their length
        is not that of such a picture.
        """
        raise NotImplementedError("patchify")
