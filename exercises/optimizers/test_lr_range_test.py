"""The learning-rate range test."""

import numpy as np

from grader import cases, check, driver, near, put, reference, unchanged


@driver
def tested(find_lr, curvatures, p, low, high, steps, base=0.5, edge=None, **options):
    """Run the test on base + a bowl with these curvatures; rates, losses, the best, the calls.

    Where the first entry of p is beyond edge[0] in size, the loss is edge[1].
    """
    calls = []

    def loss_and_gradient(x):
        calls.append(x)
        gradient = curvatures * x
        if edge is not None and abs(x[0]) > edge[0]:
            return edge[1], gradient
        return float(base + (x * gradient).sum() / 2), gradient

    rates, losses, best = find_lr(loss_and_gradient, p, low, high, steps, **options)
    return rates, losses, best, len(calls)


@driver
def scripted(find_lr, script, stop):
    """Run the test on losses that come one after the other, wherever p is; rates, losses, best."""
    import numpy as np

    left = iter(script)
    n = len(script)
    rates, losses, best = find_lr(
        lambda p: (next(left), 0 * p), np.zeros(1), 1.0, 2.0 ** (n - 1), n, stop
    )
    return rates, losses, best


def a_bowl(rng, n=2):
    """Curvatures, and a point on the wall of their bowl."""
    return rng.uniform(1, 3, size=n), rng.uniform(1, 2, size=n)


def same_test(find_lr, *given, **options):
    """Fail unless rates, losses and the best rate are the reference's."""
    got, expected = (tested(f, *given, **options) for f in (find_lr, reference))
    sizes = np.where(np.isfinite(expected[1]), np.maximum(np.abs(expected[1]), 1.0), 1.0)
    near(got[0], expected[0], length=1e4, terms=expected[0], steps=0, name="rates")
    near(got[1], expected[1], length=1e8, terms=sizes, steps=0, name="losses")
    near(got[2], expected[2], length=1e4, name="best rate")
    return got[3], expected[3]


def same_rates(find_lr, *given, **options):
    """Fail unless the rates are the reference's."""
    got, expected = (tested(f, *given, **options)[0] for f in (find_lr, reference))
    near(got, expected, length=1e4, terms=expected, steps=0, name="rates")


def same_losses(find_lr, *given, **options):
    """Fail unless the losses are the reference's."""
    got, expected = (tested(f, *given, **options)[1] for f in (find_lr, reference))
    sizes = np.where(np.isfinite(expected), np.maximum(np.abs(expected), 1.0), 1.0)
    near(got, expected, length=1e8, terms=sizes, steps=0, name="losses")


@check(points=2)
@cases(steps=[2, 3, 7], seed=range(2))
def raises_the_rate_by_equal_ratios(find_lr, steps, rng):
    "raises the learning rate from low to high by equal ratios"
    low = 10 ** rng.uniform(-6, -5)
    same_rates(find_lr, *a_bowl(rng), low, low * 10 ** rng.uniform(2, 3), steps)


@check(points=2, after=raises_the_rate_by_equal_ratios)
@cases(steps=[2, 6], seed=range(2))
def notes_the_loss_before_each_step(find_lr, steps, rng):
    "notes each loss before the step with that rate is made"
    same_losses(find_lr, *a_bowl(rng), 0.02, rng.uniform(0.2, 0.3), steps)


@check(points=3, after=notes_the_loss_before_each_step)
@cases(stop=[2.0, 4.0], seed=range(2))
def stops_when_the_loss_explodes(find_lr, stop, rng):
    "ends with the first loss that is above `stop` times the smallest before"
    falling, rising = rng.uniform(0.5, 0.7, size=3), rng.uniform(1.5, 1.8, size=6)
    script = 10 * np.cumprod(np.concatenate([falling, rising, [5.5, 1.2]]))
    got, expected = (scripted(f, [float(x) for x in script], stop) for f in (find_lr, reference))
    near(got[1], expected[1], steps=0, name="losses")
    near(got[0], expected[0], length=1e4, terms=expected[0], steps=0, name="rates")


@check(points=2, after=stops_when_the_loss_explodes)
@cases(steps=[9, 15], seed=range(3))
def names_the_rate_of_most_progress(find_lr, steps, rng):
    "names the rate whose step lowered the loss most"
    same_test(find_lr, *a_bowl(rng), 0.001, rng.uniform(3, 9), steps)


@check(points=2, after=names_the_rate_of_most_progress)
@cases(beyond=["nan", "inf"], seed=range(2))
def stops_where_nothing_is_finite(find_lr, beyond, rng):
    "ends with a loss of NaN or inf, and takes it for no progress"
    curvatures, p = a_bowl(rng)
    edge = (1.05 * float(p[0]), float(beyond))
    same_test(find_lr, curvatures, p, 0.01, rng.uniform(20, 30), 15, edge=edge)


@check(after=names_the_rate_of_most_progress)
@cases(rows=[2])
def leaves_the_start_unchanged(find_lr, rows, rng):
    "takes parameters of any shape, and leaves the array with the start unchanged"
    p = put(rng.uniform(1, 2, size=(rows, 3)))
    find_lr(lambda x: (float((x * x).sum()), 2 * x), p, 0.01, 0.1, 3)
    unchanged(p, "p")


@check(after=names_the_rate_of_most_progress)
def gives_the_worked_numbers(find_lr):
    "finds 0.1 for p**2, whose loss stays as it is at a rate of 1 and explodes at 10"
    rates, losses, best, _ = tested(
        find_lr, np.array([2.0]), np.array([1.0]), 0.001, 100.0, 6, base=0.0
    )
    near(rates, np.array([0.001, 0.01, 0.1, 1, 10, 100]), length=1e4, name="rates")
    expected = np.array([1.0, 0.996004, 0.9565622416, 0.6121998346, 0.6121998346, 221.0041403])
    near(losses, expected, tolerance=1e-7, name="losses")
    near(best, 0.1, length=1e4, name="best rate")
