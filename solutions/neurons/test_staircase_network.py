"""A network that draws a staircase: hidden checks, known mistakes, variants, truth."""

import numpy as np

from grader import cases, check, driver, equal, mistake, near, reference, variant


@check(after="starts_at_the_first_height")
@cases(steepness=[1.0, 1e4])
def is_level_with_one_height(staircase, steepness, rng):
    "draws a level line without hidden neurons for one height"
    heights = rng.normal(size=1)
    near(staircase(heights, steepness), reference(heights, steepness), name="layers")


@check(after="starts_at_the_first_height")
@cases(n=[500], seed=range(2))
def climbs_many_steps(staircase, n, rng):
    "climbs hundreds of steps, gently or steeply"
    heights = rng.normal(size=n)
    for steepness in (0.5, 1e6):
        got, expected = staircase(heights, steepness), reference(heights, steepness)
        near(got, expected, terms=10 * max(1.0, steepness), name="layers")


@driver
def overwritten(staircase, heights):
    """The heights, after the layers were filled with sevens."""
    for weight, bias in staircase(heights, 10.0):
        weight[...], bias[...] = 7.0, 7.0
    return heights


@check(after="starts_at_the_first_height")
@cases(n=[1, 3])
def gives_new_arrays(staircase, n, rng):
    "gives new arrays: writing into them leaves the heights as they were"
    heights = rng.normal(size=n)
    equal(overwritten(staircase, heights), heights, name="heights")


def truth(heights, steepness):
    """Neuron by neuron."""
    steps = [(k / len(heights), heights[k] - heights[k - 1]) for k in range(1, len(heights))]
    w1, b1 = np.empty((len(steps), 1)), np.empty(len(steps))
    w2 = np.empty((1, len(steps)))
    for k, (edge, rise) in enumerate(steps):
        w1[k, 0], b1[k], w2[0, k] = steepness, -edge * steepness, rise
    return [(w1, b1), (w2, np.array([heights[0]]))]


EDGES = "np.arange(1, n) / n"
BIAS = "-steepness * edges"

ends_counted = mistake(
    "divided [0, 1] into n - 1 parts, so that the last step stands at 1",
    fails="puts_steps_in_place",
    replace=(EDGES, "np.arange(1, n) / max(n - 1, 1)"),
)

steps_in_the_middle = mistake(
    "put the steps into the middle of the parts",
    fails="puts_steps_in_place",
    replace=(EDGES, "(np.arange(1, n) - 0.5) / n"),
)

sign_lost = mistake(
    "lost the minus of the bias: the steps lie left of 0",
    fails="puts_steps_in_place",
    replace=(BIAS, "steepness * edges"),
)

bias_not_scaled = mistake(
    "took -k/n for the bias: the steepness multiplies the whole bracket",
    fails="puts_steps_in_place",
    replace=(BIAS, "-edges"),
)

heights_for_steps = mistake(
    "gave each neuron the height it reaches instead of the difference",
    fails="makes_each_step_as_high_as_the_difference",
    replace=("np.diff(heights)[None, :]", "heights[None, 1:].copy()"),
)

down_for_up = mistake(
    "went down where the heights go up: left height minus right height",
    fails="makes_each_step_as_high_as_the_difference",
    replace=("np.diff(heights)[None, :]", "-np.diff(heights)[None, :]"),
)

from_the_ground = mistake(
    "started at 0 instead of the first height",
    fails="starts_at_the_first_height",
    replace=("heights[:1].copy()", "np.zeros(1)"),
)

from_the_mean = mistake(
    "started at the mean height",
    fails="starts_at_the_first_height",
    replace=("heights[:1].copy()", "heights[:1] * 0 + heights.mean()"),
)


@variant
def with_loops(heights, steepness):
    "lists, one neuron at a time, made into arrays at the end"
    n = heights.shape[0]
    weights, biases, jumps = [], [], []
    for k in range(1, n):
        weights.append([steepness])
        biases.append(-k * steepness / n)
        jumps.append(float(heights[k]) - float(heights[k - 1]))
    return [
        (np.array(weights, dtype=float).reshape(-1, 1), np.array(biases, dtype=float)),
        (np.array([jumps], dtype=float), np.array([float(heights[0])])),
    ]


@variant
def with_linspace(heights, steepness):
    "edges from linspace, differences from two slices"
    edges = np.linspace(0, 1, len(heights) + 1)[1:-1]
    w1 = np.repeat(float(steepness), len(edges))[:, np.newaxis]
    jumps = (heights[1:] - heights[:-1]).reshape(1, -1)
    return [(w1, -steepness * edges), (jumps, heights[[0]])]
