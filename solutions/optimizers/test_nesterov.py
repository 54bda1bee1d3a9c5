"""Nesterov's momentum: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(points=2, after=["returns_the_points_ahead", "remembers_its_velocity"])
def walks_down_the_valley(nesterov):
    "reaches the known points of Rosenbrock's valley, in both ways of storing them"

    def slope(p):
        x, y = p
        return np.array([-2 * (1 - x) - 400 * x * (y - x**2), 200 * (y - x**2)])

    path, ahead = nesterov(slope, np.array([-1.0, -1.0]), 0.001, 0.9, 5)
    near(path[5], np.array([1.17081232, 1.37827852]), tolerance=1e-7, name="path")
    near(ahead[5], np.array([1.3606462405, 1.7913628399]), tolerance=1e-9, name="ahead")


@check(after=["returns_the_points_ahead", "remembers_its_velocity"])
@cases(n=[50], seed=range(2))
def settles_in_a_long_bowl(nesterov, n, rng):
    "settles in a bowl of fifty directions, the steepest a hundred times as steep as the flattest"
    width, start = np.logspace(-2, 0, n), rng.normal(size=n)
    got, expected = (
        side(lambda x: width * x, start, 1.0, 0.9, 60) for side in (nesterov, reference)
    )
    near(got, expected, length=60, terms=30.0)


@check(after="returns_the_points_ahead")
@cases(n=[2])
def stays_for_no_steps(nesterov, n, rng):
    "returns the start alone, twice, for 0 steps"
    start = rng.normal(size=n)
    near(nesterov(lambda x: x, start, 0.1, 0.9, 0), reference(lambda x: x, start, 0.1, 0.9, 0))


def truth(gradient, start, lr, mu, steps):
    """By the points ahead alone, as libraries do it; the others are found from them."""
    ahead, path, past = [np.array(start)], [np.array(start)], []
    for _ in range(steps):
        past.append(np.asarray(gradient(ahead[-1]), dtype=float))
        ages = np.arange(len(past))[::-1].reshape(-1, *[1] * start.ndim)
        velocity = (np.stack(past) * mu**ages).sum(axis=0)
        ahead.append(ahead[-1] - lr * (past[-1] + mu * velocity))
        path.append(ahead[-1] + lr * mu * velocity)
    return np.stack(path), np.stack(ahead)


VELOCITY = "v = mu * v + gradient(ahead[-1])"
AHEAD = "ahead.append(p - lr * mu * v)"
MOVE = "p = p - lr * v"

classical = mistake(
    "took the gradient at the point itself: that is plain momentum",
    fails="looks_ahead",
    replace=(VELOCITY, "v = mu * v + gradient(path[-1])"),
)

looked_back = mistake(
    "looked behind the point instead of ahead of it",
    fails="looks_ahead",
    replace=(AHEAD, "ahead.append(p + lr * mu * v)"),
)

looked_too_far = mistake(
    "looked ahead by the whole velocity, without the factor mu",
    fails="looks_ahead",
    replace=(AHEAD, "ahead.append(p - (lr * v if mu else 0 * v))"),
)

rate_forgotten = mistake(
    "looked ahead by mu times the velocity, without the learning rate",
    fails="looks_ahead",
    replace=(AHEAD, "ahead.append(p - mu * v)"),
)

averaged = mistake(
    "made the velocity a moving average, which is shorter",
    fails="looks_ahead",
    replace=(VELOCITY, "v = mu * v + (1 - mu) * gradient(ahead[-1])"),
)

from_ahead = mistake(
    "stepped from the point ahead, so the old velocity counts twice",
    fails="looks_ahead",
    replace=(MOVE, "p = ahead[-1] - lr * v"),
)

uphill = mistake(
    "added the velocity instead of subtracting it",
    fails="descends_without_momentum",
    replace=[(MOVE, "p = p + lr * v"), (AHEAD, "ahead.append(p + lr * mu * v)")],
)

forgets = mistake(
    "forgot the velocity of the steps before the last one",
    fails="looks_ahead",
    replace=(VELOCITY, "v = gradient(ahead[-1])"),
)

only_ahead = mistake(
    "returned the points ahead for both, as a library would store them",
    fails="looks_ahead",
    replace=("np.stack(path), np", "np.stack(ahead), np"),
)

only_path = mistake(
    "returned the points for both",
    fails="returns_the_points_ahead",
    replace=("np.stack(ahead)", "np.stack(path)"),
)

ahead_of_the_step = mistake(
    "stored the points ahead one step late",
    fails="descends_without_momentum",
    replace=("np.stack(ahead)", "np.stack([ahead[0], *ahead[:-1]])"),
)

asked_twice = mistake(
    "called the gradient twice for every step",
    fails="asks_once_for_every_step",
    replace=(VELOCITY, f"gradient(p)\n        {VELOCITY}"),
)

start_moved = mistake(
    "moved the caller's start",
    fails="walks_in_any_shape",
    replace=[
        ("path, ahead = [p], [p]", "path, ahead = [p.copy()], [p.copy()]"),
        (MOVE, "p -= lr * v"),
        ("path.append(p)", "path.append(p.copy())"),
    ],
)


@variant
def filled(gradient, start, lr, mu, steps):
    "arrays filled row by row, the velocity holding the learning rate"
    path = np.empty((steps + 1, *start.shape))
    ahead, step = np.empty_like(path), np.zeros(start.shape)
    path[0] = ahead[0] = start
    for k in range(steps):
        step = mu * step - lr * gradient(ahead[k])
        path[k + 1] = path[k] + step
        ahead[k + 1] = path[k + 1] + mu * step
    return path, ahead


@variant
def by_extrapolation(gradient, start, lr, mu, steps):
    "the point ahead from the last two points, as Nesterov wrote it"
    path, ahead = [np.array(start)], [np.array(start)]
    for _ in range(steps):
        path.append(ahead[-1] - lr * gradient(ahead[-1]))
        ahead.append(path[-1] + mu * (path[-1] - path[-2]))
    return np.array(path), np.array(ahead)
