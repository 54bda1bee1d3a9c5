"""The encoder block: attention and a feed-forward network, each with a residual and a norm."""

from __future__ import annotations

import math

import numpy as np

from grader.blocks import softmax  # the exercise `softmax`, given: softmax(x, axis=-1)


def encoder_block(
    x: np.ndarray,
    params: dict[str, np.ndarray],
    n_heads: int,
    mask: np.ndarray | None = None,
    pre_norm: bool = False,
) -> np.ndarray:
    """Return what one encoder block of a transformer makes of a batch of sequences.

    pre_norm False, the first transformer's: the norm comes after each sum

        a = LN1(x + MHA(x)),         out = LN2(a + FFN(a))

    pre_norm True, that of GPT-2 and most since: the norm comes first, and the sum is never normed

        a = x + MHA(LN1(x)),         out = a + FFN(LN2(a))

    with, for rows z of length d, s = d / n_heads, and no biases in the attention:

        MHA(z): q, k, v = z wq, z wk, z wv. Head h takes the columns h s ... (h + 1) s - 1 of each:
                o_h = softmax(q_h k_h^T / sqrt(s)) v_h, over the keys that the mask allows.
                The o_h side by side in their order, times wo
        FFN(z) = max(z w1 + b1, 0) w2 + b2
        LN1(z) = (z - mean z) / sqrt(var z + 1e-5) * gamma1 + beta1, over the d entries of a row;
                var is the mean of the squares, divided by d. LN2 with gamma2 and beta2

    x         (b, n, d)
    params    "wq", "wk", "wv", "wo" (d, d); "w1" (d, f), "b1" (f,), "w2" (f, d), "b2" (d,);
              "gamma1", "beta1", "gamma2", "beta2" (d,)
    n_heads   number of heads; divides d
    mask      None, or bool of any shape that broadcasts to (b, n_heads, n, n), such as the
              (b, 1, n, n) of `attention_mask`: True = query may look at key. No row is all False
    returns   (b, n, d)

    - All arrays but the mask are float64; none is changed. There is no dropout.
    - `softmax` above is SciPy's: say axis=-1, or it runs over the whole array.
    - There is nothing to raise.

    Example: two equal words attend to each other; all matrices are the identity, f = 2, post-norm
        >>> one, zero = np.ones(2), np.zeros(2)
        >>> params = {name: np.eye(2) for name in ("wq", "wk", "wv", "wo", "w1", "w2")}
        >>> params |= {"b1": zero, "b2": np.array([0.0, 1.0])}
        >>> params |= {"gamma1": one, "beta1": zero, "gamma2": one, "beta2": np.array([0.0, 5.0])}
        >>> encoder_block(np.array([[[1.0, 3.0], [1.0, 3.0]]]), params, n_heads=1).round(4)
        array([[[-1.,  6.],
                [-1.,  6.]]])

    Source: Vaswani et al., "Attention Is All You Need", NeurIPS 2017, sections 3.1 to 3.3,
    https://arxiv.org/abs/1706.03762; Xiong et al., "On Layer Normalization in the Transformer
    Architecture", ICML 2020, https://arxiv.org/abs/2002.04745

    """

    raise NotImplementedError("encoder_block")
