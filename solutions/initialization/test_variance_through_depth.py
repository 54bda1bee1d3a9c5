"""Variance through depth: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after=["integrates_tanh", "halves_with_relu"])
@cases(activation=["identity", "relu", "tanh"], deviation=[0.03, 0.05])
def follows_fifty_layers(mean_squares, activation, deviation, rng):
    "follows fifty layers of a thousand units"
    first = float(rng.uniform(0.5, 2))
    arguments = (first, 50, 1000, deviation, activation)
    got, expected = mean_squares(*arguments), reference(*arguments)
    if activation == "tanh":
        near(got, expected, tolerance=1e-8, name="squares")
    else:
        near(got, expected, length=2500, terms=expected, name="squares")


@check(after="integrates_tanh")
@cases(deviation=[0.01, 8.0], seed=range(2))
def integrates_narrow_and_wide(mean_squares, deviation, rng):
    "tanh: is right where tanh is almost straight, and where it is almost a step"
    arguments = (float(rng.uniform(0.8, 1.2)), 2, 4, deviation, "tanh")
    near(mean_squares(*arguments), reference(*arguments), tolerance=1e-8, name="squares")


def truth(first, depth, fan_in, deviation, activation):
    """SciPy's integration over the density of z itself."""
    from scipy.integrate import quad

    if activation not in ("identity", "relu", "tanh"):
        raise ValueError(activation)
    found = [first]
    for _ in range(depth):
        s = np.sqrt(fan_in * found[-1]) * deviation
        if s == 0:
            found.append(0.0)
            continue
        if activation != "tanh":
            found.append(s * s * (0.5 if activation == "relu" else 1.0))
            continue
        half, _ = quad(
            lambda z, s=s: np.tanh(z) ** 2 * np.exp(-((z / s) ** 2) / 2) / (s * 2.5066282746310002),
            0,
            12 * s,
            points=[1.0] if s > 0.1 else None,
            epsabs=1e-13,
            epsrel=1e-11,
            limit=400,
        )
        found.append(2 * half)
    return np.array(found)


V = "fan_in * deviation**2 * squares[-1]"

not_squared = mistake(
    "multiplied by the deviation, not by its square",
    fails="multiplies_by_fan_in_and_variance",
    replace=("deviation**2 * squares", "deviation * squares"),
)

no_fan_in = mistake(
    "left out that each z is a sum over fan_in terms",
    fails="multiplies_by_fan_in_and_variance",
    replace=(V, "deviation**2 * squares[-1]"),
)

root_of_fan_in = mistake(
    "took the square root of fan_in, as for deviations",
    fails="multiplies_by_fan_in_and_variance",
    replace=(V, "fan_in**0.5 * deviation**2 * squares[-1]"),
)

always_from_the_input = mistake(
    "computed every layer from the input's mean square",
    fails="multiplies_by_fan_in_and_variance",
    replace=("squares[-1]", "first"),
)

relu_keeps = mistake(
    "did not count that ReLU cuts off half of the z",
    fails="halves_with_relu",
    replace=("v = v / 2", "pass"),
)

relu_variance = mistake(
    "took the variance of ReLU's activations, without their mean",
    fails="halves_with_relu",
    replace=("v = v / 2", "v = v / 2 - v / (2 * np.pi)"),
)

relu_quarter = mistake(
    "squared the half that ReLU lets pass",
    fails="halves_with_relu",
    replace=("v = v / 2", "v = v / 4"),
)

tanh_is_straight = mistake(
    "took tanh z for z",
    fails="integrates_tanh",
    replace=("np.tanh(deviation * GRID) ** 2", "(deviation * GRID) ** 2"),
)

tanh_of_deviation = mistake(
    "squared tanh of the deviation instead of averaging over all z",
    fails="integrates_tanh",
    replace=("v = mean_of_squared_tanh(math.sqrt(v))", "v = math.tanh(math.sqrt(v)) ** 2"),
)

variance_as_deviation = mistake(
    "gave z the variance as standard deviation",
    fails="integrates_tanh",
    replace=("mean_of_squared_tanh(math.sqrt(v))", "mean_of_squared_tanh(v)"),
)

mean_not_squared = mistake(
    "averaged |tanh z|, not its square",
    fails="integrates_tanh",
    replace=("np.tanh(deviation * GRID) ** 2", "abs(np.tanh(deviation * GRID))"),
)

weights_not_normalized = mistake(
    "multiplied by the step of the grid, but left out the 1 / sqrt(2 pi) of the density",
    fails="integrates_tanh",
    replace=("/ weights.sum()", "* 0.01"),
)

evenly = mistake(
    "averaged over the grid without the weights of the normal density",
    fails="integrates_tanh",
    replace=("np.exp(-GRID * GRID / 2)", "np.ones(len(GRID))"),
)

input_left_out = mistake(
    "left the input's mean square out of the list when there is no layer",
    fails="starts_with_the_input",
    replace=("np.array(squares, ", "np.array(squares if depth else [], "),
)

late_refusal = mistake(
    "looked at the name only once there was a layer",
    fails="refuses_other_activations",
    replace=(
        'if activation not in ("identity", "relu", "tanh"):',
        'if depth and activation not in ("identity", "relu", "tanh"):',
    ),
)


@variant
def by_a_grid(first, depth, fan_in, deviation, activation):
    "closed forms, and a sum over a grid for tanh"
    growth = {"identity": 1.0, "relu": 0.5, "tanh": None}.get(activation, "unknown")
    if growth == "unknown":
        raise ValueError(activation)
    gain = fan_in * deviation * deviation
    if growth is not None:
        return first * (growth * gain) ** np.arange(depth + 1.0)
    x = np.linspace(-10, 10, 8001)
    density = np.exp(-x * x / 2)
    density /= density.sum()
    q = np.full(depth + 1, first)
    for layer in range(depth):
        q[layer + 1] = np.sum(density * np.tanh((gain * q[layer]) ** 0.5 * x) ** 2)
    return q


@variant
def by_one_side(first, depth, fan_in, deviation, activation):
    "one side of z only, with its density"
    import math

    if activation not in {"identity", "relu", "tanh"}:
        raise ValueError("no such activation")
    result = np.zeros(depth + 1)
    result[0] = first
    for layer in range(1, depth + 1):
        v = result[layer - 1] * fan_in * deviation**2
        if activation == "tanh" and v > 0:
            step = math.sqrt(v) / 200
            z = (np.arange(2000) + 0.5) * step
            density = np.exp(-z * z / (2 * v)) / math.sqrt(2 * math.pi * v)
            result[layer] = 2 * step * np.dot(density, np.tanh(z) ** 2)
        else:
            result[layer] = v / 2 if activation == "relu" else v
    return result
