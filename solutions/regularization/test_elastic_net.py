"""The elastic net: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="leaves_the_bias_free")
@cases(l1_ratio=[0.5, 0.9], seed=range(2))
def handles_a_hundred_features(elastic_net, l1_ratio, rng):
    "handles 50 samples of 100 features, twice as many"
    x = 1 + rng.normal(size=(50, 100))
    y = x[:, :10] @ (2 * rng.normal(size=10)) + 0.5 * rng.normal(size=50)
    got, expected = elastic_net(x, y, 0.1, l1_ratio, 30), reference(x, y, 0.1, l1_ratio, 30)
    near(got[0], expected[0], tolerance=1e-9, name="weights")
    near(got[1], expected[1], tolerance=1e-9, name="bias")
    near(got[2], expected[2], tolerance=1e-9, steps=0, name="objectives")


@check(after="leaves_the_bias_free")
@cases(steps=[200], seed=range(2))
def settles_down(elastic_net, steps, rng):
    "arrives where further steps change nothing"
    x = rng.normal(size=(30, 4))
    y = x @ np.array([2.0, 0.0, -1.0, 0.05]) + 0.1 * rng.normal(size=30)
    got, expected = elastic_net(x, y, 0.2, 0.6, steps), reference(x, y, 0.2, 0.6, steps)
    near(got[0], expected[0], tolerance=1e-10, name="weights")
    near(got[1], expected[1], tolerance=1e-10, name="bias")
    near(got[2], expected[2], tolerance=1e-10, steps=0, name="objectives")


def truth(X, y, alpha, l1_ratio, steps):
    """The lasso's steps on a larger problem: a row sqrt(n alpha (1 - l1_ratio)) e_j per weight."""
    n, d = X.shape
    middle = np.eye(n) - np.ones((n, n)) / n
    ridge = alpha * (1 - l1_ratio)
    rows = np.vstack([middle @ X, np.sqrt(n * ridge) * np.eye(d)])
    target = np.concatenate([middle @ y, np.zeros(d)])
    curvature = np.linalg.eigvalsh(rows.T @ rows / n)[-1]
    w, objectives = np.zeros(d), []
    for step in range(steps + 1):
        left = target - rows @ w
        objectives.append(left @ left / (2 * n) + alpha * l1_ratio * np.linalg.norm(w, 1))
        if step < steps:
            v = w + rows.T @ left / n / curvature
            edge = alpha * l1_ratio / curvature
            w = v - np.clip(v, -edge, edge)
    return w, float(np.mean(y - X @ w)), np.array(objectives)


CENTERED = "centered, target = X - x_mean, y - y_mean"
SHARES = "on_sizes, on_squares = alpha * l1_ratio, alpha * (1 - l1_ratio)"
CURVATURE = "curvature = np.linalg.norm(centered, 2) ** 2 / n + on_squares"
ERROR = "error = np.sum((target - centered @ w) ** 2) / (2 * n)"
SUM = "error + on_sizes * np.abs(w).sum() + on_squares / 2 * (w @ w)"
GRADIENT = "gradient = centered.T @ (centered @ w - target) / n + on_squares * w"
STEP = "v = w - gradient / curvature"
SOFT = "np.sign(v) * np.maximum(np.abs(v) - on_sizes / curvature, 0)"
RETURN = "return w, y_mean - x_mean @ w, np.array(objectives)"

without_half = mistake(
    "left out the factor 1/2 of the squared error",
    fails="begins_at_zero",
    replace=(ERROR, ERROR.replace("(2 * n)", "n")),
)

summed_squares = mistake(
    "added up the squared errors instead of averaging them",
    fails="begins_at_zero",
    replace=(ERROR, ERROR.replace("(2 * n)", "2")),
)

start_not_recorded = mistake(
    "recorded no objective before the first step",
    fails="begins_at_zero",
    replace=("np.array(objectives)", "np.array(objectives[1:])"),
)

frobenius = mistake(
    "used the sum of all squares of X for the largest eigenvalue, which makes the steps too short",
    fails="goes_down_the_gradient",
    replace=(CURVATURE, "curvature = np.sum(centered**2) / n + on_squares"),
)

largest_singular_value = mistake(
    "took the largest singular value of X without squaring it",
    fails="goes_down_the_gradient",
    replace=(CURVATURE, CURVATURE.replace(" ** 2", "")),
)

upwards = mistake(
    "went up the gradient",
    fails="goes_down_the_gradient",
    replace=(STEP, STEP.replace("-", "+")),
)

gradient_of_the_sum = mistake(
    "divided the curvature by n but not the gradient",
    fails="goes_down_the_gradient",
    replace=(GRADIENT, GRADIENT.replace(" / n", "")),
)

doubled_gradient = mistake(
    "doubled the gradient: the 1/2 of the objective takes the 2 of the square away",
    fails="goes_down_the_gradient",
    replace=(GRADIENT, GRADIENT.replace("centered.T", "2 * centered.T")),
)

threshold_unscaled = mistake(
    "used alpha * l1_ratio for the threshold, without dividing it by L",
    fails="charges_the_sizes",
    replace=(SOFT, SOFT.replace(" / curvature", "")),
)

subgradient = mistake(
    "added the sign of w to the gradient instead of applying a threshold: no weight becomes 0",
    fails="charges_the_sizes",
    replace=[(GRADIENT, GRADIENT + " + on_sizes * np.sign(w)"), (SOFT, "v")],
)

sizes_not_counted = mistake(
    "left the sizes of the weights out of the objective",
    fails="charges_the_sizes",
    replace=(SUM, SUM.replace("on_sizes", "0")),
)

past_zero = mistake(
    "took the threshold off without stopping at 0",
    fails="charges_the_sizes",
    replace=(SOFT, "np.sign(v) * (np.abs(v) - on_sizes / curvature)"),
)

squares_without_slope = mistake(
    "left the squares of the weights out of the gradient",
    fails="charges_the_squares",
    replace=(GRADIENT, GRADIENT.replace(" + on_squares * w", "")),
)

squares_without_curvature = mistake(
    "left the curvature of the squares out of L, so steps are too long",
    fails="charges_the_squares",
    replace=(CURVATURE, CURVATURE.replace(" + on_squares", "")),
)

squares_not_halved = mistake(
    "left out the factor 1/2 of the squares of the weights",
    fails="charges_the_squares",
    replace=(SUM, SUM.replace(" / 2 *", " *")),
)

shares_swapped = mistake(
    "gave l1_ratio to the squares and the rest to the sizes",
    fails=["charges_the_sizes", "charges_the_squares"],
    replace=(SHARES, "on_squares, on_sizes = alpha * l1_ratio, alpha * (1 - l1_ratio)"),
)

both_in_full = mistake(
    "charged the full alpha for the sizes wherever l1_ratio is above 0",
    fails="charges_both",
    replace=(SHARES, SHARES.replace("alpha * l1_ratio,", "alpha * (l1_ratio > 0),")),
)

without_bias = mistake(
    "did not take the means away first",
    fails="leaves_the_bias_free",
    replace=(CENTERED, "centered, target = X, y"),
)

features_not_centered = mistake(
    "took the mean from y but not from the features",
    fails="leaves_the_bias_free",
    replace=(CENTERED, CENTERED.replace("X - x_mean", "X")),
)

bias_is_the_mean = mistake(
    "took the mean of y for the bias, forgetting that the features have means too",
    fails="leaves_the_bias_free",
    replace=(RETURN, RETURN.replace(" - x_mean @ w", "")),
)

curvature_not_centered = mistake(
    "took L from X with its means, which makes the steps too short",
    fails="leaves_the_bias_free",
    replace=(CURVATURE, CURVATURE.replace("centered", "X")),
)

in_place = mistake(
    "took the means from the caller's X in place",
    fails="leaves_its_inputs_unchanged",
    replace=(CENTERED, "X -= x_mean\n    centered, target = X, y - y_mean"),
)


@variant
def by_gram_matrix(X, y, alpha, l1_ratio, steps):
    "products with X^T X and X^T y only, the threshold in two halves"
    x, t = X - X.mean(axis=0), y - y.mean()
    n, d = x.shape
    gram, product = x.T @ x / n, x.T @ t / n
    ridge = alpha * (1 - l1_ratio)
    top = float(max(np.linalg.eigvalsh(gram))) + ridge
    edge = alpha * l1_ratio / top
    w, objectives = np.zeros((d, 1)), []
    for step in range(steps + 1):
        v = w - (gram @ w - product[:, None] + ridge * w) / top
        fit = 0.5 * np.mean((t - x @ w[:, 0]) ** 2)
        objectives.append(
            fit + alpha * l1_ratio * float(abs(w).sum()) + 0.5 * ridge * float((w**2).sum())
        )
        if step < steps:
            w = np.maximum(v - edge, 0) - np.maximum(-v - edge, 0)
    w = w[:, 0]
    return w, np.mean(y) - np.dot(np.mean(X, axis=0), w), np.array(objectives)


@variant
def weight_by_weight(X, y, alpha, l1_ratio, steps):
    "L by singular values, the threshold one weight at a time"
    x_mean = X.sum(axis=0) / len(X)
    x, t = X - x_mean, y - y.sum() / len(y)
    ridge, lasso = alpha * (1 - l1_ratio), alpha * l1_ratio
    rate = 1 / (np.linalg.svd(x, compute_uv=False).max() ** 2 / len(x) + ridge)

    def cost(w):
        prices = sum(lasso * abs(v) + ridge * v * v / 2 for v in w)
        return ((t - x @ w) ** 2).sum() / (2 * len(x)) + prices

    w = np.zeros(X.shape[1])
    trace = [cost(w)]
    for _ in range(steps):
        slope = x.T @ (x @ w - t) / len(x) + ridge * w
        for j in range(len(w)):
            v = w[j] - rate * slope[j]
            if v > rate * lasso:
                w[j] = v - rate * lasso
            elif v < -rate * lasso:
                w[j] = v + rate * lasso
            else:
                w[j] = 0.0
        trace.append(cost(w))
    return w, y.mean() - x_mean @ w, np.array(trace)
