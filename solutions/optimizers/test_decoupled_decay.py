"""Weight decay in Adam: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, driver, mistake, near, put, reference, value, variant


@driver
def descended(DecayedAdam, start, place, steps):
    """Where steps down Rosenbrock's valley end, the point being a matrix of one row."""
    import numpy as np

    p = np.array([start])
    optimizer = DecayedAdam(0.001, 0.01, place)
    for _ in range(steps):
        x, y = p[0]
        g = np.array([[-2 * (1 - x) - 400 * x * (y - x**2), 200 * (y - x**2)]])
        optimizer.step([p], [g])
    return p


@check(points=2, after="spares_arrays_of_one_axis")
def walks_down_the_valley(DecayedAdam):
    "is pulled back in Rosenbrock's valley by AdamW, and hardly by L2"
    for place, end in (
        ("weights", [-0.9949512052, -0.9949507630]),
        ("gradient", [-0.99500109, -0.99500066]),
    ):
        digits = 1e-9 if place == "weights" else 1e-7
        got = descended(DecayedAdam, [-1.0, -1.0], place, 5)
        near(got, np.array([end]), tolerance=digits, name=f"(x, y) after 5 steps, {place}")


@check(after="spares_arrays_of_one_axis")
@cases(place=["weights", "gradient"], steps=[20])
def trains_two_models(DecayedAdam, place, steps, rng):
    "matches the reference over many steps of two optimizers with options of their own"
    shapes = [(2, 3), (3,)]
    params = [rng.normal(size=shape) for shape in shapes]
    history = [[rng.normal(size=shape) for shape in shapes] for _ in range(2 * steps)]
    ends = []
    for side in (DecayedAdam, reference):
        first = side(0.1, 0.3, place, betas=(0.5, 0.9), eps=0.01)
        second = side(0.05, 0.1, place)
        mine, other = ([put(p, on=side) for p in params] for _ in range(2))
        for k in range(steps):
            first.step(mine, history[2 * k])
            second.step(other, history[2 * k + 1])
        ends.append([value(p) for p in mine + other])
    near(*ends, length=steps, terms=100.0, name="params")


@check(after="is_adam_without_decay")
@cases(steps=[3])
def keeps_state_by_position(DecayedAdam, steps, rng):
    "carries its state on when another array stands at the same position"
    p, history = rng.normal(size=(2, 2)), rng.normal(size=(steps, 2, 2))
    ends = []
    for side in (DecayedAdam, reference):
        optimizer, held = side(0.1, 0.0), put(p, on=side)
        for g in history:
            held = put(value(held), on=side)
            optimizer.step([held], [g])
        ends.append(value(held))
    near(*ends, length=steps, terms=100.0, name="params")


class truth:
    """Without a recurrence: means of the whole past, weighted by beta**age."""

    def __init__(self, lr, weight_decay, place="weights", betas=(0.9, 0.999), eps=1e-8):
        self.lr, self.weight_decay, self.betas, self.eps = lr, weight_decay, betas, eps
        self.coupled, self.past = place == "gradient", []

    def step(self, params, grads):
        shares = [self.weight_decay * (len(p.shape) >= 2) for p in params]
        added = [self.coupled * share for share in shares]
        self.past.append([g + a * p for p, g, a in zip(params, grads, added, strict=True)])
        age = np.arange(len(self.past))[::-1]
        weights1, weights2 = self.betas[0] ** age, self.betas[1] ** age
        for i, p in enumerate(params):
            g = np.stack([entry[i] for entry in self.past])
            mean = np.tensordot(weights1, g, 1) / weights1.sum()
            mean_square = np.tensordot(weights2, g * g, 1) / weights2.sum()
            kept = p - (0 if self.coupled else self.lr * shares[i]) * p
            p[...] = kept - self.lr * mean / (np.sqrt(mean_square) + self.eps)


SHARE = "decay = self.weight_decay if p.ndim > 1 else 0.0"
COUPLED = "slope = g + decay * p"
APART = "p[...] = p * (1 - self.lr * decay)"
STEP = "p[...] = p - self.lr * (m / (1 - self.beta1**self.t)) / root"

always_adamw = mistake(
    "shrank the weights directly in both places",
    fails="moves_by_the_decay_alone",
    replace=(COUPLED, APART),
)

always_l2 = mistake(
    "added the decay to the gradient in both places",
    fails="shrinks_weights_by_a_share",
    replace=(APART, COUPLED),
)

without_lr = mistake(
    "shrank the weights by 1 - weight_decay, without lr",
    fails="shrinks_weights_by_a_share",
    replace=(APART, "p[...] = p * (1 - decay)"),
)

grows = mistake(
    "multiplied the weights by 1 + lr * weight_decay",
    fails="shrinks_weights_by_a_share",
    replace=(APART, "p[...] = p * (1 + self.lr * decay)"),
)

doubled = mistake(
    "took the gradient of weight_decay * |p|**2, twice as large",
    fails="decays_beside_gradients",
    replace=(COUPLED, "slope = g + 2 * decay * p"),
)

not_in_v = mistake(
    "added the decay to the gradient for m, but not for v",
    fails="moves_by_the_decay_alone",
    replace=("slope**2", "g**2"),
)

decay_last = mistake(
    "shrank the weights after the step instead of before it",
    fails="decays_beside_gradients",
    replace=[
        (APART, "pass"),
        (STEP, f'{STEP}\n            if self.place != "gradient":\n                {APART}'),
    ],
)

decay_of_the_start = mistake(
    "forgot that the gradient's decay follows p: added that of the first step ever after",
    fails="moves_by_the_decay_alone",
    replace=(
        COUPLED,
        """\
first = self.__dict__.setdefault("first", {})
                slope = g + first.setdefault(p.shape, decay * p)""",
    ),
)

decays_everything = mistake(
    "decayed biases and gains, the arrays of one axis, too",
    fails="spares_arrays_of_one_axis",
    replace=(SHARE, "decay = self.weight_decay"),
)

two_axes_only = mistake(
    "decayed arrays of exactly two axes, not of more",
    fails="spares_arrays_of_one_axis",
    replace=(SHARE, SHARE.replace("> 1", "== 2")),
)

spares_by_length = mistake(
    "spared arrays with a single row instead of a single axis",
    fails="spares_arrays_of_one_axis",
    replace=(SHARE, "decay = self.weight_decay if len(p) > 1 else 0.0"),
)

changes_the_gradient = mistake(
    "added the decay to the caller's gradient in place",
    fails="leaves_gradients_unchanged",
    replace=(COUPLED, "g += decay * p\n                slope = g"),
)

t_per_parameter = mistake(
    "counted t once for every parameter instead of once for every call",
    fails="spares_arrays_of_one_axis",
    replace=[("        self.t += 1\n", ""), (SHARE, f"self.t += 1\n            {SHARE}")],
)


@variant
class by_two_classes:
    "Adam on its own, called with a changed gradient or after a changed weight"

    def __init__(self, lr, weight_decay, place="weights", betas=(0.9, 0.999), eps=1e-8):
        self.options, self.weight_decay, self.place = (lr, betas, eps), weight_decay, place
        self.moments, self.t = {}, 0

    def step(self, params, grads):
        self.t += 1
        lr = self.options[0]
        for i, (p, g) in enumerate(zip(params, grads, strict=True)):
            if p.ndim >= 2 and self.place == "gradient":
                self.adam(i, p, g + np.multiply(self.weight_decay, p))
                continue
            if p.ndim >= 2:
                p[...] = p - lr * self.weight_decay * p
            self.adam(i, p, g)

    def adam(self, i, p, g):
        lr, (beta1, beta2), eps = self.options
        m, v = self.moments.get(i, (np.zeros(p.shape), np.zeros(p.shape)))
        m, v = m + (1 - beta1) * (g - m), v + (1 - beta2) * (np.square(g) - v)
        self.moments[i] = m, v
        root = np.sqrt(v) / np.sqrt(1 - beta2**self.t) + eps
        p -= lr / (1 - beta1**self.t) * m / root


shifted = variant(
    "the decay taken from the step instead of the weights first",
    replace=[
        (APART, "pass"),
        (
            STEP,
            """\
shrunk = p * (self.lr * decay) if self.place == "weights" else 0.0
            p -= self.lr * (m / (1 - self.beta1**self.t)) / root + shrunk""",
        ),
    ],
)
