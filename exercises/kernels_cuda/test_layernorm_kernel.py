"""Layer normalization of rows on the device."""

import numpy as np

from grader import (
    bank_conflicts,
    cases,
    check,
    coalesced,
    launches,
    near,
    output_of,
    traffic,
)


def plain(cols):
    """A gamma of ones and a beta of zeros."""
    return np.ones(cols, "float32"), np.zeros(cols, "float32")


def close(out, x, gamma, beta, eps):
    """Near what NumPy computes in float64; the mean is known to a rounding of the largest |x|."""
    rows = x.astype("float64")
    away = rows - rows.mean(axis=1, keepdims=True)
    root = np.sqrt((away**2).mean(axis=1, keepdims=True) + eps)
    want = (gamma * (away / root) + beta).astype("float32")
    terms = np.abs(gamma).max() * (np.abs(rows) / root).max() + np.abs(beta).max()
    near(out, want, length=x.shape[1], terms=terms)


@check(points=2)
@cases(rows=[1, 3], cols=[128, 1024])
def normalizes_whole_blocks(layernorm, rows, cols, rng):
    "gives rows that fill every block a mean of 0 and a variance of 1"
    x = (100 + 300 * rng.normal(size=(rows, cols))).astype("float32")
    gamma, beta = plain(cols)
    close(output_of(layernorm, x, gamma, beta, 1e-5, shape=x.shape), x, gamma, beta, 1e-5)


@check(points=2, after=normalizes_whole_blocks)
@cases(rows=[1, 3], cols=[3, 33, 100, 1025])
def normalizes_any_row(layernorm, rows, cols, rng):
    "normalizes rows of any length, shorter and longer than a block"
    x = (100 + 300 * rng.normal(size=(rows, cols))).astype("float32")
    gamma, beta = plain(cols)
    close(output_of(layernorm, x, gamma, beta, 1e-5, shape=x.shape), x, gamma, beta, 1e-5)


@check(points=2, after=normalizes_any_row)
@cases(rows=[4], cols=[7, 150])
def scales_and_shifts_each_column(layernorm, rows, cols, rng):
    "multiplies each column by its gamma and adds its beta"
    x = (100 + 300 * rng.normal(size=(rows, cols))).astype("float32")
    gamma, beta = (2 * rng.normal(size=(2, cols))).astype("float32")
    close(output_of(layernorm, x, gamma, beta, 1e-5, shape=x.shape), x, gamma, beta, 1e-5)


@check(after=normalizes_any_row)
@cases(cols=[6, 130], eps=[1e-5, 0.01])
def adds_eps_to_the_variance(layernorm, cols, eps, rng):
    "adds eps to the variance, under the root: rows of nearly equal numbers stay small"
    x = (np.sqrt(eps) * rng.normal(size=(3, cols))).astype("float32")
    x[2] = 0.25
    gamma, beta = plain(cols)
    close(output_of(layernorm, x, gamma, beta, eps, shape=x.shape), x, gamma, beta, eps)


@check(points=2, after=normalizes_any_row)
@cases(cols=[90, 200], mean=[-33_000, 47_000])
def survives_a_large_mean(layernorm, cols, mean, rng):
    "keeps its digits where the mean is ten thousand times the deviation"
    x = (mean + rng.integers(-5, 6, size=(2, cols))).astype("float32")
    gamma, beta = plain(cols)
    close(output_of(layernorm, x, gamma, beta, 1e-5, shape=x.shape), x, gamma, beta, 1e-5)


@check(points=2, after=normalizes_whole_blocks)
@cases(rows=[2], cols=[1024])
def moves_little(layernorm, rows, cols, rng):
    "reads each element three times at most, in one launch, and neighbors together"
    x = (100 + 300 * rng.normal(size=(rows, cols))).astype("float32")
    gamma, beta = plain(cols)
    out = output_of(layernorm, x, gamma, beta, 1e-5, shape=x.shape)
    close(out, x, gamma, beta, 1e-5)
    launches(at_most=1)
    traffic(x, x, x, *[gamma] * rows, *[beta] * rows, out, at_most=1)
    coalesced(at_least=1)
    bank_conflicts(at_most=0)
