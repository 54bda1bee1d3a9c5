"""Newton's step: hidden checks, truth, mistakes, variants."""

import numpy as np

from grader import cases, check, driver, mistake, near, reference, variant


@driver
def converged(newton_step, steps):
    """Every position of Newton's method in Rosenbrock's valley from (-1.2, 1)."""
    import numpy as np

    p, path = np.array([-1.2, 1.0]), []
    for _ in range(steps):
        x, y = p
        gradient = np.array([-2 * (1 - x) - 400 * x * (y - x**2), 200 * (y - x**2)])
        hessian = np.array([[2 - 400 * (y - 3 * x**2), -400 * x], [-400 * x, 200.0]])
        p = p + newton_step(gradient, hessian)
        path.append(p)
    return np.array(path)


@check(after="goes_to_the_bottom_of_a_bowl")
@cases(steps=[7])
def converges_in_seven_steps(newton_step, steps):
    "ends at the minimum of Rosenbrock's valley after seven steps"
    path = converged(newton_step, steps)
    near(path[:2], np.array([[-1.1752809, 1.38067416], [0.76311487, -3.17503385]]),
         tolerance=1e-6, steps=0, name="first positions")  # fmt: skip
    near(path[6], np.array([1.0, 1.0]), tolerance=1e-8, name="last position")


@check(after="goes_downhill_from_a_saddle")
@cases(n=[30], seed=range(2))
def handles_many_dimensions(newton_step, n, rng):
    "handles thirty dimensions, half of them bending down"
    root = rng.normal(size=(n, n))
    hessian = (root + root.T) / np.sqrt(n)
    gradient = rng.normal(size=n)
    got, expected = (f(gradient, hessian, 0.5) for f in (newton_step, reference))
    near(got, expected, length=1e4 * n, terms=30.0, name="step")


def truth(gradient, hessian, floor=1e-3):
    """In the coordinates of the eigenvectors, where every entry is divided by its own curvature."""
    values, vectors = np.linalg.eigh(hessian)
    raised = values + max(0.0, floor - values.min())
    return vectors @ (vectors.T @ -gradient / raised)


SMALLEST = "smallest = np.linalg.eigvalsh(hessian)[0]"
SHIFT = "shift = max(0.0, floor - smallest)"
RESULT = "return np.linalg.solve(hessian + shift * np.eye(len(gradient)), -gradient)"

uphill = mistake(
    "lost the minus, so the step leads uphill",
    fails="divides_slope_by_curvature",
    replace=(RESULT, RESULT.replace("-gradient", "gradient")),
)

multiplied = mistake(
    "multiplied by the Hessian instead of solving with it",
    fails="divides_slope_by_curvature",
    replace=(RESULT, "return -(hessian + shift * np.eye(len(gradient))) @ gradient"),
)

only_the_diagonal = mistake(
    "used the diagonal only, as if no direction knew of another",
    fails="goes_to_the_bottom_of_a_bowl",
    replace=(RESULT, "return -gradient / (np.diag(hessian) + shift)"),
)

entry_by_entry = mistake(
    "took the inverse of each entry for the inverse of the matrix",
    fails="goes_to_the_bottom_of_a_bowl",
    replace=(RESULT, "return -(1 / (hessian + shift * np.eye(len(gradient)))) @ gradient"),
)

to_the_saddle = mistake(
    "took Newton's own step, which leads to a saddle or a maximum too",
    fails="goes_downhill_from_a_saddle",
    replace=(SHIFT, "shift = 0.0 * smallest"),
)

gradient_alone = mistake(
    "gave up the Hessian wherever f bends down, and took the gradient",
    fails="goes_downhill_from_a_saddle",
    replace=(SHIFT, "shift = 0.0\n    if smallest < floor:\n        return -gradient"),
)

turned_over = mistake(
    "took the absolute values of the eigenvalues, another remedy",
    fails="goes_downhill_from_a_saddle",
    replace=(
        RESULT,
        """\
values, vectors = np.linalg.eigh(hessian)
    raised = np.maximum(np.abs(values), floor)
    return -vectors @ (vectors.T @ gradient / raised) + 0 * shift""",
    ),
)

each_by_itself = mistake(
    "raised only those eigenvalues that are below floor, another remedy",
    fails="goes_downhill_from_a_saddle",
    replace=(
        RESULT,
        """\
values, vectors = np.linalg.eigh(hessian)
    return -vectors @ (vectors.T @ gradient / np.maximum(values, floor)) + 0 * shift""",
    ),
)

shifted_by_floor = mistake(
    "shifted by floor, however far the smallest eigenvalue is below 0",
    fails="goes_downhill_from_a_saddle",
    replace=(SHIFT, "shift = floor if smallest < floor else 0.0"),
)

shifted_every_entry = mistake(
    "added the shift to every entry of the matrix instead of its diagonal",
    fails="goes_downhill_from_a_saddle",
    replace=(RESULT, RESULT.replace(" * np.eye(len(gradient))", "")),
)

above_zero_is_enough = mistake(
    "left eigenvalues alone that are above 0, however small",
    fails="takes_a_flat_valley_with_care",
    replace=(SHIFT, "shift = floor - smallest if smallest < 0 else 0.0"),
)

in_place = mistake(
    "added the shift to the caller's Hessian",
    fails="leaves_its_inputs_unchanged",
    replace=(
        RESULT,
        "hessian += shift * np.eye(len(gradient))\n    return np.linalg.solve(hessian, -gradient)",
    ),
)


@variant
def by_eigenvectors(gradient, hessian, floor=1e-3):
    "solved with the eigenvectors"
    values, vectors = np.linalg.eigh(hessian)
    if values[0] < floor:
        values = values - values[0] + floor
    return -(vectors / values) @ (gradient @ vectors)


@variant
def by_elimination(gradient, hessian, floor=1e-3):
    "solved by Gauss elimination, row by row"
    n = len(gradient)
    a = hessian.copy()
    lack = floor - min(np.linalg.eigvalsh(hessian))
    for i in range(n):
        a[i, i] += lack if lack > 0 else 0.0
    b = -1.0 * gradient
    for i in range(n):
        for j in range(i + 1, n):
            ratio = a[j, i] / a[i, i]
            a[j] -= ratio * a[i]
            b[j] -= ratio * b[i]
    for i in reversed(range(n)):
        b[i] = (b[i] - a[i, i + 1 :] @ b[i + 1 :]) / a[i, i]
    return b
