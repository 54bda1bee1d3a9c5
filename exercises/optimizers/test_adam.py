"""Adam with decoupled weight decay, updating arrays in place."""

import numpy as np

from grader import (
    cases,
    check,
    expect,
    floats,
    given,
    near,
    put,
    reference,
    sampled_from,
    unchanged,
    value,
)


def gradient(rng, *shape, scale=1.0, spread=2.0):
    """Entries of both signs, of sizes from `scale / spread` to `scale * spread`, never 0."""
    sign = rng.choice([-1.0, 1.0], size=shape)
    return scale * sign * spread ** rng.uniform(-1, 1, size=shape)


def trained(Adam, params, history, **options):
    """Return the parameters after one step for each list of gradients in `history`."""
    optimizer = Adam(**options)
    held = [put(p, on=Adam) for p in params]
    for grads in history:
        optimizer.step(held, grads)
    return [value(p) for p in held]


def close(got, expected, steps, lr=1e-3):
    """Near, for sums of steps: one rounding of beta2**t moves a step by lr / (1 - beta2) eps."""
    for position, (mine, theirs) in enumerate(zip(got, expected, strict=True)):
        terms = np.abs(theirs).max() + 1000 * lr
        near(mine, theirs, length=steps, terms=terms, name=f"params[{position}]")


def same_end(Adam, params, history, **options):
    """Fail unless the student's parameters end where the reference's do."""
    ends = [trained(side, params, history, **options) for side in (Adam, reference)]
    close(*ends, len(history), options.get("lr", 1e-3))


@check
@cases(n=[1, 3], seed=range(2))
def changes_the_arrays_it_is_given(Adam, n, rng):
    "changes the very arrays it is given, each entry against its gradient"
    before, g = rng.normal(size=n), gradient(rng, n)
    (after,) = trained(Adam, [before], [[g]], lr=0.1)
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
def first_step_has_size_lr(Adam, n, rng):
    "moves every entry by lr in the first step, large gradient or small (eps = 0)"
    g = gradient(rng, n, spread=1000.0)
    same_end(Adam, [rng.normal(size=n)], [[g]], lr=0.1, eps=0.0)


@check(points=2, after=first_step_has_size_lr)
@cases(n=[1, 4], steps=[2, 3, 10], seed=range(2))
def remembers_past_gradients(Adam, n, steps, rng):
    "matches the reference over several steps (eps = 0)"
    history = [[gradient(rng, n)] for _ in range(steps)]
    same_end(Adam, [rng.normal(size=n)], history, lr=0.1, eps=0.0)


@check(points=2, after=remembers_past_gradients)
@cases(count=[2, 3], steps=[1, 3], seed=range(2))
def keeps_state_per_parameter(Adam, count, steps, rng):
    "keeps a state for each parameter and counts steps, not parameters (eps = 0)"
    shapes = [(2,), (3, 2), (1, 2, 2)][:count]
    history = [[gradient(rng, *shape) for shape in shapes] for _ in range(steps)]
    same_end(Adam, [rng.normal(size=shape) for shape in shapes], history, lr=0.1, eps=0.0)


@check(after=remembers_past_gradients)
@cases(n=[2, 5], steps=[1, 3], seed=range(2))
def adds_eps_outside_the_root(Adam, n, steps, rng):
    "adds eps outside the root, after the correction: it counts when gradients are tiny"
    history = [[gradient(rng, n, scale=1e-8)] for _ in range(steps)]
    same_end(Adam, [rng.normal(size=n)], history, lr=0.1, eps=1e-8)


@check(points=2, after=remembers_past_gradients)
@cases(steps=[1, 3], weight_decay=[0.01, 0.5], seed=range(2))
def decays_weights_apart_from_the_gradient(Adam, steps, weight_decay, rng):
    "multiplies weights by 1 - lr * weight_decay first, apart from the gradient (eps = 0)"
    history = [[gradient(rng, 3)] for _ in range(steps)]
    p = 3 * rng.normal(size=3)
    same_end(Adam, [p], history, lr=0.1, eps=0.0, weight_decay=weight_decay)


@check(after=[adds_eps_outside_the_root, decays_weights_apart_from_the_gradient])
@cases(n=[1, 3], seed=range(2))
def has_the_stated_defaults(Adam, n, rng):
    "uses lr 1e-3, betas (0.9, 0.999), eps 1e-8 and no decay when told nothing"
    history = [[gradient(rng, n, scale=1e-6)] for _ in range(3)]
    same_end(Adam, [rng.normal(size=n)], history)


@check(after=[adds_eps_outside_the_root, decays_weights_apart_from_the_gradient])
@given(
    lr=floats(1e-4, 0.5),
    beta1=sampled_from([0.0, 0.5, 0.9]),
    beta2=sampled_from([0.0, 0.9, 0.999]),
    eps=sampled_from([1e-8, 1e-3, 0.1]),
    weight_decay=floats(0.0, 0.5),
)
def obeys_its_options(Adam, lr, beta1, beta2, eps, weight_decay, rng):
    "obeys lr, betas, eps and weight_decay"
    history = [[gradient(rng, 3)] for _ in range(3)]
    same_end(
        Adam,
        [rng.normal(size=3)],
        history,
        lr=lr,
        betas=(beta1, beta2),
        eps=eps,
        weight_decay=weight_decay,
    )


@check(after=remembers_past_gradients)
@cases(n=[1, 3], seed=range(2))
def keeps_state_by_position(Adam, n, rng):
    "carries its state on when another array stands at the same position"
    p, history = rng.normal(size=n), [[gradient(rng, n)] for _ in range(3)]
    ends = []
    for side in (Adam, reference):
        optimizer, held = side(lr=0.1, eps=0.0), put(p, on=side)
        for grads in history:
            held = put(value(held), on=side)
            optimizer.step([held], grads)
        ends.append(value(held))
    close([ends[0]], [ends[1]], 3, lr=0.1)


@check(after=changes_the_arrays_it_is_given)
@cases(n=[1, 3])
def leaves_gradients_unchanged(Adam, n, rng):
    "leaves the gradients unchanged"
    p, g = put(rng.normal(size=n)), put(gradient(rng, n))
    Adam(lr=0.1, weight_decay=0.1).step([p], [g])
    unchanged(g, "grads[0]")


@check(after=[adds_eps_outside_the_root, decays_weights_apart_from_the_gradient])
def gives_the_worked_numbers(Adam):
    "gives the worked numbers: one decayed step, and ten steps down x**2 + 4 y**2 from (2, 2)"
    (w,) = trained(
        Adam, [np.array([1.0, -2.0])], [[np.array([0.1, 0.2])]], lr=0.1, weight_decay=0.01
    )
    near(w, np.array([0.89900001, -2.097999995]), tolerance=1e-9, name="w after one decayed step")
    optimizer, p = Adam(lr=0.1), put(np.array([2.0, 2.0]))
    golden = {1: 1.90000000025, 2: 1.8001664861, 3: 1.7006233920, 10: 1.0245868378}
    for t in range(1, 11):
        optimizer.step([p], [np.array([2.0, 8.0]) * value(p)])
        if t in golden:
            near(value(p)[0], golden[t], tolerance=1e-9, name=f"x after step {t}")
