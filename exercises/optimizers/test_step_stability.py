"""How large a learning rate may be."""

import numpy as np

from grader import cases, check, equal, near, put, reference, unchanged


def hessian(rng, n, least=0.5, spread=6.0):
    """A symmetric matrix with n eigenvalues from `least` to `least + spread`, turned anyhow."""
    turned = np.linalg.qr(rng.normal(size=(n, n)))[0]
    share = np.linspace(0.0, 1.0, n) ** 2 if n > 1 else rng.random(1)
    a = (turned * (least + spread * share * rng.uniform(0.6, 1.0))) @ turned.T
    return (a + a.T) / 2


def relative_rate(a, share):
    """The learning rate that is `share` of 1 / L."""
    return share / float(np.linalg.eigvalsh(a)[-1])


def same(stability, part, a, lr, *shrink):
    """Fail unless one part of the result is the reference's."""
    got, expected = stability(a, lr, *shrink), reference(a, lr, *shrink)
    names = ("limit", "best", "rate", "steps", "kind")
    if names[part] in ("steps", "kind"):
        equal(got[part], expected[part], name=names[part])
    else:
        near(got[part], expected[part], length=100, terms=1.0, name=names[part])


@check(points=2)
@cases(n=[1, 2, 3], seed=range(2))
def finds_the_limit(stability, n, rng):
    "finds the limit that a learning rate must stay below"
    a = hessian(rng, n)
    same(stability, 0, a, relative_rate(a, 0.7))


@check(after=finds_the_limit)
@cases(n=[2, 3], seed=range(2))
def finds_the_best_rate(stability, n, rng):
    "finds the learning rate that suits the steepest and the flattest direction alike"
    a = hessian(rng, n)
    same(stability, 1, a, relative_rate(a, 0.7))


@check(points=2, after=finds_the_limit)
@cases(n=[1, 3], share=[0.3, 1.9, 2.4], seed=range(2))
def finds_the_slowest_direction(stability, n, share, rng):
    "finds the factor that shrinks slowest: that of the flattest direction, or of the steepest"
    a = hessian(rng, n, least=0.9)
    same(stability, 2, a, relative_rate(a, share))


@check(points=2, after=finds_the_slowest_direction)
@cases(shrink=[0.5, 1e-4], share=[0.4, 1.8, 2.3], seed=range(2))
def predicts_the_steps(stability, shrink, share, rng):
    "predicts how many steps shrink the distance enough; none do where it grows"
    a = hessian(rng, 2)
    same(stability, 3, a, relative_rate(a, share), shrink)


@check(points=2, after=finds_the_limit)
@cases(n=[1, 2], share=[0.5, 1.2, 1.8, 2.2], seed=range(2))
def tells_zigzags_from_divergence(stability, n, share, rng):
    "tells a zigzag, which converges, from divergence, which begins at twice that learning rate"
    a = hessian(rng, n)
    same(stability, 4, a, relative_rate(a, share))


@check(after=finds_the_limit)
@cases(n=[1, 2])
def leaves_the_hessian_unchanged(stability, n, rng):
    "leaves the matrix unchanged"
    a = put(hessian(rng, n))
    stability(a, 0.1)
    unchanged(a, "hessian")


@check(after=[predicts_the_steps, tells_zigzags_from_divergence])
def gives_the_worked_numbers(stability):
    "finds 0.1 and 0.9 equally fast on the sum of squares, 0.5 done in one step, 1.1 diverging"
    table = [
        (0.1, 0.8, 31.0, "smooth"),
        (0.9, 0.8, 31.0, "zigzags"),
        (0.5, 0.0, 1.0, "smooth"),
        (1.1, 1.2, float("inf"), "diverges"),
    ]
    for lr, *expected in table:
        limit, best, *rest = stability(np.array([[2.0]]), lr)
        near((limit, best), (1.0, 0.5))
        near(rest[0], expected[0], terms=1.0, name=f"rate of {lr}")
        equal(rest[1:], expected[1:], name=f"steps and kind of {lr}")
