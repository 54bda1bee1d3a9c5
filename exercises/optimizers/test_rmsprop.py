"""RMSprop, updating arrays in place."""

import numpy as np

from grader import cases, check, expect, near, put, reference, unchanged, value

TINY = 1e-150  # an eps that no root notices


def gradients(rng, steps, *shapes, scale=1.0):
    """Lists of gradients with entries of both signs, of sizes from scale / 4 to 4 scale."""

    def one(shape):
        return scale * rng.choice([-1.0, 1.0], size=shape) * 4 ** rng.uniform(-1, 1, size=shape)

    return [[one(shape) for shape in shapes] for _ in range(steps)]


def trained(RMSprop, params, history, **options):
    """Return the parameters after one step for each list of gradients in `history`."""
    optimizer = RMSprop(**options)
    held = [put(p, on=RMSprop) for p in params]
    for grads in history:
        optimizer.step(held, grads)
    return [value(p) for p in held]


def same_end(RMSprop, params, history, **options):
    """Fail unless the student's parameters end where the reference's do."""
    got, expected = (trained(side, params, history, **options) for side in (RMSprop, reference))
    for position, (mine, theirs) in enumerate(zip(got, expected, strict=True)):
        terms = 5.0 + np.abs(theirs).max()
        near(mine, theirs, length=len(history), terms=terms, name=f"params[{position}]")


@check
@cases(n=[1, 3], seed=range(2))
def changes_the_arrays_it_is_given(RMSprop, n, rng):
    "changes the very arrays it is given, each entry against its gradient"
    before, ((g,),) = rng.normal(size=n), gradients(rng, 1, n)
    (after,) = trained(RMSprop, [before], [[g]], lr=0.1)
    expect(
        not np.array_equal(before, after),
        "the array passed to step holds the same values as before the call",
    )
    expect(
        bool((np.sign(before - after) == np.sign(g)).all()),
        "after one step an entry has not moved against its gradient",
    )


@check(points=2, after=changes_the_arrays_it_is_given)
@cases(n=[1, 4], alpha=[0.5, 0.9], steps=[1, 2])
def first_steps_are_long(RMSprop, n, alpha, steps, rng):
    "moves every entry by lr / sqrt(1 - alpha) in the first step, and not by much less in the next"
    history = gradients(rng, steps, n)
    same_end(RMSprop, [rng.normal(size=n)], history, lr=0.1, alpha=alpha, eps=TINY)


@check(points=2, after=first_steps_are_long)
@cases(n=[1, 4], alpha=[0.6, 0.9], steps=[3, 5])
def averages_squares(RMSprop, n, alpha, steps, rng):
    "divides by the root of a moving average of the squares, the old ones fading"
    history = gradients(rng, steps, n)
    same_end(RMSprop, [rng.normal(size=n)], history, lr=0.1, alpha=alpha, eps=TINY)


@check(points=2, after=averages_squares)
@cases(n=[2, 3], steps=[1, 3])
def adds_eps_outside_the_root(RMSprop, n, steps, rng):
    "adds eps to the root: it counts when gradients are as small as eps"
    history = gradients(rng, steps, n, scale=1e-6)
    same_end(RMSprop, [rng.normal(size=n)], history, lr=0.1, alpha=0.99, eps=1e-6)


@check(points=2, after=averages_squares)
@cases(n=[2, 3], steps=[1, 3])
def adds_eps_inside_the_root(RMSprop, n, steps, rng):
    "adds eps under the root when told so: it counts when their squares are as small as eps"
    history = gradients(rng, steps, n, scale=1e-2)
    same_end(RMSprop, [rng.normal(size=n)], history, lr=0.1, alpha=0.99, eps=1e-5, eps_inside=True)


@check(after=averages_squares)
@cases(count=[2, 3])
def keeps_averages_per_parameter(RMSprop, count, rng):
    "keeps averages for each entry of each parameter"
    shapes = [(2,), (2,), (3, 2)][:count]
    params = [rng.normal(size=shape) for shape in shapes]
    same_end(RMSprop, params, gradients(rng, 3, *shapes), lr=0.1, alpha=0.9, eps=TINY)


@check(after=adds_eps_outside_the_root)
@cases(n=[1, 3])
def has_the_stated_defaults(RMSprop, n, rng):
    "uses lr 0.01, alpha 0.99 and eps 1e-8 outside the root when told nothing"
    same_end(RMSprop, [rng.normal(size=n)], gradients(rng, 3, n, scale=1e-7))


@check(after=changes_the_arrays_it_is_given)
@cases(n=[1, 3])
def leaves_gradients_unchanged(RMSprop, n, rng):
    "leaves the gradients unchanged"
    p, g = put(rng.normal(size=n)), put(rng.normal(size=n))
    RMSprop(0.1).step([p], [g])
    unchanged(g, "grads[0]")


@check(after=[has_the_stated_defaults, adds_eps_inside_the_root])
def gives_the_worked_numbers(RMSprop):
    "gives the worked numbers: for a gradient of 1e-6 a step of 0.0909, or of 0.0001"
    for inside, expected in ((False, 0.9090909090909091), (True, 0.99990000005)):
        (w,) = trained(RMSprop, [np.array([1.0])], [[np.array([1e-6])]], lr=0.01, eps_inside=inside)
        near(w, np.array([expected]), tolerance=1e-9, name="w")
