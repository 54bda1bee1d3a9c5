"""A network that draws a staircase."""

import numpy as np

from grader import cases, check, expect, near, put, reference, unchanged


def drawn(layers, x):
    """What the network draws at the places x."""
    (w1, b1), (w2, b2) = layers
    hidden = 0.5 + 0.5 * np.tanh(0.5 * (w1 @ x[None, :] + b1[:, None]))
    return (w2 @ hidden + b2[:, None])[0]


def middles(n):
    """The middle of each of n parts of [0, 1]."""
    return (np.arange(n) + 0.5) / n


def case(rng, n):
    """Heights, and a steepness that makes sharp steps."""
    return rng.normal(size=n), float(40 * n * rng.uniform(4, 6))


@check(points=2)
@cases(n=[2, 3, 7], seed=range(2))
def puts_steps_in_place(staircase, n, rng):
    "puts the step of neuron k at x = k/n, as steep as asked"
    heights, steepness = case(rng, n)
    got, expected = staircase(heights, steepness)[0], reference(heights, steepness)[0]
    for mine, theirs, name in zip(got, expected, ("weight_1", "bias_1"), strict=True):
        near(mine, theirs, terms=steepness, name=name)


@check(points=2, after=puts_steps_in_place)
@cases(n=[2, 3, 7], seed=range(2))
def makes_each_step_as_high_as_the_difference(staircase, n, rng):
    "makes each step as high as the difference of two neighbors"
    heights, steepness = case(rng, n)
    got, expected = staircase(heights, steepness)[1], reference(heights, steepness)[1]
    near(got[0], expected[0], terms=8.0, name="weight_2")


@check(points=2, after=makes_each_step_as_high_as_the_difference)
@cases(n=[2, 3, 7], seed=range(2))
def starts_at_the_first_height(staircase, n, rng):
    "starts at the first height and reaches every other one"
    heights, steepness = case(rng, n)
    got, expected = staircase(heights, steepness), reference(heights, steepness)
    near(got[1][1], expected[1][1], name="bias_2")
    near(drawn(got, middles(n)), heights, length=n, terms=20.0, name="curve in the middle of parts")


@check(after=starts_at_the_first_height)
@cases(n=[20, 80], seed=range(2))
def comes_near_a_curve(staircase, n, rng):
    "comes within one step of a curve, nearer with more neurons"
    a, b, c = rng.uniform(0.5, 2, size=3)
    x = np.linspace(0.0, 1.0, 500)

    def curve(t):
        return a * np.sin(5 * t) * np.exp(-t) + b * np.cos(c * t)

    got = drawn(staircase(curve(middles(n)), 100.0 * n), x)
    steepest = 5 * a + a + b * c
    error = float(np.abs(got - curve(x)).max())
    expect(bool(error <= steepest / n), f"the curve is missed by {error:.3g} with {n - 1} neurons")


@check(after=puts_steps_in_place)
@cases(n=[4])
def leaves_its_input_unchanged(staircase, n, rng):
    "leaves the heights unchanged"
    heights = put(rng.normal(size=n))
    staircase(heights, 100.0)
    unchanged(heights, "heights")


@check(after=starts_at_the_first_height)
def gives_the_worked_numbers(staircase):
    "gives the worked numbers of three stairs: 1, 3, 2"
    (w1, b1), (w2, b2) = staircase(np.array([1.0, 3.0, 2.0]), 90.0)
    near(w1, np.array([[90.0], [90.0]]), tolerance=1e-9, name="weight_1")
    near(b1, np.array([-30.0, -60.0]), tolerance=1e-9, name="bias_1")
    near(w2, np.array([[2.0, -1.0]]), tolerance=1e-9, name="weight_2")
    near(b2, np.array([1.0]), tolerance=1e-9, name="bias_2")
