"""Gradient descent with its whole path."""

import numpy as np

from grader import cases, check, expect, near, put, reference, unchanged


def bowl(rng, *shape):
    """The gradient of a sum of parabolas, each with its own width and its own lowest point."""
    width, lowest = rng.uniform(0.5, 2.0, size=shape), rng.normal(size=shape)
    return lambda x: width * (x - lowest)


def same_path(gradient_descent, *args, **options):
    """Fail unless the student's path is the reference's, step for step."""
    got, expected = gradient_descent(*args, **options), reference(*args, **options)
    terms = np.abs(expected).max() + 3.0
    near(got, expected, length=len(expected), terms=terms, steps=0, name="path")


@check(points=2)
@cases(n=[1, 3], lr=[0.1, 0.3], seed=range(2))
def steps_against_the_gradient(gradient_descent, n, lr, rng):
    "returns the start, and the point one step of lr times the gradient below it"
    same_path(gradient_descent, bowl(rng, n), rng.normal(size=n) + 3, lr, 1)


@check(points=2, after=steps_against_the_gradient)
@cases(n=[1, 2], steps=[2, 5], seed=range(2))
def asks_again_at_every_point(gradient_descent, n, steps, rng):
    "takes a new gradient for every step and returns every point"
    same_path(gradient_descent, bowl(rng, n), rng.normal(size=n) + 3, 0.4, steps)


@check(after=asks_again_at_every_point)
@cases(steps=[1, 4], seed=range(2))
def asks_once_for_every_step(gradient_descent, steps, rng):
    "calls the gradient once for every step, where the step begins"
    slope, start, asked = bowl(rng, 2), rng.normal(size=2) + 3, []

    def watched(x):
        asked.append(np.array(x))
        return slope(x)

    gradient_descent(watched, start, 0.3, steps)
    got, asked = asked, []
    reference(watched, start, 0.3, steps)
    expect(len(got) == steps, f"{steps} steps called the gradient {len(got)} times")
    near(np.stack(got), np.stack(asked), length=steps, terms=6.0, name="points asked about")


@check(points=2, after=asks_again_at_every_point)
@cases(n=[2, 3], tolerance=[0.3, 1.0], seed=range(2))
def stops_where_it_is_flat(gradient_descent, n, tolerance, rng):
    "ends at the first point whose gradient is no longer than the tolerance, and returns it"
    start = rng.normal(size=n) + 4
    same_path(gradient_descent, bowl(rng, n), start, 0.3, 25, tolerance=tolerance)


@check(after=asks_again_at_every_point)
@cases(rows=[1, 2], seed=range(2))
def walks_in_any_shape(gradient_descent, rows, rng):
    "walks with a matrix, or more axes, as with a vector"
    for shape in ((rows, 3), (2, rows, 2)):
        same_path(gradient_descent, bowl(rng, *shape), rng.normal(size=shape), 0.3, 3, 0.01)


@check(after=asks_again_at_every_point)
@cases(n=[1, 3])
def leaves_the_start_unchanged(gradient_descent, n, rng):
    "leaves the start unchanged"
    start = put(rng.normal(size=n) + 3)
    gradient_descent(bowl(rng, n), start, 0.3, 3)
    unchanged(start, "start")


@check(after=[stops_where_it_is_flat, walks_in_any_shape])
def gives_the_worked_numbers(gradient_descent):
    "takes the sum of squares from 7 to 2.9e-19 in 100 steps of 0.1, and to 0 in one of 0.5"
    start = np.array([[2.0, -1.0], [1.0, 1.0]])
    path = gradient_descent(lambda x: 2 * x, start, 0.1, 100)
    sums = (path**2).sum(axis=(1, 2))
    near(sums[:1], np.array([7.0]), name="sum of squares at the start")
    near(sums[10:11], np.array([0.08070450532247926]), length=10, name="after 10 steps")
    near(path[-1], start * 2.0370359763344977e-10, length=400, name="last point")
    near(gradient_descent(lambda x: 2 * x, start, 0.5, 9), np.stack([start, 0 * start]))
