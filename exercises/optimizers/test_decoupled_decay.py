"""Weight decay in two places of Adam, updating arrays in place."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged, value


def gradients(rng, steps, *shapes):
    """Lists of gradients with entries of both signs, of sizes from 0.25 to 4."""

    def one(shape):
        return rng.choice([-1.0, 1.0], size=shape) * 4 ** rng.uniform(-1, 1, size=shape)

    return [[one(shape) for shape in shapes] for _ in range(steps)]


def trained(DecayedAdam, params, history, *options):
    """Return the parameters after one step for each list of gradients in `history`."""
    optimizer = DecayedAdam(*options)
    held = [put(p, on=DecayedAdam) for p in params]
    for grads in history:
        optimizer.step(held, grads)
    return [value(p) for p in held]


def same_end(DecayedAdam, params, history, *options):
    """Fail unless the student's parameters end where the reference's do."""
    got, expected = (trained(side, params, history, *options) for side in (DecayedAdam, reference))
    for position, (mine, theirs) in enumerate(zip(got, expected, strict=True)):
        terms = 100 + np.abs(theirs).max()
        near(mine, theirs, length=len(history), terms=terms, name=f"params[{position}]")


@check(points=2)
@cases(place=["weights", "gradient"], steps=[1, 3])
def is_adam_without_decay(DecayedAdam, place, steps, rng):
    "is Adam when weight_decay is 0"
    params = [rng.normal(size=(2, 3))]
    same_end(DecayedAdam, params, gradients(rng, steps, (2, 3)), 0.1, 0.0, place)


@check(points=2, after=is_adam_without_decay)
@cases(steps=[1, 3], weight_decay=[0.1, 0.5])
def shrinks_weights_by_a_share(DecayedAdam, steps, weight_decay, rng):
    "takes the share lr * weight_decay from every weight when nothing else moves it (weights)"
    params, history = [3 * rng.normal(size=(2, 2))], [[np.zeros((2, 2))]] * steps
    same_end(DecayedAdam, params, history, 0.2, weight_decay, "weights")


@check(points=2, after=is_adam_without_decay)
@cases(steps=[1, 3], weight_decay=[0.1, 0.5])
def moves_by_the_decay_alone(DecayedAdam, steps, weight_decay, rng):
    "treats the decay as a gradient when there is no other, so p moves by about lr (gradient)"
    params, history = [5 + rng.random(size=(2, 2))], [[np.zeros((2, 2))]] * steps
    same_end(DecayedAdam, params, history, 0.2, weight_decay, "gradient", (0.9, 0.999), 0.0)


@check(points=2, after=[shrinks_weights_by_a_share, moves_by_the_decay_alone])
@cases(place=["weights", "gradient"], steps=[1, 4])
def decays_beside_gradients(DecayedAdam, place, steps, rng):
    "decays while gradients of many sizes come in, in the order of the statement"
    params = [3 * rng.normal(size=(2, 3))]
    same_end(DecayedAdam, params, gradients(rng, steps, (2, 3)), 0.1, 0.4, place)


@check(points=2, after=decays_beside_gradients)
@cases(place=["weights", "gradient"], steps=[1, 2])
def spares_arrays_of_one_axis(DecayedAdam, place, steps, rng):
    "decays arrays of two axes and more, and spares those of one"
    shapes = [(1, 3), (3,), (2, 1, 2)]
    params = [3 * rng.normal(size=shape) for shape in shapes]
    same_end(DecayedAdam, params, gradients(rng, steps, *shapes), 0.1, 0.4, place)


@check(after=is_adam_without_decay)
@cases(place=["weights", "gradient"])
def leaves_gradients_unchanged(DecayedAdam, place, rng):
    "leaves the gradients unchanged"
    p, g = put(rng.normal(size=(2, 2))), put(rng.normal(size=(2, 2)))
    DecayedAdam(0.1, 0.1, place).step([p], [g])
    unchanged(g, "grads[0]")


@check(after=spares_arrays_of_one_axis)
def gives_the_worked_numbers(DecayedAdam):
    "gives the worked numbers: from 2 with a gradient of 4 to 1.898, or to 1.9 as without decay"
    for place, none, four in (("weights", 0.99, 1.8980000003), ("gradient", 0.9, 1.9000000002)):
        zero = [[np.zeros((1, 1))]]
        (w,) = trained(DecayedAdam, [np.ones((1, 1))], zero, 0.1, 0.1, place)
        near(w, np.array([[none]]), tolerance=1e-7, name="w without a gradient")
        steep = [[np.full((1, 1), 4.0)]]
        (w,) = trained(DecayedAdam, [np.full((1, 1), 2.0)], steep, 0.1, 0.01, place)
        near(w, np.array([[four]]), tolerance=1e-9, name="w after a gradient of 4")
