"""Momentum: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, driver, mistake, near, put, reference, value, variant

CONVENTIONS = ["pytorch", "ema", "classical"]


@check(
    after=[
        "keeps_a_velocity_per_parameter",
        "averages_past_gradients",
        "obeys_a_change_of_rate",
        "decays_weights_by_the_gradient",
    ]
)
@cases(convention=CONVENTIONS)
def trains_float32(Momentum, convention, rng):
    "trains float32 parameters, which stay float32"
    params = [rng.normal(size=shape).astype("float32") for shape in ((3,), (2, 2))]
    history = [[rng.normal(size=p.shape).astype("float32") for p in params] for _ in range(3)]
    ends = []
    for side in (Momentum, reference):
        optimizer, held = side(0.5, convention, 0.1), [put(p, on=side) for p in params]
        for grads in history:
            optimizer.step(held, grads, 0.25)
        ends.append([value(p) for p in held])
    near(*ends, length=3, terms=10.0, name="params")


@check(after="keeps_a_velocity_per_parameter")
@cases(steps=[3])
def keeps_velocities_by_position(Momentum, steps, rng):
    "carries a velocity on when another array stands at the same position"
    p, history = rng.normal(size=2), rng.normal(size=(steps, 2))
    ends = []
    for side in (Momentum, reference):
        optimizer, held = side(0.7), put(p, on=side)
        for g in history:
            held = put(value(held), on=side)
            optimizer.step([held], [g], 0.2)
        ends.append(value(held))
    near(*ends, length=steps, terms=10.0, name="params")


@check(after="keeps_a_velocity_per_parameter")
@cases(steps=[3])
def shares_nothing(Momentum, steps, rng):
    "shares no velocity between two optimizers used in turn"
    start, history = rng.normal(size=2), rng.normal(size=(steps, 2, 2))
    ends = []
    for side in (Momentum, reference):
        first, second = side(0.7), side(0.7)
        mine, other = put(start, on=side), put(start, on=side)
        for g, h in history:
            first.step([mine], [g], 0.2)
            second.step([other], [h], 0.2)
        ends.append([value(mine), value(other)])
    near(*ends, length=steps, terms=10.0, name="params")


@driver
def rolled(Momentum, own, other, start, steps):
    """The points two conventions reach on x**2 + 10 y**2, each with its own learning rate."""
    import numpy as np

    optimizers = (Momentum(0.9, own), Momentum(0.9, other))
    rates = (0.01, optimizers[0].rate_for(0.01, other))
    ends = []
    for optimizer, lr in zip(optimizers, rates, strict=True):
        p = np.array(start)
        for _ in range(steps):
            optimizer.step([p], [np.array([2.0, 20.0]) * p], lr)
        ends.append(p)
    return ends


@check(points=2, after=["converts_learning_rates", "obeys_a_change_of_rate"])
@cases(own=["pytorch", "ema"], other=["ema", "classical"])
def walks_the_same_way(Momentum, own, other, rng):
    "walks the same way in two conventions whose learning rates were converted"
    start = rng.normal(size=2)
    got, expected = (rolled(side, own, other, start, 30) for side in (Momentum, reference))
    near(got, expected, length=30, terms=100.0, name="ends of the walks")


class truth:
    """Without a recurrence: step k weighs each earlier gradient by a power of mu."""

    def __init__(self, mu=0.9, convention="pytorch", weight_decay=0.0):
        self.mu, self.convention, self.weight_decay = mu, convention, weight_decay
        self.past = []

    def step(self, params, grads, lr):
        share = 1 - self.mu if self.convention == "ema" else 1.0
        self.past.append(
            [
                (share * lr, share * (np.asarray(g, float) + self.weight_decay * p.astype(float)))
                for p, g in zip(params, grads, strict=True)
            ]
        )
        for i, p in enumerate(params):
            total = np.zeros(p.shape)
            for age, entry in enumerate(reversed(self.past)):
                rate, slope = entry[i]
                total += self.mu**age * slope * (rate if self.convention == "classical" else lr)
            p[...] = p.astype(float) - total

    def rate_for(self, lr, convention):
        first = {"pytorch": 1.0, "classical": 1.0, "ema": 1 - self.mu}
        return lr * first[self.convention] / first[convention]


VELOCITY = "self.v[i] = self.mu * self.v[i] + share * d"
SHARE = 'share = 1 - self.mu if self.convention == "ema" else 1.0'
DECAY = "d = g + self.weight_decay * p"
MOVE = "p[...] = p - lr * self.v[i]"
CLASSICAL = "self.v[i] = self.mu * self.v[i] - lr * d"
OWN = 'if self.convention == "ema":\n            lr = lr * (1 - self.mu)'
OTHER = 'if convention == "ema":\n            lr = lr / (1 - self.mu)'
LOOP = "for i, (p, g) in enumerate(zip(params, grads, strict=True)):"
ZEROS = "self.v = [np.zeros_like(p) for p in params]"

rebound = mistake(
    "bound p to a new array instead of changing the one passed in",
    fails="changes_the_arrays_it_is_given",
    replace=[(MOVE, "p = p - lr * self.v[i]"), ("p[...] = p + self.v[i]", "p = p + self.v[i]")],
)

forgets = mistake(
    "forgot the velocity after every step",
    fails="sums_past_gradients",
    replace=[(VELOCITY, "self.v[i] = share * d"), (CLASSICAL, "self.v[i] = -lr * d")],
)

averages_always = mistake(
    "took the moving average in every convention",
    fails="sums_past_gradients",
    replace=(SHARE, "share = 1 - self.mu"),
)

moves_first = mistake(
    "moved by the old velocity and only then brought it up to date",
    fails="changes_the_arrays_it_is_given",
    replace=(f"{VELOCITY}\n                {MOVE}", f"{MOVE}\n                {VELOCITY}"),
)

sums_always = mistake(
    "added up the gradients in every convention, without the factor 1 - mu of the average",
    fails=["averages_past_gradients", "obeys_a_change_of_rate"],
    replace=(SHARE, "share = 1.0"),
)

swapped_weights = mistake(
    "swapped mu and 1 - mu in the average",
    fails="changes_the_arrays_it_is_given",
    replace=(
        VELOCITY,
        """\
keep = share if self.convention == "ema" else self.mu
                share = self.mu if self.convention == "ema" else 1.0
                self.v[i] = keep * self.v[i] + share * d""",
    ),
)

rate_inside = mistake(
    "kept the learning rate inside the velocity in every convention",
    fails="obeys_a_change_of_rate",
    replace=[(VELOCITY, VELOCITY.replace("share", "lr * share")), (MOVE, "p[...] = p - self.v[i]")],
)

rate_outside = mistake(
    "multiplied the whole velocity by the new learning rate in the classical convention too",
    fails="obeys_a_change_of_rate",
    replace=[
        (CLASSICAL, CLASSICAL.replace("lr * d", "d")),
        ("p[...] = p + self.v[i]", "p[...] = p + lr * self.v[i]"),
    ],
)

decay_apart = mistake(
    "shrank the weights directly, so the velocity knows nothing of the decay",
    fails="decays_weights_by_the_gradient",
    replace=(DECAY, "p *= 1 - lr * self.weight_decay\n            d = g"),
)

decay_doubled = mistake(
    "took the gradient of weight_decay * |p|**2, twice as large",
    fails="decays_weights_by_the_gradient",
    replace=(DECAY, DECAY.replace("self.", "2 * self.")),
)

decay_upwards = mistake(
    "subtracted the decay from the gradient, so the weights grow",
    fails="decays_weights_by_the_gradient",
    replace=(DECAY, DECAY.replace("+", "-")),
)

converted_backwards = mistake(
    "multiplied by 1 - mu where it should be divided, and the other way round",
    fails="converts_learning_rates",
    replace=[(OWN, OWN.replace("* (", "/ (")), (OTHER, OTHER.replace("/ (", "* ("))],
)

one_way_only = mistake(
    "converted to the average, but not from it",
    fails="converts_learning_rates",
    replace=(OWN + "\n        ", ""),
)

velocity_by_shape = mistake(
    "kept one velocity for all parameters of a shape",
    fails="keeps_a_velocity_per_parameter",
    replace=[
        (ZEROS, "self.v = {p.shape: np.zeros_like(p) for p in params}"),
        (DECAY, f"i = p.shape\n            {DECAY}"),
    ],
)

decays_the_gradient_array = mistake(
    "added the decay to the caller's gradient in place",
    fails="leaves_gradients_unchanged",
    replace=(DECAY, "g += self.weight_decay * p\n            d = g"),
)

keyed_by_object = mistake(
    "kept velocities under the identity of the array, which a new array does not have",
    fails="keeps_velocities_by_position",
    replace=[
        (ZEROS, 'self.v = __import__("collections").defaultdict(float)'),
        (LOOP, "for i, p, g in zip(map(id, params), params, grads, strict=True):"),
    ],
)


@variant
class like_pytorch:
    "velocities updated in place, the first one a copy of the gradient"

    def __init__(self, mu=0.9, convention="pytorch", weight_decay=0.0):
        self.mu, self.convention, self.weight_decay = mu, convention, weight_decay
        self.buffers = {}

    def step(self, params, grads, lr):
        dampening = self.mu if self.convention == "ema" else 0.0
        size = lr if self.convention == "classical" else 1.0
        for i, (p, g) in enumerate(zip(params, grads, strict=True)):
            d = g + np.multiply(self.weight_decay, p)
            added = size * (1 - dampening) * d
            if i in self.buffers:
                self.buffers[i] *= self.mu
                self.buffers[i] += added
            else:
                self.buffers[i] = np.array(added)
            p[...] -= self.buffers[i] if self.convention == "classical" else lr * self.buffers[i]

    def rate_for(self, lr, convention):
        if convention == self.convention or {convention, self.convention} == {
            "pytorch",
            "classical",
        }:
            return lr
        return lr / (1 - self.mu) if convention == "ema" else lr - lr * self.mu


by_entry = variant(
    "one entry at a time with Python floats",
    replace=[
        (VELOCITY, "self.v[i] = self.v[i] * self.mu + d * share"),
        (
            MOVE,
            """\
for at in np.ndindex(p.shape):
                    p[at] -= lr * float(self.v[i][at])""",
        ),
    ],
)
