"""The BFGS update of the inverse Hessian."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged


def a_bowl(n, rng):
    """A symmetric matrix with eigenvalues between 1 and 3."""
    turned = np.linalg.qr(rng.normal(size=(n, n)))[0]
    return turned @ np.diag(rng.uniform(1, 3, size=n)) @ turned.T


def a_step(n, rng):
    """A step and how the gradient changed along it, in a bowl."""
    s = rng.choice([-1.0, 1.0], size=n) * rng.uniform(0.5, 1.5, size=n)
    return s, a_bowl(n, rng) @ s


def same_update(bfgs_update, h, s, y):
    """Fail unless the new matrix is the reference's."""
    got, expected = bfgs_update(h, s, y), reference(h, s, y)
    near(got, expected, length=100 * len(s), terms=30.0)


@check
@cases(n=[1], seed=range(3))
def divides_step_by_change(bfgs_update, n, rng):
    "is the step divided by the change of the slope where there is only one dimension"
    same_update(bfgs_update, rng.uniform(0.3, 3, size=(1, 1)), *a_step(n, rng))


@check(points=3, after=divides_step_by_change)
@cases(n=[2, 3, 5], seed=range(2))
def updates_the_identity(bfgs_update, n, rng):
    "updates the identity, the usual first guess"
    same_update(bfgs_update, np.eye(n), *a_step(n, rng))


@check(points=3, after=updates_the_identity)
@cases(n=[2, 3, 5], seed=range(2))
def updates_any_guess(bfgs_update, n, rng):
    "updates any symmetric matrix"
    same_update(bfgs_update, a_bowl(n, rng), *a_step(n, rng))


@check(points=2, after=updates_any_guess)
@cases(n=[2, 4], seed=range(2))
def maps_change_to_step(bfgs_update, n, rng):
    "multiplies the change of the gradient back into the step: the secant condition"
    s, y = a_step(n, rng)
    h = a_bowl(n, rng)
    same_update(bfgs_update, h, s, y)
    near(bfgs_update(h, s, y) @ y, s, length=100 * n, terms=300.0, name="H y")


@check(points=2, after=updates_any_guess)
@cases(n=[1, 3], turn=[-1.0, 0.0], seed=range(2))
def skips_steps_that_bend_down(bfgs_update, n, turn, rng):
    "keeps the matrix as it was where the slope does not rise along the step"
    s, y = a_step(n, rng)
    if turn == 0 and n > 1:
        y, s = np.array([2.0, -1.0, 0.0]) * s[0], np.array([1.0, 2.0, 3.0]) * s[1]
    else:
        y = -y
    same_update(bfgs_update, a_bowl(n, rng), s, y)


@check(after=updates_any_guess)
@cases(scale=[1e-12, 1e-3], seed=range(2))
def learns_from_short_steps(bfgs_update, scale, rng):
    "learns from very short steps, whose y . s is tiny, as well"
    s, y = a_step(3, rng)
    same_update(bfgs_update, a_bowl(3, rng), scale * s, scale * y)


@check(after=updates_any_guess)
@cases(n=[2])
def leaves_its_inputs_unchanged(bfgs_update, n, rng):
    "leaves matrix, step and change unchanged"
    s, y = map(put, a_step(n, rng))
    h = put(a_bowl(n, rng))
    bfgs_update(h, s, y)
    unchanged(h, "h")
    unchanged(s, "s")
    unchanged(y, "y")


@check(after=updates_any_guess)
def gives_the_worked_numbers(bfgs_update):
    "learns the curvature 2 in the direction of the step and keeps its guess in the other"
    got = bfgs_update(np.eye(2), np.array([0.5, 0.0]), np.array([1.0, 0.0]))
    near(got, np.array([[0.5, 0.0], [0.0, 1.0]]))
    got = bfgs_update(np.eye(2), np.array([1.0, 1.0]), np.array([2.0, 0.0]))
    near(got, np.array([[0.5, 0.5], [0.5, 2.5]]), length=16)
