"""The lasso by coordinate descent: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="leaves_the_bias_free")
@cases(seed=range(2))
def finds_the_ten_that_matter(lasso, rng):
    "goes through 100 features of 50 samples, ten of which matter"
    right, which = np.zeros(100), rng.choice(100, 10, replace=False)
    right[which] = 2 * rng.normal(size=10)
    x = rng.normal(size=(50, 100))
    y = x @ right + 0.5 * rng.normal(size=50)
    got, expected = lasso(x, y, 0.1, 4), reference(x, y, 0.1, 4)
    near(got[0], expected[0], tolerance=1e-9, name="weights")
    near(got[1], expected[1], tolerance=1e-9, name="bias")


@check(after="sweeps_again")
@cases(sweeps=[1, 40], seed=range(2))
def gives_up_everything_for_a_high_price(lasso, sweeps, rng):
    "sets all weights to 0 from the largest |rho| on, and all but one just below it"
    x = rng.normal(size=(20, 5))
    x -= x.mean(axis=0)
    y = 3 + x @ np.array([2.0, -1.0, 0.0, 0.5, 1.0])
    highest = float(np.abs(x.T @ (y - y.mean()) / 20).max())
    for alpha in (1.01 * highest, 0.999 * highest):
        got, expected = lasso(x, y, alpha, sweeps), reference(x, y, alpha, sweeps)
        near(got[0], expected[0], tolerance=1e-10, name="weights")
        near(got[1], expected[1], tolerance=1e-10, name="bias")


@check(after="finds_the_ten_that_matter")
def leaves_76_of_100_at_zero(lasso):
    "sets 76 of 100 weights to zero in the book's experiment"
    draws = np.random.RandomState(42)
    right, which = np.zeros(100), draws.choice(100, 10, replace=False)
    right[which] = 2 * draws.randn(10)
    x = draws.randn(50, 100)
    y = x @ right + 0.5 * draws.randn(50)
    w, bias = lasso(x, y, 0.1, 60)
    near(float(np.sum(np.abs(w) >= 0.01)), 24.0, name="weights")
    near(float(np.mean((y - x @ w - bias) ** 2)), 0.30171958, tolerance=1e-6, name="error")
    near(float(np.linalg.norm(w - right)), 0.94083115, tolerance=1e-5, name="distance")


def truth(X, y, alpha, sweeps):
    """Each weight at the place where its piecewise linear slope changes sign, from scratch."""
    n, d = X.shape
    x = np.array([column - column.mean() if np.ptp(column) else 0 * column for column in X.T]).T
    target = y - y.mean()
    w = np.zeros(d)
    for _ in range(sweeps):
        for j in range(d):
            rest = target - np.delete(x, j, axis=1) @ np.delete(w, j)
            curve, pull = x[:, j].dot(x[:, j]) / n, x[:, j].dot(rest) / n
            # where the slope would be 0 if w[j] were above 0, and if it were below
            above, below = ((pull - alpha) / curve, (pull + alpha) / curve) if curve else (0.0, 0.0)
            w[j] = above if above > 0 else below if below < 0 else 0.0
    return w, float(np.mean(y - X @ w))


SOFT = "new = np.sign(rho) * max(abs(rho) - alpha, 0.0) / z[j]"
RHO = "rho = columns[:, j] @ left / n + z[j] * w[j]"
LEFT = "            left = left + columns[:, j] * (w[j] - new)\n"
COLUMNS = "columns = X - x_mean"
RETURN = "return w, y.mean() - x_mean @ w"
RESIDUAL = "y - columns @ w"

price_ignored = mistake(
    "set each weight to its least-squares value, without the price",
    fails="shrinks_a_single_weight",
    replace=(SOFT, "new = rho / z[j] + 0 * alpha"),
)

summed_squares = mistake(
    "took rho and z as sums instead of means, against which alpha is n times too weak",
    fails="shrinks_a_single_weight",
    replace=(SOFT, SOFT.replace("alpha", "alpha / n")),
)

without_half = mistake(
    "left out the factor 1/2 of the squared error, so the threshold is alpha / 2",
    fails="shrinks_a_single_weight",
    replace=(SOFT, SOFT.replace("alpha", "alpha / 2")),
)

cut_after_dividing = mistake(
    "divided rho by z before the threshold, so that alpha is compared with a weight",
    fails="shrinks_a_single_weight",
    replace=(SOFT, "new = np.sign(rho) * max(abs(rho) / z[j] - alpha, 0.0)"),
)

never_divided = mistake(
    "forgot to divide by z",
    fails="shrinks_a_single_weight",
    replace=(SOFT, SOFT.replace(" / z[j]", "")),
)

squared_price = mistake(
    "charged the squares of the weights (ridge): smaller, but never 0",
    fails="shrinks_a_single_weight",
    replace=(SOFT, "new = rho / (z[j] + alpha)"),
)

sign_lost = mistake(
    "subtracted alpha from a negative rho too, which moves it away from 0",
    fails="shrinks_a_single_weight",
    replace=(SOFT, "new = (rho - alpha) / z[j] if abs(rho) > alpha else 0.0"),
)

past_zero = mistake(
    "took alpha from |rho| without stopping at 0, so small weights change sides",
    fails="sets_small_weights_to_zero",
    replace=(SOFT, "new = np.sign(rho) * (abs(rho) - alpha) / z[j]"),
)

all_at_once = mistake(
    "let a weight explain what was left before the sweep, not what those set since leave over",
    fails="visits_one_weight_after_the_other",
    replace=[
        (LEFT, ""),
        (
            "        for j in np.flatnonzero(z):\n",
            f"        left, old = {RESIDUAL}, w.copy()\n        for j in np.flatnonzero(z):\n",
        ),
        (RHO, RHO.replace("w[j]", "old[j]")),
    ],
)

backwards = mistake(
    "went from the last weight to the first",
    fails="visits_one_weight_after_the_other",
    replace=("np.flatnonzero(z)", "np.flatnonzero(z)[::-1]"),
)

own_part_left_out = mistake(
    "left the weight's own part out of r: used y - X w as it stands",
    fails="sweeps_again",
    replace=(RHO, "rho = columns[:, j] @ left / n"),
)

one_sweep = mistake(
    "swept once, however often was asked for",
    fails="sweeps_again",
    replace=("range(sweeps)", "range(min(sweeps, 1))"),
)

without_bias = mistake(
    "did not take the means away first",
    fails="leaves_the_bias_free",
    replace=(COLUMNS, "columns = X"),
)

features_not_centered = mistake(
    "took the mean from y but not from the features",
    fails="leaves_the_bias_free",
    replace=[(COLUMNS, "columns = X"), ("left = y ", "left = y - y.mean() ")],
)

bias_is_the_mean = mistake(
    "took the mean of y for the bias, forgetting that the features have means too",
    fails="leaves_the_bias_free",
    replace=(RETURN, "return w, y.mean()"),
)

nan_of_constants = mistake(
    "divided by z = 0",
    fails="passes_over_constant_features",
    replace=("np.flatnonzero(z)", "range(d)"),
)

in_place = mistake(
    "took the means from the caller's X in place",
    fails="leaves_its_inputs_unchanged",
    replace=(COLUMNS, "X -= x_mean\n    columns = X"),
)


@variant
def by_gram_matrix(X, y, alpha, sweeps):
    "only products of features with each other and with y, computed once"
    n, d = X.shape
    x = X - X.mean(axis=0)
    constant = [len(set(column)) == 1 for column in X.T.tolist()]
    gram, product = x.T @ x / n, x.T @ (y - y.mean()) / n
    w = np.zeros(d)
    for _ in range(sweeps):
        for j in range(d):
            if not constant[j]:
                rho = product[j] - gram[j] @ w + gram[j, j] * w[j]
                w[j] = (max(rho - alpha, 0) + min(rho + alpha, 0)) / gram[j, j]
    return w, float(np.mean(y - X @ w))


@variant
def residual_from_scratch(X, y, alpha, sweeps):
    "the weight set to 0, the residual computed anew for every weight"
    x = X - X.mean(axis=0)
    w = np.zeros(X.shape[1])
    for _ in range(sweeps):
        for j in range(len(w)):
            w[j] = 0.0
            if np.ptp(X[:, j]) == 0:
                continue
            rho = np.mean(x[:, j] * (y - y.mean() - x @ w))
            shrunk = np.where(np.abs(rho) > alpha, rho - alpha * np.sign(rho), 0.0)
            w[j] = shrunk / np.mean(x[:, j] ** 2)
    return w, y.mean() - X.mean(axis=0) @ w
