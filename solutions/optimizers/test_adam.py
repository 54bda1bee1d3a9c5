"""Adam: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, driver, mistake, near, put, reference, value, variant


def close(got, expected, steps, name):
    """Near, for sums of steps: one rounding of beta2**t moves a step by lr / (1 - beta2) eps."""
    near(got, expected, length=steps, terms=1000 * 0.2, name=name)


@check(after="keeps_state_per_parameter")
@cases(steps=[1, 5], seed=range(2))
def trains_float32(Adam, steps, rng):
    "trains float32 parameters, which stay float32"
    shapes = [(3,), (2, 2)]
    params = [rng.normal(size=shape).astype("float32") for shape in shapes]
    history = [
        [(0.5 + rng.random(size=shape)).astype("float32") for shape in shapes] for _ in range(steps)
    ]
    ends = []
    for side in (Adam, reference):
        optimizer = side(lr=0.1, eps=0.0)
        held = [put(p, on=side) for p in params]
        for grads in history:
            optimizer.step(held, grads)
        ends.append([value(p) for p in held])
    close(*ends, steps, "params")


@check(after="adds_eps_outside_the_root")
@cases(steps=[1, 3], seed=range(2))
def moves_on_through_zero_gradients(Adam, steps, rng):
    "keeps moving by its momentum while gradients are zero, and stands still before any came"
    g, zero = rng.normal(size=3), np.zeros(3)
    g[0] = 0.0
    p = rng.normal(size=3)
    ends = []
    for side in (Adam, reference):
        optimizer, held = side(lr=0.1), put(p, on=side)
        for grads in [zero, g, *[zero] * steps]:
            optimizer.step([held], [grads])
        ends.append([value(held)])
    close(*ends, steps + 2, "params")


@check(after="remembers_past_gradients")
@cases(steps=[2, 4], seed=range(2))
def shares_nothing(Adam, steps, rng):
    "shares no state between two optimizers used in turn"
    p, q = rng.normal(size=2), rng.normal(size=2)
    history = [(rng.normal(size=2), rng.normal(size=2)) for _ in range(steps)]
    ends = []
    for side in (Adam, reference):
        first, second = side(lr=0.1, eps=0.0), side(lr=0.2, eps=0.0)
        mine, other = put(p, on=side), put(q, on=side)
        for g, h in history:
            first.step([mine], [g])
            second.step([other], [h])
        ends.append([value(mine), value(other)])
    close(*ends, steps, "params")


@driver
def descended(Adam, start, lr, weight_decay, steps):
    """Where `steps` steps down Rosenbrock's valley end."""
    import numpy as np

    p = np.array(start)
    optimizer = Adam(lr=lr, weight_decay=weight_decay)
    for _ in range(steps):
        x, y = p
        optimizer.step([p], [np.array([-2 * (1 - x) - 400 * x * (y - x**2), 200 * (y - x**2)])])
    return p


@check(points=2, after=["decays_weights_apart_from_the_gradient", "adds_eps_outside_the_root"])
def walks_down_the_valley(Adam):
    "ends where it should in Rosenbrock's valley, after 5 steps with decay and after 1000 without"
    for start, weight_decay, steps, end in (
        ([-1.0, -1.0], 0.01, 5, [-0.9949512052, -0.9949507630]),
        ([-1.0, 1.0], 0.0, 1000, [0.0787882440, 0.0033853872]),
    ):
        got = descended(Adam, start, 1e-3, weight_decay, steps)
        near(got, np.array(end), tolerance=1e-9, name=f"(x, y) after {steps} steps")


class truth:
    """Adam without a recurrence, in float64.

    A bias-corrected moving average is the mean of all past values with weights beta**age.
    """

    def __init__(self, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0):
        self.lr, self.betas, self.eps, self.weight_decay = lr, betas, eps, weight_decay
        self.past = []

    def step(self, params, grads):
        self.past.append([np.asarray(g, dtype="float64") for g in grads])
        age = np.arange(len(self.past))[::-1]
        weights1, weights2 = self.betas[0] ** age, self.betas[1] ** age
        for i, p in enumerate(params):
            g = np.stack([entry[i] for entry in self.past])
            mean = np.tensordot(weights1, g, 1) / weights1.sum()
            mean_square = np.tensordot(weights2, g * g, 1) / weights2.sum()
            kept = p.astype("float64") * (1 - self.lr * self.weight_decay)
            p[...] = kept - self.lr * mean / (np.sqrt(mean_square) + self.eps)


M_HAT = "self.m[i] / (1 - self.beta1**self.t)"
V_HAT = "self.v[i] / (1 - self.beta2**self.t)"
DECAY = "p[...] = p * (1 - self.lr * self.weight_decay)"
UPDATE = "p[...] = p - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)"
DECAY_BY_LR = "(1 - self.lr * self.weight_decay)"
COUNT = "        self.t += 1\n"
LOOP = "for i, (p, g) in enumerate(zip(params, grads, strict=True)):"
M_ZEROS = "self.m = [np.zeros_like(p) for p in params]"
V_ZEROS = "self.v = [np.zeros_like(p) for p in params]"

rebound = mistake(
    "bound p to a new array instead of changing the one passed in",
    fails="changes_the_arrays_it_is_given",
    replace=[(DECAY, DECAY.replace("[...]", "")), (UPDATE, UPDATE.replace("[...]", ""))],
)

t_from_zero = mistake(
    "counted the step after using t, so the first correction divides by zero",
    fails="changes_the_arrays_it_is_given",
    replace=[(COUNT, ""), (UPDATE, UPDATE + "\n        self.t += 1")],
)

no_correction = mistake(
    "left the bias correction out",
    fails="first_step_has_size_lr",
    replace=[(M_HAT, "self.m[i]"), (V_HAT, "self.v[i]")],
)

only_m_corrected = mistake(
    "corrected the bias of m but not of v",
    fails="first_step_has_size_lr",
    replace=(V_HAT, "self.v[i]"),
)

summed_momentum = mistake(
    "accumulated m = beta1 m + g, momentum's rule, not the average's",
    fails="first_step_has_size_lr",
    replace=("(1 - self.beta1) * g", "g"),
)

no_root = mistake(
    "divided by v_hat instead of its root",
    fails="first_step_has_size_lr",
    replace=("np.sqrt(v_hat)", "v_hat"),
)

t_stays_one = mistake(
    "corrected every step as if it were the first",
    fails="remembers_past_gradients",
    replace=[(M_HAT, "self.m[i] / (1 - self.beta1)"), (V_HAT, "self.v[i] / (1 - self.beta2)")],
)

betas_swapped = mistake(
    "used beta2 for m and beta1 for v",
    fails="remembers_past_gradients",
    replace=("self.beta1, self.beta2 = betas", "self.beta2, self.beta1 = betas"),
)

t_per_parameter = mistake(
    "counted t once for every parameter instead of once for every call",
    fails="keeps_state_per_parameter",
    replace=[(COUNT, ""), (DECAY, "self.t += 1\n            " + DECAY)],
)

eps_in_the_root = mistake(
    "added eps inside the root",
    fails="adds_eps_outside_the_root",
    replace=("(np.sqrt(v_hat) + self.eps)", "np.sqrt(v_hat + self.eps)"),
)

eps_before_correction = mistake(
    "added eps to the root of v before its correction",
    fails="adds_eps_outside_the_root",
    replace=(
        "(np.sqrt(v_hat) + self.eps)",
        "((np.sqrt(self.v[i]) + self.eps) / np.sqrt(1 - self.beta2**self.t))",
    ),
)

decay_in_the_gradient = mistake(
    "added weight_decay * p to the gradient (L2), so the decay is divided by the root of v too",
    fails="decays_weights_apart_from_the_gradient",
    replace=(DECAY, "g = g + self.weight_decay * p"),
)

decay_without_lr = mistake(
    "shrank the weights by 1 - weight_decay, without lr",
    fails="decays_weights_apart_from_the_gradient",
    replace=(DECAY_BY_LR, "(1 - self.weight_decay)"),
)

decay_last = mistake(
    "shrank the weights after the step instead of before it",
    fails="decays_weights_apart_from_the_gradient",
    replace=[(DECAY + "\n            ", ""), (UPDATE, UPDATE + "\n            " + DECAY)],
)

gradient_squared_in_place = mistake(
    "squared the caller's gradient in place",
    fails="leaves_gradients_unchanged",
    replace=("self.beta2) * g**2", "self.beta2) * np.square(g, out=g)"),
)


keyed_by_object = mistake(
    "kept m and v under the identity of the array, which a new array does not have",
    fails="keeps_state_by_position",
    replace=[
        (M_ZEROS, 'self.m = __import__("collections").defaultdict(float)'),
        (V_ZEROS, 'self.v = __import__("collections").defaultdict(float)'),
        (LOOP, "for i, p, g in zip(map(id, params), params, grads, strict=True):"),
    ],
)

skips_zeros = mistake(
    "skipped entries whose gradient is zero",
    fails="moves_on_through_zero_gradients",
    replace=("p - self.lr * m_hat", "p - (g != 0) * self.lr * m_hat"),
)

state_of_the_class = mistake(
    "kept m and v in attributes of the class, which every optimizer shares",
    fails="shares_nothing",
    replace=[
        ("        self.m: list[np.ndarray] = []\n        self.v: list[np.ndarray] = []\n", ""),
        (M_ZEROS, M_ZEROS.replace("self", "Adam")),
        (V_ZEROS, V_ZEROS.replace("self", "Adam")),
    ],
)

folded = variant(
    "both corrections folded into the step size and eps",
    replace=(
        UPDATE,
        """\
root = np.sqrt(1 - self.beta2**self.t)
            size = self.lr * root / (1 - self.beta1**self.t)
            p -= size * self.m[i] / (np.sqrt(self.v[i]) + self.eps * root)""",
    ),
)

by_entry = variant(
    "one entry at a time with Python floats",
    replace=(
        UPDATE,
        """\
for at in np.ndindex(p.shape):
                root = float(v_hat[at]) ** 0.5
                p[at] -= self.lr * float(m_hat[at]) / (root + self.eps)""",
    ),
)

lerped = variant(
    "averages moved towards the new value by a fraction of the difference",
    replace=[
        ("self.beta1 * self.m[i] + (1 - self.beta1) * g",
         "self.m[i] + (1 - self.beta1) * (g - self.m[i])"),
        ("self.beta2 * self.v[i] + (1 - self.beta2) * g**2",
         "self.v[i] + (1 - self.beta2) * (g * g - self.v[i])"),
    ],
)  # fmt: skip


@variant
class like_pytorch:
    "state and parameters updated in place, the root divided by the root of its correction"

    def __init__(self, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0):
        self.lr, self.betas, self.eps, self.weight_decay = lr, betas, eps, weight_decay
        self.state = []

    def step(self, params, grads):
        while len(self.state) < len(params):
            p = params[len(self.state)]
            self.state.append({"t": 0, "m": np.zeros_like(p), "v": np.zeros_like(p)})
        beta1, beta2 = self.betas
        for p, g, state in zip(params, grads, self.state, strict=True):
            state["t"] += 1
            np.multiply(p, 1 - self.lr * self.weight_decay, out=p)
            state["m"] *= beta1
            state["m"] += (1 - beta1) * g
            state["v"] *= beta2
            state["v"] += (1 - beta2) * g * g
            root = np.sqrt(state["v"]) / (1 - beta2 ** state["t"]) ** 0.5
            p[...] -= self.lr / (1 - beta1 ** state["t"]) * state["m"] / (root + self.eps)
