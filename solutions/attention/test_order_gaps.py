"""What self-attention makes of another order: hidden checks, mistakes, variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


def draw(rng, n, d, s, e):
    """All arguments but the order."""
    x, positions = rng.normal(size=(2, n, d))
    return x, *(rng.normal(size=(d, size)) / np.sqrt(d) for size in (s, s, e)), 2 * positions


@check(after="sees_what_positions_change")
@cases(n=[30], seed=range(2))
def reorders_long_sentences(order_gaps, n, rng):
    "handles a sentence of thirty words in any order"
    args = (*draw(rng, n, 16, 8, 12), rng.permutation(n))
    got, expected = order_gaps(*args), reference(*args)
    for value, wanted, name in zip(got, expected, ("moved", "gap", "placed"), strict=True):
        near(value, wanted, length=100, terms=100.0, name=name)


@check(after="sees_what_positions_change")
@cases(seed=range(2))
def needs_different_positions(order_gaps, rng):
    "finds no difference if all places have the same position, and moved stays as it was"
    x, w_query, w_key, w_value, positions = draw(rng, 4, 3, 2, 5)
    args = (x, w_query, w_key, w_value, np.tile(positions[:1], (4, 1)), np.array([2, 3, 1, 0]))
    got, expected = order_gaps(*args), reference(*args)
    for value, wanted, name in zip(got, expected, ("moved", "gap", "placed"), strict=True):
        near(value, wanted, length=12, terms=200.0, name=name)


def truth(x, w_query, w_key, w_value, positions, order):
    """One row at a time; the order as a matrix of zeros and ones."""
    from scipy.special import softmax

    def f(z):
        q, k, v = z @ w_query, z @ w_key, z @ w_value
        return np.stack([softmax(k @ row / w_key.shape[1] ** 0.5) @ v for row in q])

    p = np.eye(len(x))[order]

    def largest(difference):
        return max(float(np.max(difference)), float(-np.min(difference)))

    return (
        largest(f(p @ x) - f(x)),
        largest(f(p @ x) - p @ f(x)),
        largest(f(p @ x + positions) - p @ f(x + positions)),
    )


SCORES = "scores = z @ w_query @ (z @ w_key).T / math.sqrt(w_key.shape[1])"
OUT = "return softmax(scores, axis=-1) @ (z @ w_value)"
LARGEST = "return float(np.abs(difference).max())"
GAP = "gap = largest(turned - f(x)[order])"
PLACED = "placed = largest(f(x[order] + positions) - f(x + positions)[order])"

not_scaled = mistake(
    "left out the division by sqrt(s)",
    fails="sees_that_the_result_moves",
    replace=(SCORES, SCORES.replace(" / math.sqrt(w_key.shape[1])", "")),
)

scaled_by_d = mistake(
    "divided by the root of d, the length of a word, instead of s, the length of a key",
    fails="sees_that_the_result_moves",
    replace=(SCORES, SCORES.replace("w_key.shape[1]", "w_key.shape[0]")),
)

over_queries = mistake(
    "took the softmax over the words that ask instead of those that answer",
    fails="sees_that_the_result_moves",
    replace=(OUT, OUT.replace("axis=-1", "axis=0")),
)

softmax_of_everything = mistake(
    "named no axis, so SciPy's softmax ran over the whole matrix at once",
    fails="sees_that_the_result_moves",
    replace=(OUT, OUT.replace(", axis=-1", "")),
)

mean = mistake(
    "took the mean of the differences instead of the largest",
    fails="sees_that_the_result_moves",
    replace=(LARGEST, LARGEST.replace(".max()", ".mean()")),
)

signed = mistake(
    "took the largest difference with its sign, which misses large negative ones",
    fails="sees_that_the_result_moves",
    replace=(LARGEST, "return float(difference.max())"),
)

called_invariant = mistake(
    "compared f(P x) with f(x) for the gap: that asks for invariance",
    fails="sees_that_it_is_equivariant",
    replace=(GAP, "gap = moved"),
)

positions_moved = mistake(
    "moved the positions along with the words, so they tell nothing",
    fails="sees_what_positions_change",
    replace=(PLACED, PLACED.replace("x[order] + positions", "(x + positions)[order]")),
)

positions_once = mistake(
    "added positions to the reordered words alone",
    fails="sees_what_positions_change",
    replace=(PLACED, PLACED.replace("f(x + positions)", "f(x)")),
)

positions_afterwards = mistake(
    "added the positions to what comes out of the attention",
    fails="sees_what_positions_change",
    replace=(
        PLACED,
        "p = positions @ w_value\n    placed = largest(f(x[order]) + p - (f(x) + p)[order])",
    ),
)

not_put_in_order = mistake(
    "compared with f(x + positions) as it stands",
    fails="sees_what_positions_change",
    replace=(PLACED, PLACED.replace("f(x + positions)[order]", "f(x + positions)")),
)

words_moved = mistake(
    "reordered the caller's x in place",
    fails="leaves_its_arguments_unchanged",
    replace=(PLACED, PLACED + "\n    x[:] = x[order]"),
)


@variant
def put_back(x, w_query, w_key, w_value, positions, order):
    "results put back to the old order before they are compared"

    def f(z):
        scores = np.einsum("id,ds,js->ij", z, w_query, z @ w_key) / np.sqrt(w_key.shape[1])
        e = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.einsum("ij,jd,de->ie", e / e.sum(axis=1, keepdims=True), z, w_value)

    back = np.argsort(order)
    plain, placed = f(x[order]), f(x[order] + positions)
    return (
        np.max(np.abs(f(x) - plain)).item(),
        np.max(np.abs(f(x) - plain[back])).item(),
        np.max(np.abs(f(x + positions) - placed[back])).item(),
    )


@variant
def with_a_matrix(x, w_query, w_key, w_value, positions, order):
    "the order as a matrix of zeros and ones, norms for the largest entry"
    from grader.blocks import softmax

    p = np.zeros((len(x), len(x)))
    p[np.arange(len(x)), order] = 1.0

    def f(z):
        q = z @ (w_query / w_query.shape[1] ** 0.5)
        return softmax(q @ (w_key.T @ z.T), axis=1) @ z @ w_value

    def largest(difference):
        return float(np.linalg.norm(difference.ravel(), np.inf))

    first, second = f(x), f(x + positions)
    other = f(p @ x)
    return (
        largest(other - first),
        largest(other - p @ first),
        largest(f(p @ x + positions) - p @ second),
    )
