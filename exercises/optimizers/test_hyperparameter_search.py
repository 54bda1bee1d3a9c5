"""Hyper-parameter search on a grid and at random."""

import numpy as np

from grader import cases, check, driver, equal, near, reference


@driver
def searched(search, space, count, rng=None, goal=None, level=None, diverged=()):
    """Everything that was tried in order, the best of it, its loss, and the generator's next draw.

    The loss is the squared distance from `goal`, or `level` everywhere, and NaN for `diverged`.
    """
    import numpy as np

    tried = []

    def loss(configuration):
        values = [configuration[name] for name in space]
        tried.append(values)
        if len(tried) - 1 in diverged:
            return float("nan")
        return level if goal is None else sum((np.array(values) / goal - 1) ** 2)

    best, smallest = search(loss, space, count, rng)
    following = 0.0 if rng is None else rng.random()
    return np.array(tried), [best[name] for name in space], float(smallest), following


def a_range(scale, rng):
    """A range whose ends are no round numbers."""
    if scale == "linear":
        low = float(rng.uniform(-2, 2))
        return low, low + float(rng.uniform(1, 3)), scale
    low = float(10 ** rng.uniform(-6, -4))
    return low, low * float(10 ** rng.uniform(2, 4)), scale


def a_space(scales, rng):
    """One name for each scale, not in alphabetical order."""
    return dict(zip(["rate", "decay", "momentum"], [a_range(s, rng) for s in scales], strict=False))


def same_search(search, space, count, rng=None, *, tried_only=False, **loss):
    """Fail unless the same was tried in the same order, and the same kept."""
    if rng is not None:
        rng = np.random.default_rng(int(rng.integers(2**32)))
    if "level" not in loss and "goal" not in loss:
        loss["level"] = 1.0
    got, expected = (searched(side, space, count, rng, **loss) for side in (search, reference))
    ends = np.array([max(abs(low), high) for low, high, _ in space.values()])
    near(got[0], expected[0], length=1000, terms=ends, name="configurations")
    if not tried_only:
        near(np.array(got[1]), np.array(expected[1]), length=1000, terms=ends, name="best")
        near(got[2], expected[2], length=1000, terms=1e3, name="smallest loss")
        equal(got[3], expected[3], name="next number of the generator")


@check
@cases(count=[2, 3, 6], seed=range(2))
def divides_a_linear_range(search, count, rng):
    "tries equally spaced values of a linear range, both ends included"
    same_search(search, a_space(["linear"], rng), count, tried_only=True)


@check(points=2, after=divides_a_linear_range)
@cases(count=[2, 3, 6], seed=range(2))
def divides_a_log_range(search, count, rng):
    "tries values with equal ratios where the scale is log"
    same_search(search, a_space(["log"], rng), count, tried_only=True)


@check(points=2, after=divides_a_log_range)
@cases(count=[2, 3], names=[2, 3], seed=range(2))
def tries_every_combination(search, count, names, rng):
    "tries every combination once, the last name changing fastest"
    space = a_space(["log", "linear", "linear"][:names], rng)
    same_search(search, space, count, tried_only=True)


@check(points=2, after=tries_every_combination)
@cases(count=[3, 4], seed=range(3))
def keeps_the_best(search, count, rng):
    "returns the configuration with the smallest loss, and that loss"
    space = a_space(["log", "linear"], rng)
    goal = np.array([low + (high - low) * rng.random() for low, high, _ in space.values()])
    same_search(search, space, count, goal=goal)


@check(after=keeps_the_best)
@cases(count=[2, 4], seed=range(2))
def keeps_the_first_of_equals(search, count, rng):
    "returns the first configuration where several are best"
    same_search(search, a_space(["linear", "log"], rng), count, level=0.25)


@check(points=2, after=keeps_the_best)
@cases(count=[3], first=[True, False], seed=range(2))
def passes_over_what_diverged(search, count, first, rng):
    "never returns a configuration whose loss is NaN"
    space = a_space(["linear", "linear"], rng)
    goal = np.array([low + (high - low) * 0.1 for low, high, _ in space.values()])
    same_search(search, space, count, goal=goal, diverged=(0, 4) if first else (3, 8))


@check(points=3, after=keeps_the_best)
@cases(count=[1, 2, 7], seed=range(2))
def draws_at_random(search, count, rng):
    "draws each configuration name by name, one number for each value"
    space = a_space(["linear", "log", "linear"], rng)
    goal = np.array([low + (high - low) * rng.random() for low, high, _ in space.values()])
    same_search(search, space, count, rng, goal=goal)


@driver
def emptied(search, space, count, rng):
    """The best of a search whose loss empties the dict it is given, and the names it saw."""
    seen = []

    def loss(configuration):
        values = list(configuration.values())
        seen.append(",".join(configuration))
        configuration.clear()
        return sum(values)

    best, smallest = search(loss, space, count, rng)
    return [best.get(name, 0.0) for name in space], float(smallest), seen


@check(after=draws_at_random)
@cases(count=[2, 3], random=[True, False], seed=range(2))
def keeps_a_copy(search, count, random, rng):
    "returns the best even if loss empties the dict it was given"
    space = {"z": (1.0, float(rng.uniform(2, 3)), "log"), "a": (0.0, 1.0, "linear")}
    rng = np.random.default_rng(int(rng.integers(2**32))) if random else None
    got, expected = (emptied(side, space, count, rng) for side in (search, reference))
    near(got[0], expected[0], length=1000, name="values of the best")
    near(got[1], expected[1], length=1000, name="smallest loss")
    equal(got[2], expected[2], name="names in their order")


@check(after=keeps_the_best)
def gives_the_worked_numbers(search):
    "finds lr = 0.001 and momentum = 0 on a grid of nine"
    space = {"lr": (1e-4, 1e-2, "log"), "momentum": (0.0, 0.9, "linear")}
    tried, best, smallest, _ = searched(search, space, 3, goal=np.array([0.001, 0.1]))
    near(best, [0.001, 0.0], length=1000, name="best configuration")
    near(smallest, 1.0, length=1000, name="smallest loss")
    near(tried[:4, 1], np.array([0.0, 0.45, 0.9, 0.0]), name="first four momentums")
