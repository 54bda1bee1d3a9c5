"""Momentum in three conventions, updating arrays in place."""

import numpy as np

from grader import cases, check, expect, near, put, reference, unchanged, value

CONVENTIONS = ["pytorch", "ema", "classical"]


def gradients(rng, steps, *shapes):
    """Lists of gradients with entries of both signs, of sizes from 0.5 to 2."""

    def one(shape):
        return rng.choice([-1.0, 1.0], size=shape) * 2 ** rng.uniform(-1, 1, size=shape)

    return [[one(shape) for shape in shapes] for _ in range(steps)]


def trained(Momentum, params, history, rates, **options):
    """Return the parameters after one step for each list of gradients in `history`."""
    optimizer = Momentum(**options)
    held = [put(p, on=Momentum) for p in params]
    for grads, lr in zip(history, rates, strict=True):
        optimizer.step(held, grads, lr)
    return [value(p) for p in held]


def same_end(Momentum, params, history, rates, **options):
    """Fail unless the student's parameters end where the reference's do."""
    got, expected = (
        trained(side, params, history, rates, **options) for side in (Momentum, reference)
    )
    for position, (mine, theirs) in enumerate(zip(got, expected, strict=True)):
        terms = 5 * (1 + np.abs(theirs).max())
        near(mine, theirs, length=len(history), terms=terms, name=f"params[{position}]")


@check(points=2)
@cases(n=[1, 3], convention=CONVENTIONS)
def changes_the_arrays_it_is_given(Momentum, n, convention, rng):
    "changes the very arrays it is given, without momentum by lr times the gradient (mu = 0)"
    (grads,) = gradients(rng, 1, n)
    before, lr = rng.normal(size=n), float(rng.uniform(0.1, 0.3))
    options = {"mu": 0.0, "convention": convention}
    (after,) = trained(Momentum, [before], [grads], [lr], **options)
    expect(
        not np.array_equal(before, after),
        "the array passed to step holds the same values as before the call",
    )
    same_end(Momentum, [before], [grads], [lr], **options)


@check(points=2, after=changes_the_arrays_it_is_given)
@cases(n=[1, 3], steps=[1, 2, 4])
def sums_past_gradients(Momentum, n, steps, rng):
    "steps against a sum of past gradients, mu times as much for each step back (pytorch)"
    history = gradients(rng, steps, n)
    same_end(Momentum, [rng.normal(size=n)], history, [0.2] * steps, mu=0.7)


@check(points=2, after=sums_past_gradients)
@cases(n=[1, 3], steps=[1, 2, 4])
def averages_past_gradients(Momentum, n, steps, rng):
    "steps against their moving average instead, which is shorter (ema)"
    history = gradients(rng, steps, n)
    same_end(Momentum, [rng.normal(size=n)], history, [0.2] * steps, mu=0.7, convention="ema")


@check(points=2, after=sums_past_gradients)
@cases(steps=[2, 4], convention=CONVENTIONS)
def obeys_a_change_of_rate(Momentum, steps, convention, rng):
    "remembers gradients (pytorch, ema) or steps of the old learning rate (classical)"
    history, rates = gradients(rng, steps, 2), [0.4, 0.3, 0.1, 0.05][:steps]
    same_end(Momentum, [rng.normal(size=2)], history, rates, mu=0.7, convention=convention)


@check(after=sums_past_gradients)
@cases(steps=[1, 3], weight_decay=[0.1, 0.5])
def decays_weights_by_the_gradient(Momentum, steps, weight_decay, rng):
    "adds weight_decay times the parameter to its gradient, so that the velocity holds it too"
    history, p = gradients(rng, steps, 3), 3 * rng.normal(size=3)
    same_end(Momentum, [p], history, [0.2] * steps, mu=0.7, weight_decay=weight_decay)


@check(points=2, after=averages_past_gradients)
@cases(own=CONVENTIONS, other=CONVENTIONS)
def converts_learning_rates(Momentum, own, other, rng):
    "finds the learning rate with which another convention takes the same steps"
    mu, lr = float(rng.uniform(0.3, 0.8)), float(rng.uniform(0.1, 0.5))
    got, expected = (side(mu, own).rate_for(lr, other) for side in (Momentum, reference))
    near(value(got), value(expected), length=4, name="learning rate")


@check(after=sums_past_gradients)
@cases(count=[2, 3])
def keeps_a_velocity_per_parameter(Momentum, count, rng):
    "keeps a velocity for each parameter, whatever their shapes"
    shapes = [(2,), (2,), (3, 2)][:count]
    params = [rng.normal(size=shape) for shape in shapes]
    same_end(Momentum, params, gradients(rng, 3, *shapes), [0.2] * 3, mu=0.7)


@check(after=sums_past_gradients)
@cases(n=[1, 3])
def leaves_gradients_unchanged(Momentum, n, rng):
    "leaves the gradients unchanged"
    p, g = put(rng.normal(size=n)), put(rng.normal(size=n))
    Momentum(0.9, "pytorch", 0.1).step([p], [g], 0.1)
    unchanged(g, "grads[0]")


@check(after=[averages_past_gradients, obeys_a_change_of_rate])
def gives_the_worked_numbers(Momentum):
    "walks down w**2 from 2: to 0.124 in three steps of 0.1, or, averaging, to 1.779424"
    for convention, path in (
        ("pytorch", (1.6, 0.92, 0.124, -0.6172, -1.16084)),
        ("classical", (1.6, 0.92, 0.124, -0.6172, -1.16084)),
        ("ema", (1.96, 1.8848, 1.779424)),
    ):
        optimizer, w = Momentum(0.9, convention), put(np.array([2.0]))
        for k, expected in enumerate(path, 1):
            optimizer.step([w], [2 * value(w)], 0.1)
            near(value(w), np.array([expected]), terms=2.0, name=f"w after step {k}, {convention}")
