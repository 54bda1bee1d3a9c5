"""Scaled dot-product attention with a mask."""

import numpy as np

from grader import booleans, cases, check, expect, given, integers, near, put, reference
from grader import sampled_from, unchanged


def inputs(rng, *lead, n=2, m=5, d=4, e=3, scale=1.0):
    """Queries, keys and values; all lengths different."""
    shapes = ((n, d), (m, d), (m, e))
    q, k, v = (rng.normal(size=(*lead, *shape)) for shape in shapes)
    return scale * q, k, v


def open_mask(rng, *shape):
    """A mask that is True in about half of its places, at least one of every row and not all."""
    mask = rng.random(shape) < 0.5
    chosen = rng.integers(shape[-1], size=shape[:-1])
    last = np.arange(shape[-1])
    return (mask | (last == chosen[..., None])) & (last != (chosen[..., None] + 1) % shape[-1])


def both(results):
    """Out and weights, once it is known that there are two results."""
    expect(
        isinstance(results, tuple | list) and len(results) == 2,
        "attention does not return the two arrays out and weights",
    )
    return results


def close(got, expected, q, k, v, *, out=True):
    """Near: a weight moves by as many roundings as its score is large."""
    (mine, weights), (theirs, expected_weights) = both(got), expected
    longest = [np.linalg.norm(x.astype("float64"), axis=-1).max() for x in (q, k)]
    score = 1 + longest[0] * longest[1] / np.sqrt(q.shape[-1])
    if out:
        values = float(np.abs(v).max())
        near(mine, theirs, length=k.shape[-2], terms=score * values, name="out")
    near(weights, expected_weights, length=k.shape[-2], terms=score, name="weights")


@check(points=2)
@cases(n=[1, 3], m=[2, 5], d=[2, 4], seed=range(2))
def weighs_the_keys(attention, n, m, d, rng):
    "gives each query weights by softmax of its scaled dot products with the keys"
    q, k, v = inputs(rng, n=n, m=m, d=d, e=3)
    close(attention(q, k, v), reference(q, k, v), q, k, v, out=False)


@check(points=2, after=weighs_the_keys)
@cases(n=[1, 3], m=[2, 5], e=[1, 4], seed=range(2))
def averages_the_values(attention, n, m, e, rng):
    "averages the values by these weights"
    q, k, v = inputs(rng, n=n, m=m, d=2, e=e)
    close(attention(q, k, v), reference(q, k, v), q, k, v)


@check(points=2, after=averages_the_values)
@cases(b=[1, 3], h=[0, 2], seed=range(2))
def keeps_a_batch_apart(attention, b, h, rng):
    "handles each entry of a batch on its own, with one leading axis or two"
    q, k, v = inputs(rng, *((b, h) if h else (b,)), n=2, m=5, d=4, e=3)
    close(attention(q, k, v), reference(q, k, v), q, k, v)


@check(points=2, after=averages_the_values)
@cases(n=[1, 4], m=[2, 6], seed=range(3))
def obeys_a_mask(attention, n, m, rng):
    "attends only where the mask is True, and gives other keys a weight of exactly 0"
    q, k, v = inputs(rng, n=n, m=m, d=3, e=5)
    mask = open_mask(rng, n, m)
    got = attention(q, k, v, mask)
    close(got, reference(q, k, v, mask), q, k, v)
    expect(bool((got[1][~mask] == 0).all()), "a forbidden key has a weight other than 0")


@check(after=[keeps_a_batch_apart, obeys_a_mask])
@given(
    b=integers(1, 3),
    n=integers(1, 4),
    m=integers(2, 5),
    kind=sampled_from(["m", "1 m", "n m", "b 1 m", "b n m"]),
)
def broadcasts_a_mask(attention, b, n, m, kind, rng):
    "takes a mask of any shape that broadcasts, such as one row of keys for all queries"
    q, k, v = inputs(rng, b, n=n, m=m, d=3, e=6)
    lengths = {"b": b, "n": n, "m": m, "1": 1}
    mask = open_mask(rng, *(lengths[axis] for axis in kind.split()))
    close(attention(q, k, v, mask), reference(q, k, v, mask), q, k, v)


@check(points=2, after=obeys_a_mask)
@cases(n=[1, 2, 4], m=[1, 3], seed=range(2))
def gives_blind_queries_nothing(attention, n, m, rng):
    "gives a query that may attend to nothing weights of 0 and an output of 0"
    q, k, v = inputs(rng, n=n, m=m, d=2, e=5)
    mask = np.arange(m) == rng.integers(m, size=n)[:, None]
    mask[rng.integers(n)] = False
    got = attention(q, k, v, mask)
    close(got, reference(q, k, v, mask), q, k, v)
    expect(bool((got[0][~mask.any(1)] == 0).all()), "out of a blind query is not exactly 0")


@check(after=obeys_a_mask)
@given(n=integers(1, 4), m=integers(2, 6), loudness=integers(1, 2000), late=booleans())
def hears_nothing_behind_the_mask(attention, n, m, loudness, late, rng):
    "gives the same whatever stands at forbidden keys, scores of thousands included"
    q, k, v = inputs(rng, n=n, m=m, d=3, e=2)
    mask = np.ones(m, bool)
    mask[-1 if late else 0] = False
    mask = np.broadcast_to(mask, (n, m)).copy()
    other_k, other_v = k.copy(), v.copy()
    other_k[~mask[0]] = loudness * rng.normal(size=3)
    other_v[~mask[0]] = loudness * rng.normal(size=2)
    close(attention(q, other_k, other_v, mask), reference(q, k, v, mask), q, k, v)


@check(after=averages_the_values)
@cases(scale=[1000, 10_000], seed=range(2))
def survives_large_scores(attention, scale, rng):
    "stays finite and right for scores in the thousands"
    q, k, v = inputs(rng, n=3, m=5, d=4, e=2, scale=scale)
    close(attention(q, k, v), reference(q, k, v), q, k, v)


@check(after=obeys_a_mask)
@cases(n=[1, 3], m=[2, 4])
def keeps_float32(attention, n, m, rng):
    "returns float32 for float32, with a mask and without"
    q, k, v = (x.astype("float32") for x in inputs(rng, n=n, m=m, d=3, e=5))
    for mask in (None, open_mask(rng, n, m)):
        close(attention(q, k, v, mask), reference(q, k, v, mask), q, k, v)


@check(after=averages_the_values)
@cases(n=[1, 3], m=[2, 4])
def leaves_its_arguments_unchanged(attention, n, m, rng):
    "leaves queries, keys, values and mask unchanged"
    arrays = (*inputs(rng, n=n, m=m), open_mask(rng, n, m))
    held = [put(x) for x in arrays]
    attention(*held)
    for name, x in zip(("q", "k", "v", "mask"), held, strict=True):
        unchanged(x, name)


@check(after=obeys_a_mask)
def gives_the_worked_numbers(attention):
    "gives the worked numbers of one query and three keys, and of a causal mask"
    k = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    v = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    worked = (
        (None, [3, 4], [0.401112092680, 0.197775814640, 0.401112092680]),
        ([1, 1, 0], [1.660476901347, 2.660476901347], [0.669761549327, 0.330238450673, 0]),
    )
    for mask, out, weights in worked:
        got = both(attention(k[:1], k, v, None if mask is None else np.array([mask], bool)))
        near(got[0], np.array([out], float), tolerance=1e-9, name="out")
        near(got[1], np.array([weights]), tolerance=1e-9, name="weights")
    out, weights = both(attention(k, k, k, np.tri(3, dtype=bool)))
    third = [0.248255078258, 0.248255078258, 0.503489843485]
    causal = np.array([[1, 0, 0], [0.330238450673, 0.669761549327, 0], third])
    near(weights, causal, tolerance=1e-9, name="weights under a causal mask")
    near(out[2], np.full(2, 0.751744921742), tolerance=1e-9, name="out[2] under a causal mask")
