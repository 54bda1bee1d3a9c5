"""XOR to 100 %: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, driver, expect, mistake, near, variant


def rectangle(rng):
    """Corners far from the origin, of a rectangle that is no square, and their classes."""
    half = np.array([0.5, 1.0])[rng.permutation(2)]
    center = (1.5 - half) * rng.choice([-1.0, 1.0], 2)
    signs = np.array([[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]])
    return center + half * signs, np.array([1, 0, 0, 1]) ^ int(rng.integers(2))


@driver
def trained(train, x, y, rng):
    """Train; the signs of z at all points, as 1.0 and -1.0, and how steep L is at the end."""
    import numpy as np

    w1, b1, w2, b2 = train(x.copy(), y.copy(), rng)
    h = np.tanh(x @ w1.T + b1)
    z = h @ w2 + b2
    error = (0.5 + 0.5 * np.tanh(z / 2) - y) / len(y)
    back = error[:, None] * w2 * (1 - h**2)
    slopes = [
        back.T @ x + 0.003 * w1,
        back.sum(axis=0) + 0.003 * b1,
        error @ h + 0.003 * w2,
    ]
    squares = sum((slope**2).sum() for slope in slopes) + (error.sum() + 0.003 * b2) ** 2
    return np.where(z > 0, 1.0, -1.0), float(np.sqrt(squares))


@check(after="learns_points_around_them")
@cases(seed=range(2))
def learns_far_rectangles(train, rng):
    "learns long rectangles far from the origin"
    points, classes = rectangle(rng)
    x = np.repeat(points, 6, axis=0) + rng.uniform(-0.2, 0.2, size=(24, 2))
    y = np.repeat(classes, 6)
    near(trained(train, x, y, rng)[0], 2.0 * y - 1, name="signs")


@check(after=["comes_to_rest", "learns_points_around_them", "leaves_its_inputs_unchanged"])
@cases(seed=range(3))
def rests_where_more_points_are(train, rng):
    "comes to rest also where some corners have more points than others"
    points, classes = rectangle(rng)
    counts = rng.permutation([3, 5, 8, 14])
    x, y = np.repeat(points, counts, axis=0), np.repeat(classes, counts)
    signs, steepness = trained(train, x, y, rng)
    near(signs, 2.0 * y - 1, name="signs")
    expect(bool(steepness <= 0.01), "the gradient must have a length of at most 0.01")


def truth(x, y, rng):
    """SciPy's BFGS on the loss, without a gradient by hand, until all points are right."""
    from scipy.optimize import minimize

    k, sign = 4, 2 * y - 1

    def scores(p):
        return np.tanh(x @ p[: 2 * k].reshape(k, 2).T + p[2 * k : 3 * k]) @ p[3 * k : 4 * k] + p[-1]

    def loss(p):
        return np.logaddexp(0, -sign * scores(p)).mean() + 0.0015 * (p**2).sum()

    p = np.zeros(4 * k + 1)
    while not ((scores(p) > 0) == (sign > 0)).all() or not p.any():
        p = minimize(loss, rng.normal(size=4 * k + 1), options={"gtol": 1e-3}).x
    return p[: 2 * k].reshape(k, 2), p[2 * k : 3 * k], p[3 * k : 4 * k], float(p[-1])


START = "rng.normal(size=shape) for"
HIDDEN = "h = np.tanh(x @ w1.T + b1)\n"
ERROR = "error = (1 / (1 + np.exp(-h @ w2 - b2)) - y) / len(y)"
BACK = "back = np.outer(error, w2) * (1 - h**2)"
STEP = "value - RATE * (gradient + DECAY * value)"
LOOP = "    for _ in STEPS:\n"

no_hidden_layer = mistake(
    "left out the bend of the hidden units, so that all layers together are a line",
    fails="learns_the_four_corners",
    replace=[
        (HIDDEN, "h = x @ w1.T + b1\n"),
        (BACK, "back = np.outer(error, w2)"),
        ("2.0  # yours", "0.1  # yours"),
    ],
)

from_zeros = mistake(
    "started from zeros, where all hidden units are and stay the same",
    fails="learns_the_four_corners",
    replace=(START, "np.zeros(shape) for"),
)

all_alike = mistake(
    "started all hidden units with the same weights: they stay one unit, and draw one line",
    fails="learns_the_four_corners",
    replace=[
        (START, "np.full(shape, rng.normal()) for"),
        ("2.0  # yours", "0.3  # yours"),
    ],
)

wrong_way = mistake(
    "went up the gradient instead of down",
    fails="learns_the_four_corners",
    replace=[
        (STEP, STEP.replace("value - RATE", "value + RATE")),
        ("range(700)", "range(9)"),
    ],
)

classes_swapped = mistake(
    "took ones for zeros",
    fails="learns_the_four_corners",
    replace=(ERROR, ERROR.replace("- y)", "- (1 - y))")),
)

corners_by_heart = mistake(
    "trained on the first four points only",
    fails="learns_points_around_them",
    replace=(LOOP, "    x, y = x[:4], y[:4]\n" + LOOP),
)

no_decay = mistake(
    "left the squares of the weights out of the loss: then they grow and never come to rest there",
    fails="comes_to_rest",
    replace=(STEP, "value - RATE * gradient"),
)

stopped_early = mistake(
    "stopped as soon as every point was on its side",
    fails="comes_to_rest",
    replace=(
        HIDDEN,
        HIDDEN + "        if ((h @ w2 + b2 > 0) == (y == 1)).all():\n            break\n",
    ),
)

in_place = mistake(
    "shifted the caller's points",
    fails="leaves_its_inputs_unchanged",
    replace=(
        "    return w1, b1, w2, b2",
        "    x -= x.mean(axis=0)\n    return w1, b1, w2, b2",
    ),
)


@variant
def with_momentum(x, y, rng):
    "five units, momentum, all numbers in one vector"
    k = 5
    w1, b1, w2 = rng.normal(size=(k, 2)), rng.normal(size=k), rng.normal(size=k)
    p, speed = np.concatenate([w1.ravel(), b1, w2, [0.0]]), np.zeros(4 * k + 1)
    for _ in range(700):
        w1, b1, w2, b2 = (
            p[: 2 * k].reshape(k, 2),
            p[2 * k : 3 * k],
            p[3 * k : 4 * k],
            p[-1],
        )
        h = np.tanh(x @ w1.T + b1)
        d = (0.5 + 0.5 * np.tanh((h @ w2 + b2) / 2) - y) / len(y)
        inner = d[:, None] * w2 * (1 - h * h)
        g = np.concatenate([(inner.T @ x).ravel(), inner.sum(0), d @ h, [d.sum()]])
        speed = 0.9 * speed - 0.3 * (g + 0.003 * p)
        p = p + speed
    return p[: 2 * k].reshape(k, 2), p[2 * k : 3 * k], p[3 * k : 4 * k], float(p[-1])


@variant
def with_adam(x, y, rng):
    "eight units, Adam with a falling rate"
    p = [rng.normal(size=(8, 2)), rng.normal(size=8), rng.normal(size=8), np.zeros(())]
    mean, square = [0.0 * q for q in p], [0.0 * q for q in p]
    for t in range(1, 501):
        h = np.tanh(x @ p[0].T + p[1])
        d = (1 / (1 + np.exp(-(h @ p[2] + p[3]))) - y) / len(y)
        back = np.outer(d, p[2]) * (1 - h * h)
        gradients = [back.T @ x, back.sum(axis=0), h.T @ d, d.sum()]
        for i, gradient in enumerate(gradients):
            g = gradient + 0.003 * p[i]
            mean[i] = 0.9 * mean[i] + 0.1 * g
            square[i] = 0.999 * square[i] + 0.001 * g * g
            rate = 0.1 * (1 - t / 501) / (1 - 0.9**t)
            p[i] = p[i] - rate * mean[i] / (np.sqrt(square[i] / (1 - 0.999**t)) + 1e-8)
    return p[0], p[1], p[2], float(p[3])
