"""Ridge regression: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="leaves_the_bias_free")
@cases(n=[200], d=[30], alpha=[0.0, 50.0], seed=range(2))
def handles_many_samples(ridge, n, d, alpha, rng):
    "handles hundreds of samples of thirty features"
    x, y = 1 + rng.normal(size=(n, d)), 10 + rng.normal(size=n)
    got, expected = ridge(x, y, alpha), reference(x, y, alpha)
    near(got[0], expected[0], tolerance=1e-10, name="weights")
    near(got[1], expected[1], tolerance=1e-10, name="bias")


@check(after="takes_more_features_than_samples")
@cases(scale=[0.5, 3.0], seed=range(2))
def fits_a_hundred_features_to_fifty(ridge, scale, rng):
    "fits twice as many features as samples"
    right, which = np.zeros(100), rng.choice(100, 10, replace=False)
    right[which] = 2 * rng.normal(size=10)
    x = scale * rng.normal(size=(50, 100))
    y = x @ right + 0.5 * rng.normal(size=50)
    got, expected = ridge(x, y, 1.0), reference(x, y, 1.0)
    near(got[0], expected[0], tolerance=1e-9, name="weights")
    near(got[1], expected[1], tolerance=1e-9, name="bias")


@check(after="fits_a_hundred_features_to_fifty")
def repeats_the_books_experiment(ridge):
    "has the training error and the distance from the right weights of the book's experiment"
    draws = np.random.RandomState(42)
    right, which = np.zeros(100), draws.choice(100, 10, replace=False)
    right[which] = 2 * draws.randn(10)
    x = draws.randn(50, 100)
    y = x @ right + 0.5 * draws.randn(50)
    w, bias = ridge(x, y, 1.0)
    near(float(np.mean((y - x @ w - bias) ** 2)), 0.0066462531, tolerance=1e-9, name="error")
    near(float(np.linalg.norm(w - right)), 3.95999167, tolerance=1e-7, name="distance")


def truth(X, y, alpha):
    """Least squares with a row sqrt(alpha) e_j and a target 0 for every weight, none for b."""
    from scipy.linalg import lstsq

    n, d = X.shape
    top = np.column_stack([X - X[0], np.ones(n)])  # moved, so that no column is nearly the ones
    below = np.column_stack([np.sqrt(alpha) * np.eye(d), np.zeros(d)])
    solved = lstsq(np.vstack([top, below]), np.append(y, np.zeros(d)), cond=1e-14)[0]
    w = solved[:d]
    return w, float(np.mean(y) - np.mean(X @ w))


GRAM = "gram = centered.T @ centered + alpha * np.eye(len(x_mean))"
CENTERED = "centered = X - x_mean"
SOLVE = "w = np.linalg.solve(gram, centered.T @ y)"
RETURN = "return w, y.mean() - x_mean @ w"

divided_twice = mistake(
    "averaged X^T y over the samples but not X^T X",
    fails="is_least_squares_without_a_price",
    replace=(SOLVE, SOLVE.replace("@ y", "@ y / len(y)")),
)

price_negative = mistake(
    "subtracted alpha on the diagonal, which rewards large weights",
    fails="makes_large_weights_cost",
    replace=(GRAM, GRAM.replace("+ alpha", "- alpha")),
)

averaged_squares = mistake(
    "averaged the squared errors, so the same alpha is n times as strong",
    fails="makes_large_weights_cost",
    replace=(GRAM, GRAM.replace("alpha", "len(X) * alpha")),
)

half_the_price = mistake(
    "halved the price but not the squared errors",
    fails="makes_large_weights_cost",
    replace=(GRAM, GRAM.replace("alpha", "alpha / 2")),
)

price_everywhere = mistake(
    "added alpha to every entry of X^T X instead of the diagonal only",
    fails="makes_large_weights_cost",
    replace=(GRAM, "gram = centered.T @ centered + alpha * np.ones((X.shape[1], 1))"),
)

shrunk_afterwards = mistake(
    "divided the least-squares weights by 1 + alpha, right only for orthonormal features",
    fails="makes_large_weights_cost",
    replace=[
        (GRAM, "gram = centered.T @ centered"),
        (SOLVE, SOLVE.replace("solve(gram,", "solve(gram + 0.0,") + " / (1 + alpha)"),
    ],
)

price_ignored = mistake(
    "left the price out: plain least squares",
    fails="makes_large_weights_cost",
    replace=(GRAM, "gram = centered.T @ centered + 0 * alpha"),
)


@mistake(fails="leaves_the_bias_free")
def bias_penalized(X, y, alpha):
    "put a column of ones into X and made its weight, the bias, cost as well"
    x = np.column_stack([X, np.ones(len(X))])
    w = np.linalg.pinv(x.T @ x + alpha * np.eye(x.shape[1])) @ (x.T @ y)
    return w[:-1], w[-1]


without_bias = mistake(
    "fitted w without subtracting the means",
    fails="leaves_the_bias_free",
    replace=(CENTERED, "centered = X"),
)

means_only_of_y = mistake(
    "subtracted the mean of y but not the means of the features",
    fails="leaves_the_bias_free",
    replace=[(CENTERED, "centered = X"), (SOLVE, SOLVE.replace("@ y", "@ (y - y.mean())"))],
)

bias_is_the_mean = mistake(
    "took the mean of y for the bias, forgetting that the features have means too",
    fails="leaves_the_bias_free",
    replace=(RETURN, "return w, y.mean()"),
)

bias_zero = mistake(
    "returned a bias of 0: the means were never put back",
    fails="leaves_the_bias_free",
    replace=(RETURN, "return w, 0.0"),
)

mean_of_everything = mistake(
    "subtracted one mean of the whole matrix instead of each column's own",
    fails="leaves_the_bias_free",
    replace=("x_mean = X.mean(axis=0)", "x_mean = np.full(X.shape[1], X.mean())"),
)

in_place = mistake(
    "subtracted the means from the caller's X in place",
    fails="leaves_its_inputs_unchanged",
    replace=(CENTERED, "X -= x_mean\n    centered = X"),
)


@variant
def by_svd(X, y, alpha):
    "each direction of the data shrunk by its own factor s / (s**2 + alpha)"
    x_mean, y_mean = X.mean(axis=0), y.mean()
    u, s, vt = np.linalg.svd(X - x_mean, full_matrices=False)
    s = np.where(s > 1e-12 * max(s[0], 1e-300), s, 0.0)
    shrink = np.divide(s, s**2 + alpha, out=np.zeros_like(s), where=s > 0)
    w = vt.T @ (shrink * (u.T @ (y - y_mean)))
    return w, float(y_mean - x_mean @ w)


@variant
def small_matrix(X, y, alpha):
    "solved among the samples where there are fewer of them than features"
    n, d = X.shape
    center = np.eye(n) - np.full((n, n), 1 / n)
    x, target = center @ X, center @ y
    if n <= d:
        w = x.T @ np.linalg.solve(x @ x.T + alpha * np.eye(n), target)
    else:
        w = np.linalg.solve(x.T @ x + alpha * np.eye(d), x.T @ target)
    return w, (y - X @ w).sum() / n
