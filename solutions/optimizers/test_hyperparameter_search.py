"""Hyper-parameter search: hidden checks, truth, mistakes, variants."""

import itertools

import numpy as np

from grader import cases, check, driver, mistake, near, reference, variant


@driver
def configurations(search, space):
    """Every configuration of a grid of two values for each name, in order."""
    import numpy as np

    tried = []

    def loss(configuration):
        tried.append([configuration[name] for name in space])
        return sum(tried[-1])

    search(loss, space, 2)
    return np.array(tried)


@check(after="tries_every_combination")
@cases(names=[6], seed=range(2))
def combines_many_names(search, names, rng):
    "tries all 64 combinations of six names"
    space = {f"h{k}": (float(k), k + float(rng.uniform(1, 2)), "linear") for k in range(names)}
    got, expected = (configurations(side, space) for side in (search, reference))
    near(got, expected, length=1000, name="configurations")


@driver
def best_of_many(search, space, count, rng):
    """The best of a long random search by a loss with its minimum at 0.003 and 0.9."""
    import numpy as np

    def loss(c):
        return np.log10(c["lr"] / 0.003) ** 2 + (c["momentum"] - 0.9) ** 2

    best, smallest = search(loss, space, count, rng)
    return best["lr"], best["momentum"], float(smallest)


@check(after="draws_at_random")
@cases(count=[300], seed=range(2))
def searches_for_long(search, count, rng):
    "keeps the best of hundreds of draws"
    space = {"lr": (1e-5, 1.0, "log"), "momentum": (0.0, 0.99, "linear")}
    rng = np.random.default_rng(int(rng.integers(2**32)))
    got, expected = (best_of_many(side, space, count, rng) for side in (search, reference))
    near(got, expected, length=10_000, terms=10.0, name="lr, momentum, loss")


def truth(loss, space, count, rng=None):
    """All configurations first, by linspace or by one draw of all, then the minimum of the list."""
    names, d = list(space), len(space)
    if rng is None:
        axes = np.meshgrid(*[np.linspace(0, 1, count)] * d, indexing="ij")
        places = np.stack(axes, axis=-1).reshape(-1, d)
    else:
        places = rng.random(size=(count, d))
    values = np.empty(places.shape)
    for j, (low, high, scale) in enumerate(space.values()):
        if scale == "log":
            values[:, j] = np.exp((1 - places[:, j]) * np.log(low) + places[:, j] * np.log(high))
        else:
            values[:, j] = (1 - places[:, j]) * low + places[:, j] * high
    tried = [dict(zip(names, row, strict=True)) for row in values.tolist()]
    losses = np.array([loss(dict(one)) for one in tried])
    at = int(np.nanargmin(losses))
    return tried[at], float(losses[at])


GRID = "places = [*product(np.arange(count) / (count - 1), repeat=len(space))]"
RANDOM = "places = [tuple(rng.random(len(space))) for _ in range(count)]"
VALUE = 'low * (high / low) ** u if scale == "log" else low + (high - low) * u'
KEEP = "if found < smallest:"
CALL = "found = loss(dict(tried))"
RETURN = "return best, smallest"

without_the_end = mistake(
    "stopped one step before the end of the range",
    fails="divides_a_linear_range",
    replace=(GRID, GRID.replace("(count - 1)", "count")),
)

from_zero = mistake(
    "let the range begin at 0 instead of at low",
    fails="divides_a_linear_range",
    replace=(VALUE, VALUE.replace("low + (high - low) * u", "high * u")),
)

log_ignored = mistake(
    "spaced a log range linearly, so nearly all values have the size of its upper end",
    fails="divides_a_log_range",
    replace=(VALUE, "low + (high - low) * u"),
)

last_power_lost = mistake(
    "multiplied the exponent of ten as if low were 1",
    fails="divides_a_log_range",
    replace=(VALUE, VALUE.replace("low * (high / low) ** u", "high**u")),
)

diagonal = mistake(
    "changed all values at once, along the diagonal of the grid, instead of combining them",
    fails="tries_every_combination",
    replace=(GRID, "places = [(k / (count - 1),) * len(space) for k in range(count)]"),
)

first_fastest = mistake(
    "let the first name change fastest",
    fails="tries_every_combination",
    replace=(GRID, GRID.replace("[*", "[row[::-1] for row in ")),
)

one_at_a_time = mistake(
    "changed one value at a time and kept the others at their lower ends",
    fails="tries_every_combination",
    replace=(
        GRID,
        "places = [k / (count - 1) * row for row in np.eye(len(space)) for k in range(count)]",
    ),
)

largest = mistake(
    "kept the largest loss, as if it were an accuracy",
    fails="keeps_the_best",
    replace=[(KEEP, "if found > smallest:"), ("smallest = np.inf", "smallest = -np.inf")],
)

last_tried = mistake(
    "returned the last configuration, with the smallest loss",
    fails="keeps_the_best",
    replace=(RETURN, "return tried, smallest"),
)

last_of_equals = mistake(
    "replaced the best by another that is only as good",
    fails="keeps_the_first_of_equals",
    replace=(KEEP, "if found <= smallest:"),
)

nan_is_best = mistake(
    "looked for the minimum with np.argmin, which takes a NaN for the smallest",
    fails="passes_over_what_diverged",
    replace=(KEEP, "if np.isnan(found) or found < smallest:"),
)

nan_stays = mistake(
    "compared with the first loss, and no loss is below a NaN",
    fails="passes_over_what_diverged",
    replace=(KEEP, "if not best or found < smallest:"),
)

column_by_column = mistake(
    "drew all values of the first name before those of the second",
    fails="draws_at_random",
    replace=(RANDOM, "places = [*zip(*[rng.random(count) for _ in space])]"),
)

one_draw_for_all = mistake(
    "used one number for all values of a configuration",
    fails="draws_at_random",
    replace=(RANDOM, "places = [(rng.random(),) * len(space) for _ in range(count)]"),
)

as_many_as_a_grid = mistake(
    "drew as many configurations as a grid would have",
    fails="draws_at_random",
    replace=(RANDOM, RANDOM.replace("range(count)", "range(count ** len(space))")),
)

grid_points_at_random = mistake(
    "drew from the grid instead of from the whole range",
    fails="draws_at_random",
    replace=(RANDOM, RANDOM.replace("rng.random(len(space))", "rng.integers(0, 2, len(space))")),
)

one_dict_for_both = mistake(
    "handed loss the very dict that is returned in the end, which loss may change",
    fails="keeps_a_copy",
    replace=(CALL, "found = loss(tried)"),
)

generator_of_its_own = mistake(
    "made a generator instead of using the one given",
    fails="draws_at_random",
    replace=(RANDOM, "rng = np.random.default_rng(0)\n        " + RANDOM),
)


@variant
def by_recursion(loss, space, count, rng=None):
    "the grid by recursion, random values by the generator's own uniform"
    names = list(space)
    losses, tried = [], []

    def attempt(chosen):
        tried.append(chosen)
        losses.append(loss(dict(chosen)))

    def fill(chosen):
        if len(chosen) == len(names):
            attempt(chosen)
            return
        name = names[len(chosen)]
        low, high, scale = space[name]
        for k in range(count):
            u = k / (count - 1)
            value = low * (high / low) ** u if scale == "log" else low + u * (high - low)
            fill({**chosen, name: value})

    if rng is None:
        fill({})
    for _ in range(0 if rng is None else count):
        chosen = {}
        for name, (low, high, scale) in space.items():
            if scale == "log":
                chosen[name] = float(np.exp(rng.uniform(np.log(low), np.log(high))))
            else:
                chosen[name] = float(rng.uniform(low, high))
        attempt(chosen)
    at = min((k for k in range(len(losses)) if losses[k] == losses[k]), key=losses.__getitem__)
    return tried[at], losses[at]


@variant
def by_spaces(loss, space, count, rng=None):
    "values of each name by linspace and geomspace, combined; then the least of what is finite"
    if rng is None:
        axes = [
            np.geomspace(low, high, count) if scale == "log" else np.linspace(low, high, count)
            for low, high, scale in space.values()
        ]
        rows = [[float(v) for v in row] for row in itertools.product(*axes)]
    else:
        rows = []
        for row in rng.random((count, len(space))).tolist():
            rows.append([
                float(np.power(10, np.log10(a) + u * (np.log10(b) - np.log10(a))))
                if scale == "log"
                else a * (1 - u) + b * u
                for u, (a, b, scale) in zip(row, space.values(), strict=True)
            ])  # fmt: skip
    best = None
    for row in rows:
        configuration = dict(zip(space, row, strict=True))
        score = float(loss(configuration.copy()))
        if np.isfinite(score) and (best is None or score < best[1]):
            best = configuration, score
    return best
