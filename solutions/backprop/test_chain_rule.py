"""The chain rule: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant

SINE = (np.sin, np.cos)
HALF = (lambda u: u / 2 + 0.3, lambda u: 0.5 + 0 * u)
BEND = (np.tanh, lambda u: 1 - np.tanh(u) ** 2)


@check(points=2, after=["goes_through_many_stages", "adds_over_the_paths"])
@cases(depth=[4, 12], seed=range(2))
def adds_over_long_paths(chain_rule, depth, rng):
    "adds over several long paths, which share their first stages"
    x, shared = rng.normal(size=(2, 2)), [HALF, SINE]
    paths = [shared + [BEND, SINE] * depth, shared + [SINE] * depth, [*shared, HALF], shared]
    got, expected = chain_rule(paths, x), reference(paths, x)
    for i, name in enumerate(("y", "slope")):
        near(got[i], expected[i], length=4 * depth**2, terms=3.0, name=name)


@check(after="passes_x_through")
@cases(shape=["vector", "matrix"])
def stays_at_zero_without_paths(chain_rule, shape, rng):
    "gives zeros where no path leads, and takes a number without axes"
    x = rng.normal(size=3 if shape == "vector" else (2, 1))
    near(chain_rule([], x), reference([], x))
    near(chain_rule([[SINE, BEND]], x[:1]), reference([[SINE, BEND]], x[:1]), terms=1.0)


def truth(paths, x):
    """Backward: the derivative of what follows, times the stage's own, by recursion."""

    def follow(path, u):
        if not path:
            return u, 1.0
        f, df = path[0]
        y, outer = follow(path[1:], f(u))
        return y, outer * df(u)

    ends = [follow(path, x) for path in paths]
    zeros = np.zeros(x.shape)
    return sum((y for y, _ in ends), zeros), sum((slope for _, slope in ends), zeros)


LOCAL = "along = along * df(u)"
STEP = "u = f(u)"
ADD = "slope += along"

all_at_x = mistake(
    "took every local derivative at x instead of at the stage's own input",
    fails="multiplies_along_a_path",
    replace=(LOCAL, "along = along * df(x)"),
)

at_the_output = mistake(
    "took the local derivative at the stage's output instead of its input",
    fails="takes_one_stage",
    replace=(LOCAL, "along = along * df(f(u))"),
)

added_along = mistake(
    "added the local derivatives along a path instead of multiplying them",
    fails="multiplies_along_a_path",
    replace=[
        ("np.ones_like(x)", "np.zeros_like(x)"),
        (LOCAL, "along = along + df(u)"),
        (ADD, "slope += along if path else 1"),
    ],
)

outer_only = mistake(
    "kept the derivative of the last stage only and forgot those inside",
    fails="multiplies_along_a_path",
    replace=(LOCAL, "along = df(u)"),
)

outermost_first = mistake(
    "took the first stage for the outermost one",
    fails="multiplies_along_a_path",
    replace=("for f, df in path:", "for f, df in path[::-1]:"),
)

last_path = mistake(
    "kept the derivative along the last path only instead of adding them up",
    fails="adds_over_the_paths",
    replace=(ADD, "slope = along"),
)

multiplied_paths = mistake(
    "multiplied the derivatives of the paths",
    fails="adds_over_the_paths",
    replace=(ADD, "slope = slope * along if slope.any() else slope + along"),
)

averaged_paths = mistake(
    "averaged over the paths",
    fails="adds_over_the_paths",
    replace=("return y, slope", "return y / max(1, len(paths)), slope / max(1, len(paths))"),
)

skipped_identity = mistake(
    "gave a path without stages the derivative 0",
    fails="passes_x_through",
    replace=(ADD, "slope += along if path else 0"),
)

in_place = mistake(
    "added the paths into x itself",
    fails="leaves_x_unchanged",
    replace=("    return y, slope", "    x += y - x\n    return x, slope"),
)


@variant
def values_first(paths, x):
    "a forward pass that keeps all inputs, then backward over the stages"
    total, slopes = np.zeros(x.shape), np.zeros(x.shape)
    for path in paths:
        inputs = [x]
        for f, _ in path:
            inputs.append(f(inputs[-1]))
        total = total + inputs[-1]
        upstream = np.ones(x.shape)
        for (_, df), u in zip(path[::-1], inputs[-2::-1], strict=True):
            upstream = df(u) * upstream
        slopes = slopes + upstream
    return total, slopes


@variant
def pairs(paths, x):
    "carries value and derivative together, as dual numbers do"
    from functools import reduce

    ends = [
        reduce(lambda at, stage: (stage[0](at[0]), stage[1](at[0]) * at[1]), path, (x, x * 0 + 1))
        for path in paths
    ]
    if not ends:
        return x * 0, x * 0
    return sum(end[0] for end in ends) + 0, sum(end[1] for end in ends) + 0
