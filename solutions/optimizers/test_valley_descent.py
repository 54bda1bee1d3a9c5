"""Descents into two valleys: hidden checks, truth, mistakes, variants."""

import numpy as np

from grader import cases, check, mistake, near, variant


@check(after="remembers_its_velocity")
def comes_near_beales_minimum(descend):
    "ends where SGD and momentum end in Beale's valley after 100 steps from (0, 0)"
    for momentum, end, loss in (
        (0.0, (2.4291507535, 0.3171124727), 0.1063521081),
        (0.9, (2.9982560841, 0.5016488012), 0.0001955925),
    ):
        trace = descend("beale", np.zeros(2), 0.01, momentum, 100)
        near(trace["positions"][99], np.array(end), tolerance=1e-8, name="positions")
        near(trace["losses"][99], loss, tolerance=1e-8, name="losses")
        near(trace["gradients"][0], np.array([-12.75, 0.0]), name="gradients")


@check(after="remembers_its_velocity")
@cases(steps=[3])
def rests_at_the_minimum(descend, steps, rng):
    "stays where the gradient is 0"
    for name, minimum in (("rosenbrock", (1.0, 1.0)), ("beale", (3.0, 0.5))):
        trace = descend(name, np.array(minimum), float(rng.uniform(0.1, 0.2)), 0.9, steps)
        near(trace["positions"], np.tile(minimum, (steps, 1)), name="positions")
        near(trace["losses"], np.zeros(steps), terms=1.0, name="losses")
        near(trace["gradients"], np.zeros((steps, 2)), terms=1.0, name="gradients")


def truth(name, start, lr, momentum, steps):
    """Derivatives by a complex step, positions by the sum of all past gradients.

    For a tiny h the imaginary part of f(x + ih) / h is f'(x), without any difference.
    """

    def f(x, y):
        if name == "rosenbrock":
            return (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x)
        return sum((k - x * (1 - y**n)) ** 2 for n, k in ((1, 1.5), (2, 2.25), (3, 2.625)))

    places, gradients = [np.array(start)], []
    for step in range(steps):
        x, y = places[-1]
        slopes = f(x + 1e-30j, y).imag / 1e-30, f(x, y + 1e-30j).imag / 1e-30
        gradients.append(np.array(slopes))
        shares = [momentum ** (step - k) for k in range(step + 1)]
        places.append(places[-1] - lr * sum(s * g for s, g in zip(shares, gradients, strict=True)))
    return {
        "gradients": np.stack(gradients),
        "losses": np.array([float(f(*p)) for p in places[:-1]]),
        "positions": np.stack(places[1:]),
    }


ROSENBROCK = "loss = (1 - x) ** 2 + 100 * above**2"
SLOPE = "gradient = np.array([-2 * (1 - x) - 400 * x * above, 200 * above])"
BEALE = "a, b, c = 1.5 - x + x * y, 2.25 - x + x * y**2, 2.625 - x + x * y**3"
BY_X = "by_x = a * (y - 1) + b * (y**2 - 1) + c * (y**3 - 1)"
BY_Y = "by_y = x * (a + 2 * b * y + 3 * c * y**2)"
VELOCITY = "velocity = momentum * velocity + gradient"
MOVE = "p = p - lr * velocity"
KEEP_LOSS = 'trace["losses"].append(loss)'

square_forgotten = mistake(
    "wrote y - x instead of y - x**2",
    fails="knows_the_height_of_rosenbrock",
    replace=[("above = y - x**2", "above = y - x"), (SLOPE, SLOPE.replace("400 * x", "200"))],
)

hundred_inside = mistake(
    "multiplied by 100 before squaring",
    fails="knows_the_height_of_rosenbrock",
    replace=(ROSENBROCK, ROSENBROCK.replace("100 * above**2", "(100 * above) ** 2")),
)

inner_derivative = mistake(
    "forgot the inner derivative of x**2, which makes 200 into 400 x",
    fails="knows_the_slope_of_rosenbrock",
    replace=(SLOPE, SLOPE.replace("400 * x", "200")),
)

inner_sign = mistake(
    "lost the minus of the inner derivative",
    fails="knows_the_slope_of_rosenbrock",
    replace=(SLOPE, SLOPE.replace("- 400", "+ 400")),
)

first_sign = mistake(
    "differentiated (1 - x)**2 into 2 (1 - x)",
    fails="knows_the_slope_of_rosenbrock",
    replace=(SLOPE, SLOPE.replace("-2 * (1 - x)", "2 * (1 - x)")),
)

by_differences = mistake(
    "took one-sided differences of the loss for the gradient",
    fails="knows_the_slope_of_rosenbrock",
    replace=(
        SLOPE,
        """\
f = lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2
            ahead = np.array([f(x + 1e-6, y), f(x, y + 1e-6)])
            gradient = (ahead - loss) / 1e-6""",
    ),
)

powers_forgotten = mistake(
    "put y into all three terms of Beale's function, without its powers",
    fails="knows_the_height_of_beale",
    replace=(BEALE, BEALE.replace("y**2", "y").replace("y**3", "y")),
)

beale_by_x = mistake(
    "forgot that -x and x y both depend on x",
    fails="knows_the_slope_of_beale",
    replace=(BY_X, "by_x = a * y + b * y**2 + c * y**3"),
)

beale_by_y = mistake(
    "forgot the factors 2 and 3 that the powers of y bring down",
    fails="knows_the_slope_of_beale",
    replace=(BY_Y, "by_y = x * (a + b * y + c * y**2)"),
)

beale_halved = mistake(
    "forgot the factor 2 of the squares in Beale's gradient",
    fails="knows_the_slope_of_beale",
    replace=("gradient = 2 * np.array([by_x, by_y])", "gradient = np.array([by_x, by_y])"),
)

uphill = mistake(
    "walked along the gradient, uphill",
    fails="walks_against_the_gradient",
    replace=(MOVE, "p = p + lr * velocity"),
)

y_after_x = mistake(
    "moved x first and computed the slope in y from the new x",
    fails="walks_against_the_gradient",
    replace=(
        MOVE,
        MOVE
        + """
        if momentum == 0 and name == "rosenbrock":
            p[1] = y - lr * 200 * (y - p[0] ** 2)""",
    ),
)

before_the_step = mistake(
    "gave the positions from before the steps",
    fails="walks_against_the_gradient",
    replace=('trace["positions"].append(p)', 'trace["positions"].append(np.array([x, y]))'),
)

start_included = mistake(
    "put the start before the positions, one row more than steps",
    fails="walks_against_the_gradient",
    replace=(
        '"positions": []}',
        '"positions": [start]}',
    ),
)

averaged = mistake(
    "averaged the gradients, adding 1 - momentum of each, the other convention of momentum",
    fails="remembers_its_velocity",
    replace=(VELOCITY, VELOCITY + " * (1 - momentum)"),
)

nothing_remembered = mistake(
    "ignored the momentum",
    fails="remembers_its_velocity",
    replace=(VELOCITY, "velocity = gradient"),
)

gradient_in_the_place_of_velocity = mistake(
    "gave the velocity where the gradient was asked for",
    fails="remembers_its_velocity",
    replace=('trace["gradients"].append(gradient)', 'trace["gradients"].append(velocity)'),
)

in_place = mistake(
    "moved the caller's start",
    fails="leaves_the_start_unchanged",
    replace=(MOVE, "start -= lr * velocity\n        p = start.copy()"),
)


@variant
def with_numbers(name, start, lr, momentum, steps):
    "x and y as two numbers, v carrying the learning rate and the minus"
    x, y = float(start[0]), float(start[1])
    vx = vy = 0.0
    rows = []
    for _ in range(steps):
        if name == "beale":
            f = [(1.5, 1), (2.25, 2), (2.625, 3)]
            inner = [k - x + x * y**n for k, n in f]
            loss = sum(r * r for r in inner)
            gx = sum(2 * r * (y**n - 1) for r, (_, n) in zip(inner, f, strict=True))
            gy = sum(2 * r * x * n * y ** (n - 1) for r, (_, n) in zip(inner, f, strict=True))
        else:
            loss = 1 - 2 * x + x * x + 100 * (y - x * x) ** 2
            gx = 2 * (x - 1) + 400 * x * (x * x - y)
            gy = 200 * (y - x * x)
        vx = momentum * vx - lr * gx
        vy = momentum * vy - lr * gy
        x, y = x + vx, y + vy
        rows.append((gx, gy, loss, x, y))
    table = np.array(rows)
    return {"gradients": table[:, :2], "losses": table[:, 2], "positions": table[:, 3:]}


@variant
def arrays_filled(name, start, lr, momentum, steps):
    "arrays made in advance and filled row by row"
    gradients, positions, losses = np.empty((steps, 2)), np.empty((steps, 2)), np.empty(steps)
    p, v = start.copy(), np.zeros_like(start)
    for k in range(steps):
        x, y = p
        if name == "rosenbrock":
            losses[k] = (x - 1) ** 2 + (10 * (y - x * x)) ** 2
            gradients[k] = 2 * (x - 1 + 200 * x * (x * x - y)), -200 * (x * x - y)
        else:
            r = np.array([1.5, 2.25, 2.625]) - x * (1 - y ** np.arange(1, 4))
            losses[k] = r @ r
            gradients[k, 0] = 2 * r @ (y ** np.arange(1, 4) - 1)
            gradients[k, 1] = 2 * x * (r @ (y ** np.arange(3) * [1, 2, 3]))
        v *= momentum
        v += gradients[k]
        p -= lr * v
        positions[k] = p
    return {"losses": losses, "positions": positions, "gradients": gradients}
