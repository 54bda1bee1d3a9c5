"""Cosines of random pairs: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, expect, mistake, near, reference, variant


@check(after="counts_near_right_angles")
@cases(n=[300], d=[2, 1000], seed=range(2))
def handles_many_dimensions(random_cosines, n, d, rng):
    "draws hundreds of pairs in a thousand dimensions"
    seed = int(rng.integers(2**32))
    got, expected = (
        side(n, d, 0.1, np.random.default_rng(seed)) for side in (random_cosines, reference)
    )
    near(got[0], expected[0], length=d, terms=4.0, name="cosines")
    near(got[1], expected[1], name="share")


@check(after="counts_near_right_angles")
@cases(d=[2, 3, 10, 100])
def comes_near_the_probability(random_cosines, d, rng):
    "comes as near to the probability as ten thousand pairs should, all but once in 10**9 runs"
    probability = {2: 0.06376856, 3: 0.1, 10: 0.23012500, 100: 0.68025153}[d]
    _, share = random_cosines(10_000, d, 0.1, np.random.default_rng(int(rng.integers(2**32))))
    sigma = np.sqrt(probability * (1 - probability) / 10_000)
    expect(bool(abs(share - probability) < 6.1 * sigma), "share is far from the probability")


def truth(n, d, tolerance, rng):
    """Directions of length 1, and cosines from how far apart they lie."""
    a, b = rng.normal(size=(2, n, d))
    unit_a, unit_b = (x / np.linalg.norm(x, axis=1, keepdims=True) for x in (a, b))
    cosines = 1 - ((unit_a - unit_b) ** 2).sum(axis=1) / 2
    share = sum(-tolerance < cosine < tolerance for cosine in cosines.tolist()) / n
    return cosines, share


DRAWS = "a = rng.normal(size=(n, d))\n    b = rng.normal(size=(n, d))\n"
SHARE = "np.mean(np.abs(cosines) < tolerance)"

pair_after_pair = mistake(
    "drew pair after pair, not all a and then all b, so other numbers meet",
    fails="measures_random_pairs",
    replace=(DRAWS, "a, b = rng.normal(size=(n, 2, d)).transpose(1, 0, 2)\n"),
)

uniform = mistake(
    "drew uniform numbers: their vectors prefer the corners",
    fails="measures_random_pairs",
    replace=(DRAWS, DRAWS.replace("normal(", "uniform(-1, 1, ")),
)

not_divided = mistake(
    "left the division by the lengths out",
    fails="measures_random_pairs",
    replace=(" / lengths", ""),
)

divided_by_d = mistake(
    "divided by d, the length squared that vectors have on average",
    fails="measures_random_pairs",
    replace=(" / lengths", " / d"),
)

one_sided = mistake(
    "counted every cosine below tolerance, those near -1 too",
    fails="counts_near_right_angles",
    replace=(SHARE, "np.mean(cosines < tolerance)"),
)

per_cent = mistake(
    "gave the share in per cent",
    fails="counts_near_right_angles",
    replace=(SHARE, "100 * " + SHARE),
)

counted = mistake(
    "counted the pairs without dividing by n",
    fails="counts_near_right_angles",
    replace=(SHARE, "np.sum(np.abs(cosines) < tolerance)"),
)


@variant
def pair_by_pair(n, d, tolerance, rng):
    "one pair at a time"
    first, second = [rng.normal(size=d) for _ in range(n)], [rng.normal(size=d) for _ in range(n)]
    cosines = [
        float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))
        for a, b in zip(first, second, strict=True)
    ]
    near_right = sum(1 for cosine in cosines if abs(cosine) < tolerance)
    return np.array(cosines), near_right / n


@variant
def all_at_once(n, d, tolerance, rng):
    "both halves in one draw, squares compared"
    a, b = rng.standard_normal((2, n, d))
    cosines = np.einsum("nd,nd->n", a, b)
    cosines /= np.linalg.norm(a, axis=1)
    cosines /= np.linalg.norm(b, axis=1)
    share = float((cosines**2 < tolerance**2).mean())
    return cosines, share
