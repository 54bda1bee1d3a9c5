"""Stability of gradient descent: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, driver, equal, mistake, near, reference, variant


@check(after=["finds_the_best_rate", "finds_the_slowest_direction"])
@cases(n=[6, 20], seed=range(2))
def takes_many_directions(stability, n, rng):
    "handles twenty directions, the steepest a thousand times as steep as the flattest"
    turned = np.linalg.qr(rng.normal(size=(n, n)))[0]
    a = (turned * np.logspace(-1.5, 1.5, n)) @ turned.T
    a = (a + a.T) / 2
    got, expected = stability(a, 0.03), reference(a, 0.03)
    near(got[:3], expected[:3], length=n, terms=30.0)


@driver
def walked(stability, a, start, lr, shrink):
    """Whether as many steps as predicted, and no fewer, shrink the slowest distance enough."""
    import numpy as np

    steps = stability(a, lr, shrink)[3]
    x, reached = np.array(start), []
    for _ in range(int(min(steps, 10_000))):
        x = x - lr * (a @ x)
        reached.append(int(np.abs(x).max() <= shrink * np.abs(start).max()))
    return reached


@check(points=2, after="predicts_the_steps")
@cases(lr=[0.01, 0.11, 0.24])
def keeps_its_promise(stability, lr, rng):
    "predicts exactly the step at which a walk arrives, its start on the slowest direction"
    a = np.diag([2.0, 8.0]) * (1 + 0.01 * rng.random())
    slow = 0 if abs(1 - lr * a[0, 0]) > abs(1 - lr * a[1, 1]) else 1
    start = np.eye(2)[slow]
    got = walked(stability, a, start, lr, 0.02)
    equal(got, walked(reference, a, start, lr, 0.02))


def truth(hessian, lr, shrink=1e-3):
    """Singular values, which are the eigenvalues here; steps counted one by one."""
    sizes = np.linalg.svd(hessian, compute_uv=False).tolist()
    factors = [1 - lr * size for size in sizes]
    rate = max(map(abs, factors))
    steps, left = 1.0, rate
    while rate < 1 and left > shrink:
        steps, left = steps + 1.0, left * rate
    kind = "diverges" if min(factors) < -1 else "zigzags" if min(factors) < 0 else "smooth"
    inf = float("inf")
    return 2 / sizes[0], 2 / (sizes[0] + sizes[-1]), rate, steps if rate < 1 else inf, kind


RATE = "np.abs(1 - lr * eigenvalues).max()"
STEPS = "math.ceil(math.log(shrink) / math.log(rate))"
KIND = '"smooth" if lr * high <= 1 else "zigzags" if lr * high < 2 else "diverges"'
LIMIT = "return 2 / high, "
BEST = "2 / (low + high)"

half_the_limit = mistake(
    "took 1 / L for the limit: from there on it zigzags, but it still converges",
    fails="finds_the_limit",
    replace=(LIMIT, "return 1 / high, "),
)

flattest_direction = mistake(
    "took the limit of the flattest direction, far too large for the steepest",
    fails="finds_the_limit",
    replace=(LIMIT, "return 2 / max(low, 1e-9), "),
)

diagonal_only = mistake(
    "read the eigenvalues off the diagonal, which is right for diagonal matrices only",
    fails="finds_the_limit",
    replace=("np.linalg.eigvalsh(hessian)", "np.sort(np.diag(hessian))"),
)

trace = mistake(
    "took the sum of the eigenvalues for the largest one",
    fails="finds_the_limit",
    replace=("high = eigenvalues[0], eigenvalues[-1]", "high = eigenvalues[0], eigenvalues.sum()"),
)

best_for_the_steepest = mistake(
    "took 1 / L for the best learning rate, which leaves the flattest direction behind",
    fails="finds_the_best_rate",
    replace=(BEST, "1 / high"),
)

steepest_only = mistake(
    "looked at the factor of the steepest direction only",
    fails="finds_the_slowest_direction",
    replace=(RATE, "abs(1 - lr * high)"),
)

signed_factors = mistake(
    "compared the factors without taking their absolute values",
    fails="finds_the_slowest_direction",
    replace=(RATE, "(1 - lr * eigenvalues).max()"),
)

flattest_only = mistake(
    "looked at the factor of the flattest direction only",
    fails="finds_the_slowest_direction",
    replace=(RATE, "abs(1 - lr * low)"),
)

rounded_down = mistake(
    "rounded the number of steps down, one step short",
    fails="predicts_the_steps",
    replace=(STEPS, STEPS.replace("ceil", "floor")),
)

always_a_thousandth = mistake(
    "shrank the distance to a thousandth, whatever was asked for",
    fails="predicts_the_steps",
    replace=(STEPS, STEPS.replace("shrink", "1e-3")),
)

endless_steps_counted = mistake(
    "gave a number of steps although the distance grows",
    fails="predicts_the_steps",
    replace=("steps = math.inf", "steps = 1.0"),
)

zigzags_called_divergence = mistake(
    "called a learning rate above 1 / L divergent, though the zigzag shrinks",
    fails="tells_zigzags_from_divergence",
    replace=(KIND, '"smooth" if lr * high <= 1 else "diverges"'),
)

judged_by_the_flattest = mistake(
    "judged by the flattest direction whether it zigzags",
    fails="tells_zigzags_from_divergence",
    replace=(KIND, '"smooth" if lr * low <= 1 else "zigzags" if lr * high < 2 else "diverges"'),
)


@variant
def by_every_factor(hessian, lr, shrink=1e-3):
    "all factors at once, and steps by base-10 logarithms"
    sizes = np.linalg.eigh(hessian)[0]
    factors = 1.0 - lr * sizes
    rate = float(np.abs(factors).max())
    with np.errstate(divide="ignore"):
        steps = np.maximum(np.ceil(np.log10(shrink) / np.log10(rate)), 1.0)
    if rate >= 1.0:
        steps = np.inf
    kind = ["smooth", "zigzags", "diverges"][int(factors.min() < 0) + int(factors.min() < -1)]
    return 2.0 / sizes.max(), 2.0 / (sizes.min() + sizes.max()), rate, float(steps), kind


@variant
def by_multiplying(hessian, lr, shrink=1e-3):
    "general eigenvalues, and steps counted in a loop"
    sizes = np.real(np.linalg.eigvals(hessian))
    high, low = float(sizes.max()), float(sizes.min())
    rate = max(abs(1 - lr * size) for size in sizes.tolist())
    steps = float("inf")
    if rate < 1:
        steps = 1.0
        while rate**steps > shrink:
            steps += 1.0
    kind = "smooth"
    if lr > 1 / high:
        kind = "zigzags" if lr < 2 / high else "diverges"
    return 2 / high, 2 / (high + low), rate, steps, kind
