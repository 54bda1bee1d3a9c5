"""Backtracking line search with Armijo's condition."""

import numpy as np

from grader import cases, check, driver, expect, near, put, raises, reference, unchanged


@driver
def searched(backtrack, bowl, p, direction, wall=None, **options):
    """Search in the bowl 1/2 p.bowl.p, which a wall may end; the step, the point and the calls.

    Where the sum of the entries is above wall[0], f is wall[1].
    """
    calls = []

    def f(x):
        calls.append(x)
        if wall is not None and x.sum() > wall[0]:
            return wall[1]
        flat = x.ravel()
        return float(flat @ bowl @ flat) / 2

    gradient = (bowl @ p.ravel()).reshape(p.shape)
    t, point = backtrack(f, p, gradient, direction, **options)
    return float(t), point, len(calls)


def a_bowl(n, rng):
    """A positive definite matrix of n rows, no two of its eigenvalues alike."""
    turned = np.linalg.qr(rng.normal(size=(n, n)))[0]
    return turned @ np.diag(np.arange(1, n + 1) + rng.random(size=n)) @ turned.T


def same_search(backtrack, bowl, p, direction, **options):
    """Fail unless the step and the point are the reference's; returns both numbers of calls."""
    got, expected = (searched(f, bowl, p, direction, **options) for f in (backtrack, reference))
    near(got[0], expected[0], length=1000, name="step size")
    near(got[1], expected[1], length=1000, terms=10.0, name="point")
    return got[2], expected[2]


@check(points=2)
@cases(n=[1, 3], seed=range(2))
def takes_a_step_that_is_good(backtrack, n, rng):
    "takes the first step size where it lowers f enough"
    bowl, p = a_bowl(n, rng), 0.3 + rng.random(size=n)
    same_search(backtrack, bowl, p, -bowl @ p, step=float(rng.uniform(0.05, 0.15)) / n)


@check(points=2, after=takes_a_step_that_is_good)
@cases(n=[1, 3], shrink=[0.5, 0.3], seed=range(2))
def shrinks_until_it_is_good(backtrack, n, shrink, rng):
    "multiplies the step size by shrink until f falls enough"
    bowl, p = a_bowl(n, rng), 0.3 + rng.random(size=n)
    step = float(rng.uniform(30, 90))
    same_search(backtrack, bowl, p, -bowl @ p, step=step, shrink=shrink)


@check(points=2, after=shrinks_until_it_is_good)
@cases(share=[0.25, 0.6, 0.9], seed=range(3))
def asks_for_its_share(backtrack, share, rng):
    "asks for the share of the fall that the slope promises, not for any fall"
    bowl, p = a_bowl(2, rng), 0.3 + rng.random(size=2)
    same_search(backtrack, bowl, p, -bowl @ p, step=2.0, shrink=0.8, share=share)


@check(points=2, after=asks_for_its_share)
@cases(n=[2, 4], seed=range(2))
def follows_any_direction(backtrack, n, rng):
    "follows the direction it is given, whatever its length and angle to the gradient"
    bowl, p = a_bowl(n, rng), 0.3 + rng.random(size=n)
    direction = -(3 * p + rng.uniform(-0.1, 0.1, size=n)) * rng.uniform(1, 9)
    same_search(backtrack, bowl, p, direction, step=5.0, shrink=0.7, share=0.3)


@check(points=2, after=shrinks_until_it_is_good)
@cases(beyond=["nan", "inf"], seed=range(2))
def comes_back_from_where_f_ends(backtrack, beyond, rng):
    "shrinks the step where f is not finite, be it inf or NaN"
    bowl, p = a_bowl(2, rng), -0.5 - rng.random(size=2)
    wall = (float(p.sum() + rng.uniform(0.2, 0.4)), float(beyond))
    same_search(backtrack, bowl, p, -bowl @ p, wall=wall, step=7.0, shrink=0.6)


@check(after=comes_back_from_where_f_ends)
@cases(most=[0, 2], good=[True, False], seed=range(2))
def gives_up(backtrack, most, good, rng):
    "tries `most` smaller steps and no more; returns 0 and the point itself if none was good"
    bowl, p = a_bowl(2, rng), 0.3 + rng.random(size=2)
    step = float(rng.uniform(0.3, 0.5)) * 10 ** (most if good else most + 1)
    same_search(backtrack, bowl, p, -bowl @ p, step=step, shrink=0.1, most=most)


@check(after=shrinks_until_it_is_good)
@cases(n=[2], seed=range(2))
def asks_no_more_than_it_must(backtrack, n, rng):
    "evaluates f once at the start and once for each step size"
    bowl, p = a_bowl(n, rng), 0.3 + rng.random(size=n)
    mine, least = same_search(backtrack, bowl, p, -bowl @ p, step=float(rng.uniform(30, 90)))
    expect(mine <= least, "f must not be evaluated twice at the same point")


@check(after=follows_any_direction)
@cases(n=[2], seed=range(2))
def refuses_to_climb(backtrack, n, rng):
    "raises ValueError along a direction in which f does not fall"
    bowl, p = a_bowl(n, rng), 0.3 + rng.random(size=n)
    for direction in (bowl @ p, np.zeros(n)):
        with raises(ValueError):
            searched(backtrack, bowl, p, direction)


@check(after=follows_any_direction)
@cases(rows=[2])
def leaves_its_inputs_unchanged(backtrack, rows, rng):
    "takes matrices too, and leaves point, gradient and direction unchanged"
    p = put(0.3 + rng.random(size=(rows, 2)))
    gradient, direction = put(np.ones((rows, 2))), put(np.full((rows, 2), -0.25))
    backtrack(lambda x: float(x.sum()), p, gradient, direction)
    unchanged(p, "p")
    unchanged(gradient, "gradient")
    unchanged(direction, "direction")


@check(after=asks_for_its_share)
def gives_the_worked_numbers(backtrack):
    "goes from 1 straight to 0 in the parabola, with a step size of 0.5"
    t, point, _ = searched(backtrack, np.array([[2.0]]), np.array([1.0]), np.array([-2.0]))
    near(t, 0.5, name="step size")
    near(point, np.array([0.0]), name="point")
