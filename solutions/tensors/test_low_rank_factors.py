"""Rank and low-rank factors: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, equal, mistake, near, reference, variant


@check(after=["finds_the_rank", "shares_each_size_evenly"])
@cases(seed=range(2))
def squashes_a_hundred_dimensions_to_ten(low_rank_factors, rng):
    "replaces the 10,000 numbers of a 100 x 100 matrix of rank 10 by 2,000"
    a = rng.normal(size=(100, 10)) @ rng.normal(size=(10, 100))
    b, c = low_rank_factors(a)
    equal((b.shape, c.shape), ((100, 10), (10, 100)), name="shapes")
    near(b @ c, a, length=100, terms=500.0, name="product")


@check(after=["finds_the_rank", "refuses_impossible_ranks"])
@cases(m=[1, 3], n=[2])
def knows_rank_zero(low_rank_factors, m, n, rng):
    "gives empty factors for a matrix of zeros and for rank 0"
    for a, rank in ((np.zeros((m, n)), None), (rng.normal(size=(m, n)), 0)):
        b, c = low_rank_factors(a, rank)
        equal(b, np.zeros((m, 0)), name="b")
        equal(c, np.zeros((0, n)), name="c")


@check(after="comes_as_near_as_can_be")
@cases(m=[1, 2, 5], n=[1, 3], seed=range(2))
def keeps_everything_at_full_rank(low_rank_factors, m, n, rng):
    "gives the matrix itself at full rank, a single row or column too"
    a = rng.normal(size=(m, n))
    for rank in (None, min(m, n)):
        (b, c), (better, _) = low_rank_factors(a, rank), reference(a, rank)
        equal(b.shape, better.shape, name="shape of b")
        near(b @ c, a, length=m * n, terms=20.0, name="product")


def truth(a, rank=None, rtol=1e-10):
    """One-sided Jacobi: turn pairs of columns until all are at right angles."""
    if a.shape[0] < a.shape[1]:
        if rank is not None and not 0 <= rank <= len(a):
            raise ValueError("rank")
        c, b = truth(a.T, rank, rtol)
        return b.T, c.T
    turned, v = a.copy(), np.eye(a.shape[1])
    for _ in range(30):
        gram = turned.T @ turned
        lengths = np.sqrt(np.diagonal(gram))
        kept = lengths > 1e-14 * lengths.max()  # what is shorter is rounding
        slanted = np.abs(gram) > 1e-15 * np.outer(lengths, lengths)
        for p, q in np.argwhere(np.triu(slanted & np.outer(kept, kept), 1)).tolist():
            x, y = turned[:, p], turned[:, q]
            angle = 0.5 * np.arctan2(2 * (x @ y), x @ x - y @ y)
            turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
            turned[:, [p, q]] = turned[:, [p, q]] @ turn
            v[:, [p, q]] = v[:, [p, q]] @ turn
    s = np.sqrt((turned**2).sum(axis=0))
    order = np.argsort(-s)
    s, turned, v = s[order], turned[:, order], v[:, order]
    if rank is None:
        rank = sum(size > rtol * s[0] for size in s)
    if not 0 <= rank <= len(s):
        raise ValueError("rank")
    roots = np.sqrt(s[:rank])
    return turned[:, :rank] / roots, roots[:, None] * v[:, :rank].T


FACTORS = "u[:, :rank] * roots, roots[:, None] * vt[:rank]"

columns_of_vt = mistake(
    "took columns of the third result of svd, which holds the v_k as rows",
    fails="multiplies_back",
    replace=(FACTORS, "u[:, :rank] * roots, roots[:, None] * vt[:, :rank].T"),
)

whole_size_twice = mistake(
    "multiplied both factors by the whole size instead of its root",
    fails="multiplies_back",
    replace=("np.sqrt(s[:rank])", "s[:rank]"),
)

no_sizes = mistake(
    "left the sizes out: directions alone",
    fails="multiplies_back",
    replace=(FACTORS, "u[:, :rank], vt[:rank]"),
)

smallest_first = mistake(
    "kept the smallest sizes instead of the largest",
    fails="multiplies_back",
    replace=(
        "    roots =",
        "    u, s, vt = u[:, ::-1], s[::-1], vt[::-1]\n    roots =",
    ),
)


@mistake(fails="comes_as_near_as_can_be")
def first_columns(a, rank=None, rtol=1e-10):
    "kept the directions of the first columns of the matrix instead of the largest ones"
    if rank is None:
        s = np.linalg.svd(a, compute_uv=False)
        rank = int((s > rtol * s[0]).sum())
    if not 0 <= rank <= min(a.shape):
        raise ValueError("rank")
    q, _ = np.linalg.qr(a[:, :rank])
    return q, q.T @ a


full_rank = mistake(
    "kept every direction when told no rank, those of size 0 too",
    fails="finds_the_rank",
    replace=("int((s > rtol * s[0]).sum())", "len(s)"),
)

absolute_threshold = mistake(
    "compared the sizes with rtol itself, whatever the size of the matrix",
    fails="judges_by_proportion",
    replace=("rtol * s[0]", "rtol"),
)

size_left = mistake(
    "put the whole size into b and nothing into c",
    fails="shares_each_size_evenly",
    replace=(FACTORS, "u[:, :rank] * s[:rank], vt[:rank]"),
)

size_right = mistake(
    "put the whole size into c and nothing into b",
    fails="shares_each_size_evenly",
    replace=(FACTORS, "u[:, :rank], s[:rank, None] * vt[:rank]"),
)


@variant
def with_diagonal_matrices(a, rank=None, rtol=1e-10):
    "products with diagonal matrices, all directions computed"
    u, s, vt = np.linalg.svd(a, full_matrices=False)
    if rank is None:
        rank = sum(1 for size in s if size > rtol * s.max())
    if rank < 0 or rank > min(a.shape):
        raise ValueError("rank")
    root = np.diag(s[:rank] ** 0.5)
    return u[:, :rank] @ root, root @ vt[:rank, :]


@variant
def of_the_transpose(a, rank=None, rtol=1e-10):
    "the decomposition of the transpose, factors changed over, signs turned"
    v, s, ut = np.linalg.svd(a.T, full_matrices=False)
    if rank is None:
        rank = int(np.count_nonzero(s / s[0] > rtol) if s[0] > 0 else 0)
    if rank not in range(len(s) + 1):
        raise ValueError("rank")
    b, c = np.empty((a.shape[0], rank)), np.empty((rank, a.shape[1]))
    for k in range(rank):
        b[:, k] = -np.sqrt(s[k]) * ut[k]
        c[k] = -np.sqrt(s[k]) * v[:, k]
    return b, c
