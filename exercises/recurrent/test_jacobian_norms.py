"""The norm of the product of Jacobians, by lag."""

import numpy as np

from grader import cases, check, expect, near, put, reference, unchanged


def memory(rng, steps=4, h=3, scale=1.0):
    """Weights and states; h_0 is the first row."""
    w_hh = scale * rng.normal(size=(h, h)) / np.sqrt(h)
    return w_hh, rng.uniform(-0.9, 0.9, size=(steps + 1, h))


def close(got, expected):
    """Near, every lag by its own size."""
    expect(
        isinstance(got, np.ndarray) and got.shape == expected.shape,
        "jacobian_norms does not return an array of one number for each lag, shape (T,)",
    )
    for lag, right in enumerate(expected, 1):
        near(np.float64(got[lag - 1]), right, length=9 * lag, terms=2 * right, name=f"lag {lag}")


@check(points=2)
@cases(h=[1, 3, 4], scale=[0.5, 2.0], seed=range(2))
def measures_one_step(jacobian_norms, h, scale, rng):
    "gives the largest singular value of diag(1 - h_1**2) W_hh for a single step"
    given = memory(rng, 1, h, scale)
    close(jacobian_norms(*given), reference(*given))


@check(points=2, after=measures_one_step)
@cases(steps=[2, 3, 5], seed=range(2))
def multiplies_the_steps(jacobian_norms, steps, rng):
    "multiplies the Jacobians of the last k steps, the latest on the left"
    given = memory(rng, steps)
    close(jacobian_norms(*given), reference(*given))


@check(after=multiplies_the_steps)
@cases(rho=[0.5, 0.9, 1.1, 2.0])
def follows_a_power(jacobian_norms, rho, rng):
    "is exactly rho**k where W_hh is rho times a rotation and all states are 0"
    rotation = np.linalg.qr(rng.normal(size=(3, 3)))[0]
    close(jacobian_norms(rho * rotation, np.zeros((13, 3))), rho ** np.arange(1.0, 13))


@check(after=multiplies_the_steps)
@cases(scale=[1e-6, 1e4])
def keeps_the_small_and_the_large(jacobian_norms, scale, rng):
    "is right where the gradient vanishes or explodes, at every lag"
    given = memory(rng, 12, 3, scale)
    close(jacobian_norms(*given), reference(*given))


@check(after=measures_one_step)
@cases(steps=[3])
def leaves_its_inputs_unchanged(jacobian_norms, steps, rng):
    "leaves weights and states unchanged"
    held = [put(array) for array in memory(rng, steps)]
    jacobian_norms(*held)
    for name, array in zip(("w_hh", "states"), held, strict=True):
        unchanged(array, name)


@check(after=multiplies_the_steps)
def gives_the_worked_numbers(jacobian_norms):
    "grows first and vanishes then, with both eigenvalues at 1/2"
    got = jacobian_norms(np.array([[0.5, 2.0], [0.0, 0.5]]), np.zeros((6, 2)))
    norms = [k / 2 ** (k - 2) + np.sqrt(k**2 / 4 ** (k - 2) + 0.25 ** (k - 1)) for k in range(1, 6)]
    close(got, np.array(norms) / 2)
