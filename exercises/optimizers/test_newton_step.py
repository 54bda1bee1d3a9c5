"""Newton's step with a shifted Hessian."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged


def with_eigenvalues(values, rng):
    """A symmetric matrix with these eigenvalues."""
    turned = np.linalg.qr(rng.normal(size=(len(values), len(values))))[0]
    matrix = turned @ np.diag(values) @ turned.T
    return (matrix + matrix.T) / 2


def same_step(newton_step, gradient, hessian, *rest):
    """Fail unless the step is the reference's."""
    got, expected = (f(gradient, hessian, *rest) for f in (newton_step, reference))
    near(got, expected, length=100 * len(gradient), terms=30.0, name="step")


@check
@cases(n=[1], seed=range(3))
def divides_slope_by_curvature(newton_step, n, rng):
    "is minus the slope over the curvature where there is only one dimension"
    same_step(newton_step, rng.normal(size=n), rng.uniform(0.5, 3, size=(n, n)))


@check(points=3, after=divides_slope_by_curvature)
@cases(n=[2, 3, 5], seed=range(2))
def goes_to_the_bottom_of_a_bowl(newton_step, n, rng):
    "goes to the bottom of a bowl that lies askew, in one step"
    hessian = with_eigenvalues(rng.uniform(0.5, 3, size=n), rng)
    same_step(newton_step, rng.normal(size=n), hessian)


@check(points=3, after=goes_to_the_bottom_of_a_bowl)
@cases(n=[1, 2, 4], floor=[0.5, 1.5], seed=range(2))
def goes_downhill_from_a_saddle(newton_step, n, floor, rng):
    "raises all eigenvalues until the smallest is `floor` where f bends down"
    values = np.append(-rng.uniform(0.5, 3), rng.uniform(0.5, 3, size=n - 1))
    same_step(newton_step, rng.normal(size=n), with_eigenvalues(values, rng), floor)


@check(after=goes_downhill_from_a_saddle)
@cases(n=[1, 3], seed=range(2))
def takes_a_flat_valley_with_care(newton_step, n, rng):
    "raises eigenvalues above 0, too, that are below `floor`"
    values = np.append(rng.uniform(0.1, 0.3), rng.uniform(0.5, 3, size=n - 1))
    same_step(newton_step, rng.normal(size=n), with_eigenvalues(values, rng), 0.8)


@check(after=goes_downhill_from_a_saddle)
@cases(n=[2])
def leaves_its_inputs_unchanged(newton_step, n, rng):
    "leaves gradient and Hessian unchanged"
    gradient, hessian = put(rng.normal(size=n)), put(with_eigenvalues([-1.0, 2.0], rng))
    newton_step(gradient, hessian)
    unchanged(gradient, "gradient")
    unchanged(hessian, "hessian")


@check(after=goes_downhill_from_a_saddle)
def gives_the_worked_numbers(newton_step):
    "goes from (2.5, 2.5) to (0, 0) for x**2 + 10 y**2, and downhill from a saddle"
    got = newton_step(np.array([5.0, 50.0]), np.diag([2.0, 20.0]))
    near(got, np.array([-2.5, -2.5]), name="step")
    got = newton_step(np.array([1.0, 1.0]), np.diag([3.0, -1.0]), 0.5)
    near(got, np.array([-1 / 4.5, -2.0]), length=100, name="step")
