"""Values and derivatives of what is composed of functions."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged

STAGES = {
    "sin": (np.sin, np.cos),
    "tanh": (np.tanh, lambda u: 1 - np.tanh(u) ** 2),
    "bell": (lambda u: np.exp(-u * u / 2), lambda u: -u * np.exp(-u * u / 2)),
    "root": (lambda u: np.sqrt(2 + u**2), lambda u: u / np.sqrt(2 + u**2)),
    "line": (lambda u: 1.7 * u - 0.6, lambda u: 1.7 + 0 * u),
    "logistic": (lambda u: 1 / (1 + np.exp(-u)), lambda u: 1 / (2 + np.exp(u) + np.exp(-u))),
}


def path(*names):
    """The stages of these names, innermost first."""
    return [STAGES[name] for name in names]


def close(got, expected, names=("y", "dy/dx"), length=8):
    """Near, for values and derivatives of a few stages."""
    for i, name in enumerate(names):
        near(got[i], expected[i], length=length, terms=1 + np.abs(expected[i]).max(), name=name)


@check
@cases(stage=list(STAGES), n=[1, 3])
def takes_one_stage(chain_rule, stage, n, rng):
    "gives value and derivative of a single stage"
    x = rng.normal(size=n)
    close(chain_rule([path(stage)], x), reference([path(stage)], x))


@check(points=2, after=takes_one_stage)
@cases(inner=["root", "bell"], outer=["sin", "line", "tanh"], n=[1, 3])
def multiplies_along_a_path(chain_rule, inner, outer, n, rng):
    "multiplies the local derivatives of two stages, the outer one taken at the inner one's value"
    x, paths = rng.normal(size=n), [path(inner, outer)]
    close(chain_rule(paths, x), reference(paths, x))


@check(points=2, after=multiplies_along_a_path)
@cases(stages=[3, 5], seed=range(3))
def goes_through_many_stages(chain_rule, stages, rng):
    "goes through longer paths, each derivative where its stage stands"
    x = rng.normal(size=3)
    paths = [path(*rng.choice(list(STAGES), size=stages).tolist(), "logistic", "sin")]
    close(chain_rule(paths, x), reference(paths, x), length=4**stages)


@check(points=2, after=takes_one_stage)
@cases(paths=[2, 3], seed=range(2))
def adds_over_the_paths(chain_rule, paths, rng):
    "adds up what arrives over several paths, and their derivatives"
    x, names = rng.normal(size=3), rng.permutation(list(STAGES)).tolist()
    several = [path(name) for name in names[:paths]]
    close(chain_rule(several, x), reference(several, x))


@check(after=[multiplies_along_a_path, adds_over_the_paths])
@cases(rows=[2, 4], seed=range(2))
def passes_x_through(chain_rule, rows, rng):
    "takes a path without stages for x itself, also beside others, and matrices"
    x = rng.normal(size=(rows, 3))
    for paths in ([[]], [[], path("root", "tanh")], [path("sin"), [], []]):
        close(chain_rule(paths, x), reference(paths, x))


@check(after=passes_x_through)
@cases(n=[3])
def leaves_x_unchanged(chain_rule, n, rng):
    "leaves x unchanged"
    x = put(rng.normal(size=n))
    chain_rule([[], path("sin", "root")], x)
    unchanged(x, "x")


@check(after=multiplies_along_a_path)
def gives_the_worked_numbers(chain_rule):
    "gives the worked numbers of (2 x + 1)**3 at 0, 1 and -1"
    line = (lambda x: 2 * x + 1, lambda x: 2 + 0 * x)
    cube = (lambda u: u**3, lambda u: 3 * u**2)
    got = chain_rule([[line, cube]], np.array([0.0, 1.0, -1.0]))
    close(got, (np.array([1.0, 27.0, -1.0]), np.array([6.0, 54.0, 6.0])))
