"""Distances between all pairs of rows, in three metrics."""

import numpy as np

from grader import cases, check, near, put, raises, reference, unchanged

METRICS = ["euclidean", "manhattan", "cosine"]


@check(points=2)
@cases(n=[1, 3], m=[1, 2], d=[1, 2, 5], seed=range(2))
def sees_in_a_straight_line(pairwise_distances, n, m, d, rng):
    "measures the straight line from every row of x to every row of y, without being told to"
    x, y = rng.normal(size=(n, d)), rng.normal(size=(m, d))
    near(pairwise_distances(x, y), reference(x, y), length=d, terms=4.0)


@check(points=2, after=sees_in_a_straight_line)
@cases(n=[1, 3], m=[2], d=[2, 5], seed=range(2))
def walks_the_blocks(pairwise_distances, n, m, d, rng):
    "adds up the blocks along every axis for manhattan"
    x, y = rng.normal(size=(n, d)), rng.normal(size=(m, d))
    got, expected = (side(x, y, "manhattan") for side in (pairwise_distances, reference))
    near(got, expected, length=d, terms=4.0)


@check(points=2, after=sees_in_a_straight_line)
@cases(n=[1, 3], m=[2], d=[2, 5], seed=range(2))
def compares_directions(pairwise_distances, n, m, d, rng):
    "compares directions for cosine: 0 for the same, 1 at right angles, 2 for opposite ones"
    x, y = 3 * rng.normal(size=(n, d)), 5 * rng.normal(size=(m, d))
    got, expected = (side(x, y, "cosine") for side in (pairwise_distances, reference))
    near(got, expected, length=d, terms=2.0)


@check(points=2, after=walks_the_blocks)
@cases(metric=METRICS[:2], far=[1e6, 1e9], seed=range(2))
def sees_small_gaps_far_away(pairwise_distances, metric, far, rng):
    "tells points apart that lie close together and far from the origin"
    center = far * rng.uniform(1, 2, size=3)
    x, y = center + rng.normal(size=(3, 3)), center + rng.normal(size=(2, 3))
    got, expected = (side(x, y, metric) for side in (pairwise_distances, reference))
    near(got, expected, length=3, terms=8.0)


@check(after=compares_directions)
@cases(n=[2, 3], seed=range(2))
def knows_rows_without_direction(pairwise_distances, n, rng):
    "puts a row of zeros at the cosine distance 1 from everything"
    x, y = rng.normal(size=(n, 3)), rng.normal(size=(2, 3))
    x[n - 1], y[0] = 0.0, 0.0
    got, expected = (side(x, y, "cosine") for side in (pairwise_distances, reference))
    near(got, expected, length=3, terms=2.0)


@check(after=walks_the_blocks)
@cases(d=[2, 3])
def refuses_other_metrics(pairwise_distances, d, rng):
    "raises ValueError for a metric it does not know"
    x = rng.normal(size=(2, d))
    for metric in ("chebyshev", "Euclidean", ""):
        with raises(ValueError):
            pairwise_distances(x, x, metric)


@check(after=compares_directions)
@cases(metric=METRICS)
def leaves_its_inputs_unchanged(pairwise_distances, metric, rng):
    "leaves its inputs unchanged"
    x, y = put(rng.normal(size=(2, 3))), put(rng.normal(size=(4, 3)))
    pairwise_distances(x, y, metric)
    unchanged(x, "x")
    unchanged(y, "y")


@check(after=[walks_the_blocks, compares_directions])
def gives_the_worked_numbers(pairwise_distances):
    "gives the worked numbers: sqrt(2), 2 and 1 - 3 / sqrt(15) between (0, 1, 2) and (1, 1, 1)"
    x, y = np.array([[0.0, 1.0, 2.0]]), np.array([[1.0, 1.0, 1.0]])
    for metric, number in zip(METRICS, (1.4142135624, 2.0, 0.2254033308), strict=True):
        near(pairwise_distances(x, y, metric), np.array([[number]]), tolerance=1e-9, name=metric)
