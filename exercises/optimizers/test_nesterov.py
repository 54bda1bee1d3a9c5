"""Nesterov's momentum, in points and in points ahead."""

import numpy as np

from grader import cases, check, expect, near, put, reference, unchanged


def bowl(rng, *shape):
    """The gradient of a sum of parabolas, each with its own width and its own lowest point."""
    width, lowest = rng.uniform(0.5, 2.0, size=shape), rng.normal(size=shape)
    return lambda x: width * (x - lowest)


def same(nesterov, part, *args):
    """Fail unless the points, or the points ahead, are the reference's, step for step."""
    got, expected = nesterov(*args), reference(*args)
    name = ("path", "ahead")[part]
    terms = 10 + np.abs(expected[part]).max()
    near(got[part], expected[part], length=len(expected[0]), terms=terms, steps=0, name=name)


@check
@cases(n=[1, 3], steps=[1, 3])
def descends_without_momentum(nesterov, n, steps, rng):
    "is gradient descent when mu is 0"
    slope, start = bowl(rng, n), rng.normal(size=n) + 3
    same(nesterov, 0, slope, start, 0.3, 0.0, steps)
    same(nesterov, 1, slope, start, 0.3, 0.0, steps)


@check(points=2, after=descends_without_momentum)
@cases(n=[1, 3], mu=[0.5, 0.8], steps=[1, 2])
def looks_ahead(nesterov, n, mu, steps, rng):
    "takes the gradient where the old velocity leads, not where it stands"
    same(nesterov, 0, bowl(rng, n), rng.normal(size=n) + 3, 0.3, mu, steps)


@check(points=2, after=looks_ahead)
@cases(n=[1, 3], mu=[0.5, 0.8], steps=[1, 3])
def returns_the_points_ahead(nesterov, n, mu, steps, rng):
    "returns the points it looked ahead to as well, the last one not asked about yet"
    same(nesterov, 1, bowl(rng, n), rng.normal(size=n) + 3, 0.3, mu, steps)


@check(points=2, after=looks_ahead)
@cases(steps=[6, 10], seed=range(2))
def remembers_its_velocity(nesterov, steps, rng):
    "matches the reference over many steps"
    same(nesterov, 0, bowl(rng, 2), rng.normal(size=2) + 3, 0.3, 0.8, steps)


@check(after=looks_ahead)
@cases(steps=[1, 4])
def asks_once_for_every_step(nesterov, steps, rng):
    "calls the gradient once for every step"
    slope, asked = bowl(rng, 2), []

    def watched(x):
        asked.append(np.array(x))
        return slope(x)

    nesterov(watched, rng.normal(size=2), 0.3, 0.7, steps)
    expect(len(asked) == steps, f"{steps} steps called the gradient {len(asked)} times")


@check(after=looks_ahead)
@cases(rows=[1, 2])
def walks_in_any_shape(nesterov, rows, rng):
    "walks with a matrix as with a vector, and leaves the start unchanged"
    start = rng.normal(size=(rows, 3))
    same(nesterov, 0, bowl(rng, rows, 3), start, 0.3, 0.7, 2)
    held = put(start)
    nesterov(bowl(rng, rows, 3), held, 0.3, 0.7, 2)
    unchanged(held, "start")


@check(after=[returns_the_points_ahead, remembers_its_velocity])
def gives_the_worked_numbers(nesterov):
    "gives the worked numbers: w**2 from 2, to 0.992 in two steps, looking at 1.24 on the way"
    path, ahead = nesterov(lambda w: 2 * w, np.array([2.0]), 0.1, 0.9, 2)
    near(path, np.array([[2.0], [1.6], [0.992]]), length=2, name="path")
    near(ahead, np.array([[2.0], [1.24], [0.4448]]), length=2, name="ahead")
