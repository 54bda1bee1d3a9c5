"""AdaGrad, updating arrays in place."""

import numpy as np

from grader import cases, check, expect, near, put, reference, unchanged, value


def gradients(rng, steps, *shapes, scale=1.0):
    """Lists of gradients with entries of both signs, of sizes from scale / 4 to 4 scale."""

    def one(shape):
        return scale * rng.choice([-1.0, 1.0], size=shape) * 4 ** rng.uniform(-1, 1, size=shape)

    return [[one(shape) for shape in shapes] for _ in range(steps)]


def trained(AdaGrad, params, history, **options):
    """Return the parameters after one step for each list of gradients in `history`."""
    optimizer = AdaGrad(**options)
    held = [put(p, on=AdaGrad) for p in params]
    for grads in history:
        optimizer.step(held, grads)
    return [value(p) for p in held]


def same_end(AdaGrad, params, history, **options):
    """Fail unless the student's parameters end where the reference's do."""
    got, expected = (trained(side, params, history, **options) for side in (AdaGrad, reference))
    for position, (mine, theirs) in enumerate(zip(got, expected, strict=True)):
        terms = 1.0 + np.abs(theirs).max()
        near(mine, theirs, length=len(history), terms=terms, name=f"params[{position}]")


@check
@cases(n=[1, 3], seed=range(2))
def changes_the_arrays_it_is_given(AdaGrad, n, rng):
    "changes the very arrays it is given, each entry against its gradient"
    before, ((g,),) = rng.normal(size=n), gradients(rng, 1, n)
    (after,) = trained(AdaGrad, [before], [[g]], lr=0.1)
    expect(
        not np.array_equal(before, after),
        "the array passed to step holds the same values as before the call",
    )
    expect(
        bool((np.sign(before - after) == np.sign(g)).all()),
        "after one step an entry has not moved against its gradient",
    )


@check(points=2, after=changes_the_arrays_it_is_given)
@cases(n=[1, 4], seed=range(2))
def first_step_has_size_lr(AdaGrad, n, rng):
    "moves every entry by lr in the first step, large gradient or small (eps = 0)"
    same_end(AdaGrad, [rng.normal(size=n)], gradients(rng, 1, n), lr=0.1, eps=0.0)


@check(points=2, after=first_step_has_size_lr)
@cases(n=[1, 4], steps=[2, 5], seed=range(2))
def sums_all_squares(AdaGrad, n, steps, rng):
    "divides by the root of the sum of all squares so far, forgetting none (eps = 0)"
    same_end(AdaGrad, [rng.normal(size=n)], gradients(rng, steps, n), lr=0.1, eps=0.0)


@check(points=2, after=sums_all_squares)
@cases(n=[2, 4], steps=[2, 4])
def keeps_long_steps_for_rare_entries(AdaGrad, n, steps, rng):
    "leaves an entry without a gradient where it is, and its next step long (eps = 0)"
    history = gradients(rng, steps, n)
    for grads in history[:-1]:
        grads[0][0] = 0.0
    same_end(AdaGrad, [rng.normal(size=n)], history, lr=0.1, eps=0.0)


@check(after=sums_all_squares)
@cases(count=[2, 3])
def keeps_sums_per_parameter(AdaGrad, count, rng):
    "keeps sums for each entry of each parameter (eps = 0)"
    shapes = [(2,), (2,), (3, 2)][:count]
    params = [rng.normal(size=shape) for shape in shapes]
    same_end(AdaGrad, params, gradients(rng, 3, *shapes), lr=0.1, eps=0.0)


@check(after=sums_all_squares)
@cases(n=[2, 3], steps=[1, 3])
def adds_eps_outside_the_root(AdaGrad, n, steps, rng):
    "adds eps outside the root: it counts when gradients are tiny"
    history = gradients(rng, steps, n, scale=1e-6)
    same_end(AdaGrad, [rng.normal(size=n)], history, lr=0.1, eps=1e-6)


@check(after=sums_all_squares)
@cases(initial=[0.5, 4.0], steps=[1, 3])
def begins_with_a_sum(AdaGrad, initial, steps, rng):
    "begins with the sum it is told to begin with, which shortens the first steps (eps = 0)"
    history = gradients(rng, steps, 2)
    same_end(AdaGrad, [rng.normal(size=2)], history, lr=0.1, eps=0.0, initial=initial)


@check(after=changes_the_arrays_it_is_given)
@cases(n=[1, 3])
def leaves_gradients_unchanged(AdaGrad, n, rng):
    "leaves the gradients unchanged"
    p, g = put(rng.normal(size=n)), put(rng.normal(size=n))
    AdaGrad(0.1).step([p], [g])
    unchanged(g, "grads[0]")


@check(after=[adds_eps_outside_the_root, keeps_long_steps_for_rare_entries])
def gives_the_worked_numbers(AdaGrad):
    "gives the worked numbers: 0.1 for the first gradient of an entry, 0.08 for 4 after 3"
    optimizer, w = AdaGrad(lr=0.1), put(np.array([1.0, 1.0]))
    for g, expected in (([3.0, 0.0], [0.9, 1.0]), ([4.0, 0.01], [0.82, 0.9])):
        optimizer.step([w], [np.array(g)])
        near(value(w), np.array(expected), tolerance=1e-8, name="w")
