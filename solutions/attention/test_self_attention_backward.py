"""The gradient of self-attention: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant

NAMES = ("d_x", "d_w_query", "d_w_key", "d_w_value")


def draw(rng, n, d, s, e, size):
    """All arguments, scores about as large as `size`."""
    x, d_out = rng.normal(size=(n, d)), rng.normal(size=(n, e))
    w_query, w_key, w_value = (rng.normal(size=(d, m)) / np.sqrt(d) for m in (s, s, e))
    return x, size * w_query, w_key, w_value, d_out


@check(after="reaches_the_input")
@cases(n=[30], seed=range(2))
def handles_long_sequences(self_attention_backward, n, rng):
    "handles thirty positions of 16 numbers"
    args = draw(rng, n, 16, 8, 12, 1.0)
    got, expected = self_attention_backward(*args), reference(*args)
    for gradient, wanted, name in zip(got, expected, NAMES, strict=True):
        near(gradient, wanted, length=100, terms=50.0, name=name)


@check(after="reaches_the_input")
@cases(size=[50.0, 2000.0])
def stays_finite_when_saturated(self_attention_backward, size, rng):
    "stays finite and right where the softmax is saturated"
    args = draw(rng, 5, 3, 2, 4, size)
    got, expected = self_attention_backward(*args), reference(*args)
    for gradient, wanted, name in zip(got, expected, NAMES, strict=True):
        near(gradient, wanted, length=16, terms=100 * size, name=name)


def truth(x, w_query, w_key, w_value, d_out):
    """PyTorch's own derivatives."""
    import torch

    leaves = [torch.from_numpy(a.copy()).requires_grad_() for a in (x, w_query, w_key, w_value)]
    z, q, k, v = leaves
    out = torch.nn.functional.scaled_dot_product_attention(
        *((z @ w)[None, None] for w in (q, k, v))
    )
    (out[0, 0] * torch.from_numpy(d_out)).sum().backward()
    return tuple(leaf.grad.numpy() for leaf in leaves)


WEIGHTS = "weights = softmax(q @ k.T / root, axis=-1)"
D_V = "d_v = weights.T @ d_out"
D_SCORES = "d_scores = weights * (d_weights - (weights * d_weights).sum(axis=-1, keepdims=True))"
D_QK = "d_q, d_k = d_scores @ k / root, d_scores.T @ q / root"
D_X = "d_x = d_q @ w_query.T + d_k @ w_key.T + d_v @ w_value.T"

not_transposed = mistake(
    "did not transpose the weights: each value hears of the queries that looked at it",
    fails="reaches_the_values",
    replace=(D_V, "d_v = weights @ d_out"),
)

softmax_of_everything = mistake(
    "named no axis, so SciPy's softmax ran over the whole matrix at once",
    fails="reaches_the_values",
    replace=(WEIGHTS, WEIGHTS.replace(", axis=-1", "")),
)

not_scaled = mistake(
    "left out the division by sqrt(s) in the forward pass",
    fails="reaches_the_values",
    replace=(WEIGHTS, WEIGHTS.replace(" / root", "")),
)

scaled_by_d = mistake(
    "divided by the root of d instead of s, the length of a key",
    fails="reaches_the_values",
    replace=("w_key.shape[1]", "w_key.shape[0]"),
)

like_a_sigmoid = mistake(
    "took w (1 - w) for the derivative of the softmax, its diagonal alone",
    fails="reaches_the_queries",
    replace=(D_SCORES, "d_scores = weights * (1 - weights) * d_weights"),
)

softmax_skipped = mistake(
    "took the gradient by the weights for the gradient by the scores",
    fails="reaches_the_queries",
    replace=(D_SCORES, "d_scores = d_weights"),
)

over_queries = mistake(
    "summed over the queries in the derivative of the softmax, not over the keys",
    fails="reaches_the_queries",
    replace=(D_SCORES, D_SCORES.replace("axis=-1", "axis=0")),
)

scale_forgotten = mistake(
    "left out the division by sqrt(s) on the way back",
    fails="reaches_the_queries",
    replace=(D_QK, D_QK.replace(" / root", "")),
)

scores_not_transposed = mistake(
    "did not transpose d_scores on the way to the keys",
    fails="reaches_the_keys",
    replace=(D_QK, D_QK.replace("d_scores.T", "d_scores")),
)

values_only = mistake(
    "took x to be used by the values alone",
    fails="reaches_the_input",
    replace=(D_X, "d_x = d_v @ w_value.T"),
)

keys_forgotten = mistake(
    "left out what comes back to x through the keys",
    fails="reaches_the_input",
    replace=(D_X, "d_x = d_q @ w_query.T + d_v @ w_value.T"),
)

d_out_scaled = mistake(
    "divided the caller's d_out in place",
    fails="leaves_its_arguments_unchanged",
    replace=(D_X, D_X + "\n    d_out /= 2"),
)


@variant
def row_by_row(x, w_query, w_key, w_value, d_out):
    "one query at a time, with the whole Jacobian of its softmax"
    q, k, v = x @ w_query, x @ w_key, x @ w_value
    scale = w_key.shape[1] ** -0.5
    d_q, d_k, d_v = np.zeros(q.shape), np.zeros(k.shape), np.zeros(v.shape)
    for i, row in enumerate(q):
        scores = k @ row * scale
        e = np.exp(scores - scores.max())
        p = e / e.sum()
        d_scores = (np.diag(p) - np.outer(p, p)) @ (v @ d_out[i])
        d_v += np.outer(p, d_out[i])
        d_q[i] = scale * d_scores @ k
        d_k += scale * np.outer(d_scores, row)
    d_x = d_q @ w_query.T + d_k @ w_key.T + d_v @ w_value.T
    return d_x, x.T @ d_q, x.T @ d_k, x.T @ d_v


@variant
def by_the_output(x, w_query, w_key, w_value, d_out):
    "the sum in the softmax taken from d_out and out, as FlashAttention does it"
    from grader.blocks import softmax

    root = np.sqrt(w_query.shape[-1])
    q, k, v = x @ w_query / root, x @ w_key, x @ w_value
    weights = softmax(q @ k.T, axis=1)
    row = np.einsum("ie,ie->i", d_out, weights @ v)
    d_scores = weights * (np.einsum("ie,je->ij", d_out, v) - row[:, None])
    d_q, d_k, d_v = d_scores @ k / root, d_scores.T @ q, weights.T @ d_out
    d_x = sum(d @ w.T for d, w in ((d_q, w_query), (d_k, w_key), (d_v, w_value)))
    return d_x, x.T @ d_q, x.T @ d_k, x.T @ d_v
