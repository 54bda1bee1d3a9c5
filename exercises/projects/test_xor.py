"""XOR to 100 %: every point on its side, and training at its end."""

import numpy as np

from grader import cases, check, driver, expect, near, put, unchanged


def corners(rng):
    """The corners of a rectangle, and their classes."""
    signs = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]])
    half, low = rng.uniform(0.5, 1.0, 2), rng.uniform(-1.5, -0.5, 2)
    classes = np.array([0, 1, 1, 0]) ^ int(rng.integers(2))
    return (low + half) + half * signs, classes


def around(points, classes, n, rng):
    """For every corner n points near it, in a shuffled order."""
    order = rng.permutation(len(points) * n)
    x = np.repeat(points, n, axis=0) + rng.uniform(-0.2, 0.2, size=(len(points) * n, 2))
    return x[order], np.repeat(classes, n)[order]


@driver
def trained(train, x, y, rng, new):
    """Train; the signs of z at `new` points, as a column of 1.0 and -1.0, and how steep L is at the end."""
    import numpy as np

    w1, b1, w2, b2 = train(x.copy(), y.copy(), rng)
    for name, array in (("w1", w1), ("b1", b1), ("w2", w2)):
        if not (isinstance(array, np.ndarray) and array.dtype == np.float64):
            raise TypeError(f"{name} must be a float64 array")
    k = len(b1)
    if not (2 <= k <= 8 and w1.shape == (k, 2) and b1.shape == w2.shape == (k,)):
        raise ValueError(f"w1 {w1.shape}, b1 {b1.shape}, w2 {w2.shape} must be (k, 2), (k,), (k,)")
    b2 = float(b2)
    h = np.tanh(x @ w1.T + b1)
    error = (0.5 + 0.5 * np.tanh((h @ w2 + b2) / 2) - y) / len(y)
    back = np.outer(error, w2) * (1 - h**2)
    parts = (
        back.T @ x + 0.003 * w1,
        back.sum(axis=0) + 0.003 * b1,
        error @ h + 0.003 * w2,
    )
    squares = sum(float((part**2).sum()) for part in parts)
    steepness = float(np.sqrt(squares + (error.sum() + 0.003 * b2) ** 2))
    z = np.tanh(new @ w1.T + b1) @ w2 + b2
    return np.where(z > 0, 1.0, -1.0)[:, None], steepness


@check(points=2)
@cases(seed=range(3))
def learns_the_four_corners(train, rng):
    "gets the four corners right, whichever two are the ones"
    x, y = corners(rng)
    near(trained(train, x, y, rng, x)[0], 2.0 * y[:, None] - 1, name="signs of z")


@check(points=3, after=learns_the_four_corners)
@cases(seed=range(3))
def comes_to_rest(train, rng):
    "trains to the end: the gradient of the loss has all but vanished"
    x, y = corners(rng)
    signs, steepness = trained(train, x, y, rng, x)
    near(signs, 2.0 * y[:, None] - 1, name="signs of z")
    near(steepness, 0.0, tolerance=1.0, name="length of the gradient")
    expect(bool(steepness <= 0.01), "the gradient must have a length of at most 0.01")


@check(points=2, after=comes_to_rest)
@cases(seed=range(3))
def learns_points_around_them(train, rng):
    "gets points around the corners right, and new ones like them"
    points, classes = corners(rng)
    x, y = around(points, classes, 10, rng)
    new, answers = around(points, classes, 5, rng)
    signs, _ = trained(train, x, y, rng, np.concatenate([x, new]))
    near(signs, 2.0 * np.concatenate([y, answers])[:, None] - 1, name="signs of z")


@check(after=learns_the_four_corners)
@cases(seed=range(1))
def leaves_its_inputs_unchanged(train, rng):
    "leaves points and classes unchanged"
    corner, classes = corners(rng)
    x, y = put(corner), put(classes)
    train(x, y, rng)
    unchanged(x, "x")
    unchanged(y, "y")
