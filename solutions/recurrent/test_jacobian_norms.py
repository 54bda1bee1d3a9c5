"""Vanishing gradients: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


def each_lag(got, expected, loss=2):
    """Near, every lag by its own size; `loss`: how many times 1 - h**2 magnifies rounding."""
    for lag, right in enumerate(expected, 1):
        near(
            np.float64(got[lag - 1]), right, length=20 * lag, terms=loss * right, name=f"lag {lag}"
        )


@check(after="multiplies_the_steps")
@cases(h=[10], steps=[30], seed=range(2))
def handles_long_sequences(jacobian_norms, h, steps, rng):
    "handles thirty steps of ten units"
    w_hh = rng.normal(size=(h, h)) / np.sqrt(h)
    states = rng.uniform(-0.9, 0.9, size=(steps + 1, h))
    each_lag(jacobian_norms(w_hh, states), reference(w_hh, states))


@check(after="multiplies_the_steps")
@cases(saturated=[0.5, 0.99])
def sees_saturation(jacobian_norms, saturated, rng):
    "lets nothing through states close to 1, however large the weights are"
    w_hh = 3 * rng.normal(size=(4, 4))
    states = saturated * np.sign(rng.normal(size=(7, 4)))
    each_lag(jacobian_norms(w_hh, states), reference(w_hh, states), loss=100)


def truth(w_hh, states):
    """PyTorch's Jacobian of k steps, each moved to the state given."""
    import torch

    w, h = (torch.tensor(np.asarray(a, dtype="float64")) for a in (w_hh, states))
    norms, last = [], len(states) - 1

    def later(first, lag):
        now = first
        for t in range(last - lag + 1, last + 1):
            z = w @ now
            now = torch.tanh(torch.atanh(h[t]) + (z - z.detach()))
        return now

    for lag in range(1, last + 1):
        jacobian = torch.autograd.functional.jacobian(
            lambda first, lag=lag: later(first, lag), h[last - lag]
        )
        norms.append(torch.linalg.svdvals(jacobian)[0].item())
    return np.array(norms)


STEP = "product = product @ ((1 - h**2)[:, None] * w_hh)"
NORM = "np.linalg.norm(product, 2)"

frobenius = mistake(
    "took the root of the sum of squares, not the largest singular value",
    fails="measures_one_step",
    replace=(NORM, "np.linalg.norm(product)"),
)

eigenvalue = mistake(
    "took the largest eigenvalue, which says nothing about single steps",
    fails="measures_one_step",
    replace=(NORM, "np.abs(np.linalg.eigvals(product)).max()"),
)

slope_on_the_columns = mistake(
    "multiplied the columns of W_hh by the slope, not the rows",
    fails="measures_one_step",
    replace=(STEP, STEP.replace("[:, None]", "")),
)

slope_forgotten = mistake(
    "left out the slope of tanh",
    fails="measures_one_step",
    replace=(STEP, "product = product @ w_hh"),
)

state_before = mistake(
    "took the slope at the state before the step",
    fails="measures_one_step",
    replace=("states[:0:-1]", "states[-2::-1]"),
)

from_the_start = mistake(
    "began with the first steps instead of the last",
    fails="multiplies_the_steps",
    replace=("states[:0:-1]", "states[1:]"),
)

wrong_side = mistake(
    "multiplied the earlier Jacobian from the left",
    fails="multiplies_the_steps",
    replace=(STEP, "product = ((1 - h**2)[:, None] * w_hh) @ product"),
)

norms_multiplied = mistake(
    "multiplied the norms, a bound, instead of the matrices",
    fails="multiplies_the_steps",
    replace=[
        (STEP, STEP.replace("product @ (", "np.eye(len(w_hh)) @ (")),
        (f"norms.append({NORM})", f"norms.append({NORM} * (norms[-1] if norms else 1))"),
    ],
)

one_at_a_time = mistake(
    "measured every step on its own",
    fails="multiplies_the_steps",
    replace=(STEP, STEP.replace("product @ (", "np.eye(len(w_hh)) @ (")),
)

in_place = mistake(
    "squared the states in place",
    fails="leaves_its_inputs_unchanged",
    replace=(STEP, "h *= h\n        " + STEP.replace("h**2", "h")),
)


@variant
def back_through_time(w_hh, states):
    "the way gradients go: transposed, from the last step back"
    back, norms = np.eye(len(w_hh)), []
    for t in range(len(states) - 1, 0, -1):
        back = w_hh.T @ (np.diag((1 - states[t]) * (1 + states[t])) @ back)
        norms.append(np.linalg.svd(back, compute_uv=False).max())
    return np.asarray(norms)


@variant
def each_product_anew(w_hh, states):
    "every product from its beginning"
    jacobians = [np.diag(1 - h * h) @ w_hh for h in states[1:]]
    norms = np.zeros(len(jacobians))
    for lag in range(1, len(jacobians) + 1):
        product = jacobians[-lag]
        for later in jacobians[len(jacobians) - lag + 1 :]:
            product = later @ product
        norms[lag - 1] = np.linalg.svd(product)[1][0]
    return norms
