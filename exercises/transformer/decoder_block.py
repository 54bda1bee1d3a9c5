"""The decoder block: look back at what is written, look over at the source, think."""

from __future__ import annotations

import math

import numpy as np

from grader.blocks import softmax  # the exercise `softmax`, given: softmax(x, axis=-1)


def decoder_block(
    y: np.ndarray,
    memory: np.ndarray,
    params: dict[str, np.ndarray],
    n_heads: int,
    memory_mask: np.ndarray | None = None,
) -> np.ndarray:
    """Return what one decoder block of the first transformer makes of a batch.

        a   = LN1(y + MHA(y, y))          causal: position t sees positions 0 ... t of y
        c   = LN2(a + MHA(a, memory))     cross-attention: every position sees the whole source
        out = LN3(c + FFN(c))

    MHA(z, m) takes its queries from z, its keys and values from m. For rows of length d, s = d /
    n_heads, and no biases in the attention:

        q = z wq, k = m wk, v = m wv. Head h takes the columns h s ... (h + 1) s - 1 of each:
        o_h = softmax(q_h k_h^T / sqrt(s)) v_h, over the keys that may be seen.
        The o_h side by side in their order, times wo

    The first attention uses "wq", "wk", "wv", "wo", the second "cq", "ck", "cv", "co" in their
    place. FFN(z) = max(z w1 + b1, 0) w2 + b2. LN1(z) = (z - mean z) / sqrt(var z + 1e-5) * gamma1 +
    beta1 over the d entries of a row, with var divided by d; LN2 and LN3 with their own.

    y            (b, n, d), what is written so far
    memory       (b, m, d), what the encoder made of the source; m may differ from n
    params       the eight matrices above (d, d); "w1" (d, f), "b1" (f,), "w2" (f, d), "b2" (d,);
                 "gamma1", "beta1" ... "gamma3", "beta3" (d,)
    n_heads      number of heads; divides d
    memory_mask  None, or bool of shape (b, m): True where the source is real, False where it is
                 padding, which nobody may look at. Every source has one real position or more
    returns      (b, n, d)

    - Result t depends on y[:, : t + 1] alone. Training can therefore compute all positions at once
      (teacher forcing) and get what decoding step by step gets.
    - All arrays but the mask are float64; none is changed. There is no dropout.
    - `softmax` above is SciPy's: say axis=-1, or it runs over the whole array.
    - There is nothing to raise.

    Example: one word written, a source of one; all matrices the identity, f = 2
        >>> one, zero = np.ones(2), np.zeros(2)
        >>> names = ("wq", "wk", "wv", "wo", "cq", "ck", "cv", "co", "w1", "w2")
        >>> params = {name: np.eye(2) for name in names} | {"b1": zero, "b2": zero}
        >>> params |= {f"gamma{i}": one for i in (1, 2)} | {f"beta{i}": zero for i in (1, 2)}
        >>> params |= {"gamma3": one, "beta3": np.array([0.0, 7.0])}
        >>> y, memory = np.array([[[1.0, 3.0]]]), np.array([[[5.0, 1.0]]])
        >>> decoder_block(y, memory, params, n_heads=1).round(4)
        array([[[1., 6.]]])

    Source: Vaswani et al., "Attention Is All You Need", NeurIPS 2017, sections 3.1 to 3.3,
    https://arxiv.org/abs/1706.03762

    """

    raise NotImplementedError("decoder_block")
