"""Observations to diagnose, and what every probe must be silent on."""

from __future__ import annotations

from functools import cache, partial

import numpy as np

from grader.causes import Observation, diagnose, observe
from grader.causes.core.evidence import Evidence
from grader.causes.core.registry import causes

SHAPES = ((1, 2), (2, 3), (3, 4), (5, 3), (4, 4), (6, 9))


def seen(fault, right, shapes=SHAPES, *, draw=None, kind=None, seed=0, inputs=None):
    """Six cases of a check: what `fault` and `right` give for an `x` of each shape."""
    rng = np.random.default_rng(seed)
    made = []
    with np.errstate(all="ignore"):
        for shape in shapes:
            x = draw(rng, shape) if draw else rng.normal(size=shape)
            given = {"x": x} if isinstance(x, np.ndarray) else dict(x)
            got, expected = fault(*given.values()), right(*given.values())
            made.append(observe("result", got, expected, arguments=given, inputs=inputs, kind=kind))
    return made


def one(got, expected, **arguments) -> list[Observation]:
    """A check with a single case."""
    return [observe("result", got, expected, arguments=arguments)]


def proven(observations):
    """The one cause that is proven, as (kind, facts); what is said instead where none is."""
    diagnosis = diagnose(observations)
    said = [(cause.kind, dict(cause.facts)) for cause in diagnosis.causes]
    return said[0] if diagnosis.proven else said


def alone(kind, observations):
    """What one probe says, whatever the others say."""
    evidence = Evidence(observations)
    cause = next(cause for cause in causes() if cause.kind == kind)
    if not evidence.wrong or evidence.wrong[0].kind not in cause.on:
        return []
    if not evidence.numeric and evidence.wrong[0].kind not in {"type", "unchanged"}:
        return []
    with np.errstate(all="ignore"):
        return list(cause.probe(evidence))


def softmax(x, axis=-1):
    """The weights of the scores along an axis."""
    e = np.exp(x - x.max(axis, keepdims=True))
    return e / e.sum(axis, keepdims=True)


def gram(x):
    """All dot products of rows, a square."""
    return x @ x.T + np.arange(len(x))


def _noise(x):
    return np.tanh(x) + np.random.default_rng(7).normal(size=x.shape)


def _one_wrong(x):
    y = np.tanh(x)
    y[0, -1] += 0.3
    return y


@cache
def _million():
    x = np.random.default_rng(1).normal(size=(1000, 1000))
    return one(np.sin(3 * x) + x**2, np.tanh(x), x=x)


def _integers(rng, shape):
    return rng.integers(0, 5, shape)


def _complex(rng, shape):
    return rng.normal(size=shape) + 1j * rng.normal(size=shape)


INNOCENT = {
    "right": partial(seen, np.tanh, np.tanh),
    "right float32": partial(
        seen, lambda x: np.tanh(x).astype("float32"), lambda x: np.tanh(x).astype("float32")
    ),
    "right integers": partial(seen, lambda x: x + 1, lambda x: x + 1, draw=_integers),
    "noise": partial(seen, _noise, np.tanh),
    "noise in float32": partial(
        seen, lambda x: _noise(x).astype("float32"), lambda x: np.tanh(x).astype("float32")
    ),
    "one wrong value": partial(seen, _one_wrong, np.tanh),
    "1 x 1": partial(one, np.array([[2.0]]), np.array([[1.0]])),
    "a small integer": partial(one, 3, 5),
    "two small integers": partial(one, np.array([2, 1]), np.array([1, 2])),
    "random integers": partial(
        seen, lambda x: (x * 7 + 3) % 5, lambda x: (x * x) % 5, draw=_integers
    ),
    "random booleans": partial(seen, lambda x: x % 2 == 0, lambda x: x % 3 == 1, draw=_integers),
    "complex": partial(seen, lambda x: x**2 + 1j, np.exp, draw=_complex),
    "nothing for nothing": partial(one, np.zeros((0, 3)), np.zeros((0, 3))),
    "an empty result of another shape": partial(one, np.zeros((3, 0)), np.zeros((0, 3))),
    "nothing for something": partial(one, np.zeros((0, 3)), np.ones((2, 3))),
    "NaN at a random place": partial(
        seen, lambda x: np.where(x == x.max(), np.nan, np.tanh(x)), np.tanh
    ),
    "nothing but NaN": partial(seen, lambda x: x * np.nan, np.tanh),
    "nothing but inf": partial(seen, lambda x: x * np.inf, np.tanh),
    "strings": partial(one, "a", "b"),
    "a string for an array": partial(one, "a", np.ones(3)),
    "a dict for an array": partial(one, {"x": 1}, np.ones(3)),
    "a ragged list": partial(one, [[1.0], [1.0, 2.0]], np.ones((2, 2))),
    "a huge integer": partial(one, 10**30, 10**29),
    "a million values": _million,
}
