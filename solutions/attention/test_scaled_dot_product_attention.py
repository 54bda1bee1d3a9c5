"""Scaled dot-product attention: hidden checks, known mistakes, right variants, truth."""

import math

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(points=2, after=["broadcasts_a_mask", "gives_blind_queries_nothing"])
@cases(kind=range(6), seed=range(3))
def masks_any_part_of_a_batch(attention, kind, rng):
    "handles masks of every shape that leave some queries blind"
    b, h, n, m = 2, 3, 4, 5
    q, k, v = (rng.normal(size=(b, h, *shape)) for shape in ((n, 2), (m, 2), (m, 6)))
    shape = [(b, 1, 1, m), (h, n, m), (b, 1, n, m), (n, 1), (1, n, m), (b, h, n, m)][kind]
    mask = rng.random(shape) < 0.5
    mask &= rng.random((*shape[:-1], 1)) < 0.7
    got, expected = (side(q, k, v, mask) for side in (attention, reference))
    near(got, expected, length=m, terms=20.0)


@check(points=2, after="broadcasts_a_mask")
@cases(n=[2, 5], seed=range(2))
def does_not_look_ahead(attention, n, rng):
    "computes earlier positions alike, whatever comes later, under a causal mask"
    q, k, v = (rng.normal(size=(2, n, size)) for size in (3, 3, 4))
    changed = [x.copy() for x in (q, k, v)]
    for x in changed:
        x[:, -1] = 30 * rng.normal(size=x[:, -1].shape)
    causal = np.tri(n, dtype=bool)
    got, _ = attention(*changed, causal)
    expected, _ = reference(q, k, v, causal)
    near(got[:, :-1], expected[:, :-1], length=n, terms=20.0, name="out before the last position")


@check(after="averages_the_values")
@cases(m=[2, 7], seed=range(2))
def follows_reordered_keys(attention, m, rng):
    "gives the same output when keys and values change places together"
    q, k, v = (rng.normal(size=shape) for shape in ((3, 2), (m, 2), (m, 4)))
    order = rng.permutation(m)
    got, weights = attention(q, k[order], v[order])
    expected, expected_weights = reference(q, k, v)
    near(got, expected, length=m, terms=20.0, name="out")
    near(weights, expected_weights[:, order], length=m, terms=10.0, name="weights")


@check(after=["keeps_float32", "keeps_a_batch_apart"])
@cases(m=[50, 1000])
def handles_long_sequences(attention, m, rng):
    "handles a thousand keys of 64 numbers in float32"
    shapes = ((2, 3, 64), (2, m, 64), (2, m, 32))
    q, k, v = (rng.normal(size=shape).astype("float32") for shape in shapes)
    got, expected = (side(q, k, v) for side in (attention, reference))
    near(got, expected, length=m, terms=1.0)


def truth(q, k, v, mask=None):
    """PyTorch's attention in float64; blind queries by the definition."""
    import torch

    wide = [torch.tensor(x.astype("float64")) for x in (q, k, v)]
    m = k.shape[-2]
    seen = torch.ones(1, dtype=torch.bool) if mask is None else torch.tensor(mask)
    seen = seen.expand(*q.shape[:-1], m)
    blind = ~seen.any(dim=-1, keepdim=True)
    identity = torch.eye(m, dtype=torch.float64).expand(*k.shape[:-2], m, m)
    results = (  # attention over the identity gives the weights themselves
        torch.nn.functional.scaled_dot_product_attention(*wide[:2], x, attn_mask=seen | blind)
        for x in (wide[2], identity)
    )
    return tuple(x.masked_fill(blind, 0).numpy().astype(q.dtype) for x in results)


SCORES = "scores = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])"
SCALE = "math.sqrt(q.shape[-1])"
PLAIN = "weights = softmax(scores, axis=-1)"
MASKED = "        weights = softmax(np.where(mask | ~sees, scores, -np.inf), axis=-1) * sees\n"
RETURN = "return weights @ v, weights"

not_scaled = mistake(
    "left out the division by sqrt(d)",
    fails="weighs_the_keys",
    replace=(" / " + SCALE, ""),
)

scaled_by_d = mistake(
    "divided the scores by d instead of its root",
    fails="weighs_the_keys",
    replace=(SCALE, "q.shape[-1]"),
)

scaled_by_keys = mistake(
    "divided by the root of the number of keys instead of their length",
    fails="weighs_the_keys",
    replace=(SCALE, "math.sqrt(k.shape[-2])"),
)

over_queries = mistake(
    "took the softmax over the queries instead of the keys",
    fails="weighs_the_keys",
    replace=(PLAIN, PLAIN.replace("-1", "-2")),
)

all_axes_reversed = mistake(
    "transposed with .T, which turns the batch axes round as well",
    fails="keeps_a_batch_apart",
    replace=("np.swapaxes(k, -1, -2)", "k.T"),
)

mask_ignored = mistake(
    "never looked at the mask",
    fails="obeys_a_mask",
    replace=("if mask is None:", "if True:"),
)

mask_inverted = mistake(
    "read True as forbidden",
    fails="obeys_a_mask",
    replace=(MASKED, MASKED.replace("mask | ~sees", "~mask")),
)

mask_added = mistake(
    "added the booleans to the scores, 1 for allowed and 0 for forbidden",
    fails="obeys_a_mask",
    replace=(MASKED, "        weights = softmax(scores + mask, axis=-1) * sees\n"),
)

mask_as_zero = mistake(
    "set forbidden scores to 0, a score like any other",
    fails="obeys_a_mask",
    replace=(MASKED, MASKED.replace("-np.inf", "0")),
)

masked_after = mistake(
    "cleared forbidden weights after the softmax, so the rest no longer adds up to 1",
    fails="obeys_a_mask",
    replace=(MASKED, "        weights = softmax(scores, axis=-1) * mask\n"),
)

weights_before_mask = mistake(
    "returned the weights from before the mask, beside the right output",
    fails="obeys_a_mask",
    replace=(RETURN, "return weights @ v, softmax(scores, axis=-1)"),
)

mask_not_broadcast = mistake(
    "indexed the scores with the mask, which takes a mask of exactly their shape",
    fails="broadcasts_a_mask",
    replace=(
        MASKED,
        """\
        scores[~mask] = -np.inf
        scores[~np.broadcast_to(sees, scores.shape)] = 0
        weights = softmax(scores, axis=-1) * sees
""",
    ),
)

large_finite = mistake(
    "set forbidden scores to -1e9, so a query that may attend to nothing attends to all alike",
    fails="gives_blind_queries_nothing",
    replace=(MASKED, "        weights = softmax(np.where(mask, scores, -1e9), axis=-1)\n"),
)

nan_when_blind = mistake(
    "took the softmax of a row of nothing but -inf, which is nan",
    fails="gives_blind_queries_nothing",
    replace=(MASKED, "        weights = softmax(np.where(mask, scores, -np.inf), axis=-1)\n"),
)

loudest_of_all = mistake(
    "took the maximum over forbidden scores too, so the allowed ones vanish beside it",
    fails="hears_nothing_behind_the_mask",
    replace=(
        MASKED,
        """\
        e = np.exp(scores - scores.max(axis=-1, keepdims=True)) * mask
        weights = e / np.where(sees, e.sum(axis=-1, keepdims=True), 1)
""",
    ),
)

no_maximum = mistake(
    "wrote exp over its sum without subtracting the maximum, which overflows",
    fails="survives_large_scores",
    replace=(PLAIN, "weights = np.exp(scores) / np.exp(scores).sum(axis=-1, keepdims=True)"),
)

widened = mistake(
    "divided float32 scores by np.sqrt(d), a float64",
    fails="keeps_float32",
    replace=(SCALE, "np.sqrt(q.shape[-1])"),
)

scaled_in_place = mistake(
    "scaled the caller's queries in place",
    fails="leaves_its_arguments_unchanged",
    replace=(SCORES, f"q /= {SCALE}\n    scores = q @ np.swapaxes(k, -1, -2)"),
)

blind_without_batch = mistake(
    "looked blind queries up with the mask's own shape, which lacks the batch",
    fails="masks_any_part_of_a_batch",
    replace=[
        (" * sees\n", "\n"),
        (
            RETURN,
            """\
if mask is not None and not sees.all():
        weights[~sees[..., 0]] = 0
    """
            + RETURN,
        ),
    ],
)


@variant
def with_loops(q, k, v, mask=None):
    "one query and one key at a time"
    n, m = q.shape[-2], k.shape[-2]
    lead = q.shape[:-2]
    allowed = np.broadcast_to(np.True_ if mask is None else mask, (*lead, n, m))
    out, weights = np.zeros((*lead, n, v.shape[-1]), q.dtype), np.zeros((*lead, n, m), q.dtype)
    for at in np.ndindex(*lead, n):
        batch = at[:-1]
        keys = [j for j in range(m) if allowed[(*at, j)]]
        if not keys:
            continue
        scores = [float(np.dot(q[at], k[(*batch, j)])) / math.sqrt(q.shape[-1]) for j in keys]
        e = [math.exp(score - max(scores)) for score in scores]
        for j, term in zip(keys, e, strict=True):
            weights[(*at, j)] = term / sum(e)
            out[at] += weights[(*at, j)] * v[(*batch, j)]
    return out, weights


@variant
def with_einsum(q, k, v, mask=None):
    "Einstein sums, scaled queries, 0 / 0 replaced afterwards"
    from grader.blocks import softmax

    root = np.array(math.sqrt(q.shape[-1]), q.dtype)
    scores = np.einsum("...nd,...md->...nm", q / root, k)
    if mask is not None:
        scores = np.where(np.broadcast_to(mask, scores.shape), scores, -np.inf)
    with np.errstate(invalid="ignore"):
        weights = np.nan_to_num(softmax(scores, axis=-1))
    return np.einsum("...nm,...me->...ne", weights, v), weights


@variant
def one_key_after_another(q, k, v, mask=None):
    "one pass over the keys with a running maximum, as FlashAttention does it"
    m = k.shape[-2]
    shape = (*q.shape[:-1], m)
    allowed = np.broadcast_to(True if mask is None else mask, shape)
    scores = np.einsum("...nd,...md->...nm", q, k) / q.dtype.type(math.sqrt(q.shape[-1]))
    top = np.full(shape[:-1], -np.inf, q.dtype)
    total = np.zeros(shape[:-1], q.dtype)
    out = np.zeros((*shape[:-1], v.shape[-1]), q.dtype)
    for j in range(m):
        here = allowed[..., j]
        new = np.where(here, np.maximum(top, scores[..., j]), top)
        with np.errstate(invalid="ignore", over="ignore"):
            kept = np.where(new == top, 1, np.exp(top - new)).astype(q.dtype)
            term = np.where(here, np.exp(scores[..., j] - new), 0).astype(q.dtype)
        total = total * kept + term
        out = out * kept[..., None] + term[..., None] * v[..., None, j, :]
        top = new
    divisor = np.where(total > 0, total, 1)[..., None]
    safe = np.where(np.isfinite(top), top, 0)[..., None]
    weights = np.exp(np.where(allowed, scores - safe, -np.inf)) / divisor
    return out / divisor, weights.astype(q.dtype)


finite_then_cleared = variant(
    "large negative scores behind the mask, forbidden weights cleared afterwards",
    replace=(
        MASKED,
        """\
        behind = np.finfo(scores.dtype).min
        weights = softmax(np.where(mask, scores, behind), axis=-1) * mask
""",
    ),
)
