"""Distances between all pairs: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after=["walks_the_blocks", "compares_directions"])
@cases(metric=["euclidean", "manhattan", "cosine"], d=[3, 200], seed=range(2))
def handles_a_crowd(pairwise_distances, metric, d, rng):
    "handles thousands of pairs of long vectors"
    x, y = rng.normal(size=(70, d)), rng.normal(size=(50, d))
    got, expected = (side(x, y, metric) for side in (pairwise_distances, reference))
    near(got, expected, length=d)


@check(after="sees_small_gaps_far_away")
@cases(d=[1, 4], seed=range(2))
def is_zero_only_to_itself(pairwise_distances, d, rng):
    "is exactly 0 from a point to itself, and only there"
    x = 1000 * rng.normal(size=(5, d))
    for metric in ("euclidean", "manhattan"):
        got = pairwise_distances(x, x, metric)
        near(np.diagonal(got), np.zeros(5), name=f"{metric} distance to itself")
        near(got, reference(x, x, metric), length=d, name=metric)


@check(after="compares_directions")
@cases(scale=[1e-3, 1e3], seed=range(2))
def ignores_lengths_for_cosine(pairwise_distances, scale, rng):
    "measures the same angle however long the rows are"
    x, y = rng.normal(size=(3, 4)), rng.normal(size=(2, 4))
    got, expected = pairwise_distances(x * scale, y, "cosine"), reference(x, y, "cosine")
    near(got, expected, length=4, terms=2.0)


def truth(x, y, metric="euclidean"):
    """SciPy's cdist; zeros, whose direction it calls nan, put in by hand."""
    from scipy.spatial.distance import cdist

    if metric not in ("euclidean", "manhattan", "cosine"):
        raise ValueError(metric)
    distances = cdist(x, y, {"manhattan": "cityblock"}.get(metric, metric))
    if metric == "cosine":
        distances[~x.any(axis=1)] = 1.0
        distances[:, ~y.any(axis=1)] = 1.0
    return distances


EUCLIDEAN = "np.sqrt((differences**2).sum(axis=-1))"
MANHATTAN = "np.abs(differences).sum(axis=-1)"
COSINE = "1.0 - _directions(x) @ _directions(y).T"

no_root = mistake(
    "left the root out: the distance is squared",
    fails="sees_in_a_straight_line",
    replace=(EUCLIDEAN, "(differences**2).sum(axis=-1)"),
)

mean_for_sum = mistake(
    "took the mean over the coordinates instead of the sum",
    fails="sees_in_a_straight_line",
    replace=(EUCLIDEAN, "np.sqrt((differences**2).mean(axis=-1))"),
)

rows_for_columns = mistake(
    "put the rows of y down and those of x across",
    fails="sees_in_a_straight_line",
    replace=("x[:, None, :] - y[None, :, :]", "x[None, :, :] - y[:, None, :]"),
)

largest_block = mistake(
    "took the largest difference for manhattan: that is the Chebyshev distance",
    fails="walks_the_blocks",
    replace=(MANHATTAN, "np.abs(differences).max(axis=-1)"),
)

no_absolute = mistake(
    "added up differences with their signs, so that blocks east cancel blocks west",
    fails="walks_the_blocks",
    replace=(MANHATTAN, "np.abs(differences.sum(axis=-1))"),
)

similarity = mistake(
    "returned the cosine itself, which is 1 where the distance is 0",
    fails="compares_directions",
    replace=(COSINE, COSINE.removeprefix("1.0 - ")),
)

dot_products = mistake(
    "took dot products of the rows as they are, not divided by their lengths",
    fails="compares_directions",
    replace=(COSINE, "1.0 - x @ y.T"),
)

shortcut = mistake(
    "used |p|**2 + |q|**2 - 2 p . q, which cancels when the points are far from the origin",
    fails="sees_small_gaps_far_away",
    replace=(
        EUCLIDEAN,
        "np.sqrt(np.maximum((x**2).sum(axis=1)[:, None] + (y**2).sum(axis=1) - 2 * x @ y.T, 0.0))",
    ),
)

nan_for_zeros = mistake(
    "divided zero by zero",
    fails="knows_rows_without_direction",
    replace=("np.where(lengths > 0, lengths, 1.0)", "lengths"),
)

close_to_zeros = mistake(
    "put a row of zeros at the distance 0",
    fails="knows_rows_without_direction",
    replace=(COSINE, "np.where(x.any(1)[:, None] & y.any(1), " + COSINE + ", 0.0)"),
)


@variant
def row_by_row(x, y, metric="euclidean"):
    "one row of x against all rows of y"
    result = np.empty((len(x), len(y)))
    for i, p in enumerate(x):
        if metric == "euclidean":
            result[i] = np.linalg.norm(y - p, axis=1)
        elif metric == "manhattan":
            result[i] = np.linalg.norm(y - p, ord=1, axis=1)
        elif metric == "cosine":
            sizes = np.linalg.norm(y, axis=1) * np.linalg.norm(p)
            dots = y @ p
            result[i] = 1 - np.divide(dots, sizes, out=np.zeros(len(y)), where=sizes > 0)
        else:
            raise ValueError(metric)
    return result


@variant
def one_coordinate_at_a_time(x, y, metric="euclidean"):
    "adds up one coordinate after another, without an array of all differences"
    if metric not in ("euclidean", "manhattan", "cosine"):
        raise ValueError(metric)
    if metric == "cosine":
        x, y = (a / (np.hypot.reduce(a, axis=1, keepdims=True) + (a == 0).all(1)[:, None])
                for a in (x, y))  # fmt: skip
    total = np.zeros((len(x), len(y)))
    for k in range(x.shape[1]):
        if metric == "cosine":
            total += np.outer(x[:, k], y[:, k])
        else:
            gap = np.abs(np.subtract.outer(x[:, k], y[:, k]))
            total += gap if metric == "manhattan" else gap * gap
    return {"euclidean": np.sqrt(np.abs(total)), "manhattan": total, "cosine": 1 - total}[metric]
