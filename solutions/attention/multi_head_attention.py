"""Multi-head attention: several small attentions side by side, mixed by a last linear layer."""

from __future__ import annotations

import math

import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    """Self-attention with `n_heads` heads, trainable, as a PyTorch module.

    With s = d_model / n_heads, the size of a head, and x of shape (b, n, d_model):

        q, k, v  = wq(x), wk(x), wv(x)                 (b, n, d_model) each
        head h takes the columns h s ... (h + 1) s - 1 of q, k and v
        scores   = q_h k_h^T / sqrt(s)                 (b, n_heads, n, n)
        weights  = softmax over the last axis of scores, among the places the mask allows
        o_h      = weights v_h                         (b, n_heads, n, s)
        returns    wo(o), o the heads side by side in their order: (b, n, d_model)

    d_model  length of the vectors that come in and go out
    n_heads  number of heads; raise ValueError unless it divides d_model
    bias     True: all four layers have a bias; False: none has

    The parameters are four layers `nn.Linear(d_model, d_model, bias=bias)` in the attributes wq,
    wk, wv and wo, and nothing else: the state dict has the keys wq.weight, wq.bias, ... in any
    order, and one saved by another right solution loads. How they are initialized is up to you.

    - Heads are contiguous blocks of columns ("head-major"): of d_model = 6 and 2 heads the first
      has columns 0, 1, 2, the second 3, 4, 5.
    - No dropout; training and evaluation mode do the same.
    - The module works in the dtype of its parameters and of x, float32 or float64.
    - What computes attention for you is forbidden: nn.MultiheadAttention, the nn.Transformer
      layers, F.scaled_dot_product_attention and what stands behind them.

    Example: all four matrices the identity, two heads of size 1, three positions
        >>> attention = MultiHeadAttention(2, 2, bias=False)
        >>> for layer in (attention.wq, attention.wk, attention.wv, attention.wo):
        ...     _ = nn.init.eye_(layer.weight)
        >>> attention(torch.tensor([[[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]])).detach()
        tensor([[[0.8446, 0.6667],
                 [0.6667, 0.8446],
                 [0.8446, 0.8446]]])

    Source: Vaswani et al., "Attention Is All You Need", NeurIPS 2017, section 3.2.2,
    https://arxiv.org/abs/1706.03762

    """

    def __init__(self, d_model: int, n_heads: int, bias: bool = True) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        if d_model % n_heads:
            raise ValueError(f"{n_heads} heads do not divide d_model = {d_model}")
        self.n_heads = n_heads
        self.wq = nn.Linear(d_model, d_model, bias=bias)
        self.wk = nn.Linear(d_model, d_model, bias=bias)
        self.wv = nn.Linear(d_model, d_model, bias=bias)
        self.wo = nn.Linear(d_model, d_model, bias=bias)
        ### END SOLUTION

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None = None) -> torch.Tensor:
        """Return what every position takes from all positions, of the shape of `x`.

        x     (b, n, d_model); never changed
        mask  None: every position may attend to every position. Else a bool tensor of any shape
              that broadcasts to (b, n_heads, n, n): True at [..., i, j] = position i may attend
              to position j

        A forbidden position has weight exactly 0. A position that may attend to nothing in some
        head has o_h = 0 there (so where all heads are blind the result is the bias of wo), and the
        gradient of every parameter stays finite.
        """
        ### BEGIN SOLUTION
        q, k, v = (self.split(layer(x)) for layer in (self.wq, self.wk, self.wv))
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
        if mask is not None:
            # A blind row keeps its scores for now: softmax of nothing but -inf is nan.
            blind = ~mask.any(dim=-1, keepdim=True)
            scores = scores.masked_fill(~(mask | blind), -math.inf)
        weights = scores.softmax(dim=-1)
        if mask is not None:
            weights = weights.masked_fill(blind, 0.0)
        heads = weights @ v
        return self.wo(heads.transpose(1, 2).flatten(start_dim=2))

    def split(self, x: torch.Tensor) -> torch.Tensor:
        """Return (b, n, d_model) as (b, n_heads, n, s)."""
        return x.unflatten(-1, (self.n_heads, -1)).transpose(1, 2)
        ### END SOLUTION
