"""A validation curve: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="stays_accurate_at_degree_18")
@cases(n=[70], seed=range(2))
def handles_larger_sets(validation_curve, n, rng):
    "handles 70 points and every degree from 0 to 14"
    x = 10 * (np.arange(n) + rng.uniform(-0.25, 0.25, size=n)) / n
    y = np.sin(x) + 0.5 * x + 0.5 * rng.normal(size=n)
    x_val, y_val = rng.uniform(0.5, 9.5, size=30), rng.normal(size=30)
    settings = (x, y, x_val, y_val, list(range(15)))
    got, expected = validation_curve(*settings), reference(*settings)
    near(got[0], expected[0], tolerance=1e-7, name="train")
    near(got[1], expected[1], tolerance=1e-7, name="val")


@check(after=["keeps_the_order_of_the_degrees", "stays_accurate_at_degree_18"])
@cases(shift=[-300.0, 40.0], seed=range(2))
def works_anywhere_on_the_axis(validation_curve, shift, rng):
    "works on points far from 0, and beyond the training set on both sides"
    x = shift + 3 * (np.arange(9) + rng.uniform(-0.25, 0.25, size=9))
    y, x_val = rng.normal(size=9), shift + np.array([-1.5, 2.0, 26.0])
    y_val = rng.normal(size=3)
    settings = (x, y, x_val, y_val, [1, 4, 1])
    got, expected = validation_curve(*settings), reference(*settings)
    near(got[0], expected[0], tolerance=1e-8, name="train")
    near(got[1], expected[1], tolerance=1e-8, name="val")


def truth(x, y, x_val, y_val, degrees):
    """Legendre polynomials, orthogonal by QR: other coefficients of the same function."""
    from numpy.polynomial import Legendre

    fits = [Legendre.fit(x, y, degree) for degree in degrees]
    train = np.array([np.mean((fit(x) - y) ** 2) for fit in fits])
    return train, np.array([np.mean((fit(x_val) - y_val) ** 2) for fit in fits])


T = "t = 2 * (points - low) / (high - low) - 1"
POWERS = "t[:, None] ** np.arange(degree + 1)"
TRAIN = "np.mean((features(x, degree) @ c - y) ** 2)"
VAL = "val.append(np.mean((features(x_val, degree) @ c - y_val) ** 2))"

summed = mistake(
    "added up the squares instead of averaging them",
    fails="measures_the_training_error",
    replace=(TRAIN, TRAIN.replace("np.mean", "np.sum")),
)

rooted = mistake(
    "took the root of the mean, which is another measure",
    fails="measures_the_training_error",
    replace=(TRAIN, TRAIN.replace("np.mean", "np.sqrt(np.mean") + ")"),
)

halved = mistake(
    "halved the mean squared error",
    fails="measures_the_training_error",
    replace=(TRAIN, TRAIN + " / 2"),
)

without_constant = mistake(
    "left the constant out, so every curve goes through 0 in the middle",
    fails="measures_the_training_error",
    replace=(POWERS, "t[:, None] ** np.arange(1, degree + 1)"),
)

unbiased = mistake(
    "divided by n minus the number of coefficients: an estimate of the noise, not the error",
    fails="measures_the_training_error",
    replace=(TRAIN, TRAIN.replace("np.mean", "np.sum") + " / (len(x) - degree - 1)"),
)

fitted_again = mistake(
    "fitted a new curve to the validation set, which then is no test of the old one",
    fails="measures_the_validation_error",
    replace=(
        VAL,
        "c = np.linalg.lstsq(features(x_val, degree), y_val, rcond=None)[0]\n        " + VAL,
    ),
)

scaled_by_itself = mistake(
    "scaled the validation points by their own smallest and largest, not the training set's",
    fails="measures_the_validation_error",
    replace=(
        T,
        "low, high = points.min(), points.max() + (len(points) == 1)\n        " + T,
    ),
)

compared_with_training = mistake(
    "gave the training error twice",
    fails="measures_the_validation_error",
    replace=(VAL, "val.append(train[-1])"),
)

one_degree_short = mistake(
    "left the highest power out: np.arange(degree) ends one before degree",
    fails="measures_the_training_error",
    replace=(POWERS, "t[:, None] ** np.arange(degree)"),
)

highest_power_only = mistake(
    "took the constant and the highest power, without those in between",
    fails="bends_the_line",
    replace=(POWERS, "t[:, None] ** np.array([0, degree])"),
)

sorted_degrees = mistake(
    "went through the degrees from the lowest to the highest instead of as asked",
    fails="keeps_the_order_of_the_degrees",
    replace=("for degree in degrees", "for degree in sorted(degrees)"),
)

raw_powers = mistake(
    "took powers of x itself, so large that least squares gives some of them up",
    fails="stays_accurate_at_degree_18",
    replace=(T, "t = points"),
)


@variant
def by_qr(x, y, x_val, y_val, degrees):
    "Vandermonde matrices, highest power first, solved by QR"

    def features(points, degree):
        middle, half = (x.max() + x.min()) / 2, (x.max() - x.min()) / 2
        return np.vander((points - middle) / half, degree + 1)

    train, val = [], []
    for degree in degrees:
        q, r = np.linalg.qr(features(x, degree))
        c = np.linalg.solve(r, q.T @ y)
        train.append(np.square(features(x, degree) @ c - y).mean())
        val.append(np.square(features(x_val, degree) @ c - y_val).mean())
    return np.array(train), np.array(val)


@variant
def by_pinv(x, y, x_val, y_val, degrees):
    "features built by multiplying, solved by the pseudoinverse, evaluated by Horner's rule"
    a, b = 2 / (np.max(x) - np.min(x)), -(np.max(x) + np.min(x)) / (np.max(x) - np.min(x))
    errors = np.zeros((2, len(degrees)))
    for i, degree in enumerate(degrees):
        columns = [np.ones(len(x))]
        for _ in range(degree):
            columns.append(columns[-1] * (a * x + b))
        c = np.linalg.pinv(np.stack(columns, axis=1)) @ y
        for j, (points, values) in enumerate(((x, y), (x_val, y_val))):
            f = np.zeros(len(points))
            for coefficient in c[::-1]:
                f = f * (a * points + b) + coefficient
            errors[j, i] = ((f - values) ** 2).sum() / len(values)
    return errors[0], errors[1]
