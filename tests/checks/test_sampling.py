"""Statements about samples: right samplers pass but once in a million times, wrong ones fail."""

import numpy as np
import pytest
from scipy import stats

from grader.checks.errors import CheckError, Failed
from grader.checks.sampling import (
    ALARM,
    binomial_bounds,
    drawn_from,
    normal,
    rate_is,
    reach,
    shares_are,
    uniform,
)
from grader.pages.sentences import sentence

N = 10_000
RNG = np.random.default_rng(7)
Z = RNG.normal(size=N)
U = RNG.uniform(size=N)


def failed(statement, *args, **kwargs):
    """The reason a statement fails for, None if it holds."""
    try:
        statement(*args, **kwargs)
    except Failed as failure:
        return failure
    return None


@pytest.mark.parametrize("count", [1, 10, 1000, 10**6])
@pytest.mark.parametrize("p", [0.0, 1e-4, 0.1, 0.5, 0.999, 1.0])
def test_binomial_bounds_leave_out_less_than_the_alarm_and_no_less_than_they_must(count, p):
    """Exactly: both tails together, and each bound is the narrowest."""
    low, high = binomial_bounds(count, p, ALARM)
    exact = stats.binom(count, p)
    assert exact.cdf(low - 1) + exact.sf(high) <= ALARM
    assert low == 0 or exact.cdf(low) > ALARM / 2 or p == 1.0
    assert high == 0 or exact.sf(high - 1) > ALARM / 2


@pytest.mark.parametrize("count", [1, 5, 100, 10_000])
def test_the_gap_bound_is_a_bound_and_close_to_exact(count):
    """By the exact distribution of Kolmogorov's and Smirnov's distance."""
    alarm = stats.kstwo.sf(reach(count, ALARM), count)
    assert alarm <= ALARM
    assert count < 100 or alarm > ALARM / 2


@pytest.mark.parametrize("count", [1, 30, 10_000])
def test_bounds_of_a_normal_distribution_are_exact(count):
    """The mean's by the normal, the squares' by the chi square distribution."""
    low, high = normal(3.0, 2.0).mean_bounds(count, ALARM)
    exact = stats.norm(3.0, 2.0 / np.sqrt(count))
    assert exact.cdf(low) + exact.sf(high) == pytest.approx(ALARM, rel=1e-6)

    low, high = normal(3.0, 2.0).deviation_bounds(count, ALARM)
    squares = [count * (bound / 2.0) ** 2 for bound in (low, high)]
    exact = stats.chi2(count)
    assert exact.cdf(squares[0]) + exact.sf(squares[1]) == pytest.approx(ALARM, rel=1e-6)


def test_bounds_of_a_uniform_distribution_leave_out_less_than_the_alarm():
    """The mean's by the exact distribution of a sum of three (Irwin and Hall)."""
    alarm = 0.6  # so that three values can break the bound at all
    low, high = uniform(0.0, 1.0).mean_bounds(3, alarm)
    assert 0 < low < high < 1
    lower, upper = (3 * low) ** 3 / 6, (3 - 3 * high) ** 3 / 6
    assert 0 < lower + upper <= alarm


def test_bounds_of_a_uniform_deviation_leave_out_less_than_the_alarm():
    """Of the squares of two values, whose sum's distribution is an area of a disk."""
    alarm = 0.1
    _, high = uniform(-1.0, 1.0).deviation_bounds(2, alarm)
    radius = high * np.sqrt(2)  # u1^2 + u2^2 > radius^2, on the unit square
    assert radius >= 1
    angle = np.pi / 4 - np.arccos(1 / radius)
    inside = np.sqrt(radius**2 - 1) + radius**2 * angle
    assert 1 - inside <= alarm


RIGHT = [
    (drawn_from, (Z, normal(0, 1)), N),
    (drawn_from, (Z.astype("float32").reshape(100, 100) * 3 + 2, normal(2, 3)), N),
    (drawn_from, (U, uniform(0, 1)), N),
    (drawn_from, (-np.log(U), lambda x: 1 - np.exp(-x)), N),
    (drawn_from, ([0.4], uniform(0, 1)), 1),
    (rate_is, (U < 0.3, 0.3), N),
    (rate_is, (np.ones(5, bool), 1.0), 5),
    (shares_are, ((U * 4).astype(int), [0.25] * 4), N),
    (shares_are, (np.where(U < 0.9, 0, 2), [0.9, 0.0, 0.1]), N),
]


@pytest.mark.parametrize(("statement", "args", "count"), RIGHT)
def test_a_right_sample_passes(statement, args, count):
    """Of any shape and precision."""
    assert failed(statement, *args, count=count) is None


WRONG = [
    (drawn_from, (Z + 0.1, normal(0, 1)), N, "unlikely_moment", "the mean of 10000 values of"),
    (drawn_from, (Z * 1.1, normal(0, 1)), N, "unlikely_moment", "the standard deviation of 10000"),
    (drawn_from, (np.where(U < 0.5, -1.0, 1.0), normal(0, 1)), N, "unlikely_gap", " % of 10000"),
    (
        drawn_from,
        (np.zeros(N) + Z[0], normal(0, 1)),
        N,
        "unlikely_moment",
        "values of the result is",
    ),
    (drawn_from, (U * 2 - 1, normal(0, 3**-0.5)), N, "unlikely_gap", "values of the result lie"),
    (drawn_from, (U * 1.01, uniform(0, 1)), N, "out_of_range", "outside 0 to 1"),
    (drawn_from, (U * 0.9, uniform(0, 1)), N, "unlikely_moment", "the mean"),
    (drawn_from, (U * 0.8 + 0.1, uniform(0, 1)), N, "unlikely_moment", "the standard deviation"),
    (drawn_from, (U**2, lambda x: x), N, "unlikely_gap", ", expected "),
    (
        rate_is,
        (U < 0.27, 0.3),
        N,
        "unlikely_rate",
        "are true, expected 2777 to 3226 (probability 0.3; a",
    ),
    (rate_is, (np.repeat(U[::100] < 0.3, 100), 0.5), N, "unlikely_rate", "values of the result"),
    (shares_are, ((U * 5).astype(int), [0.25] * 4), N, "out_of_range", "has the value 4"),
    (shares_are, ((U**1.2 * 4).astype(int), [0.25] * 4), N, "unlikely_share", "are 0, expected"),
    (
        shares_are,
        (np.array([1] + [0] * 9), [1.0, 0.0]),
        10,
        "unlikely_share",
        "9 of 10 values of the result are 0, expected 10 to 10",
    ),
]


@pytest.mark.parametrize(("statement", "args", "count", "kind", "says"), WRONG)
def test_a_wrong_sample_fails_and_says_what_is_wrong(statement, args, count, kind, says):
    """With the number of values, the bounds and the chance of being wrong."""
    found = failed(statement, *args, count=count)
    assert kind == found.reason.kind
    assert says in sentence(found.reason)
    if kind.startswith("unlikely"):
        assert (count, ALARM) == (found.reason.facts["count"], found.reason.facts["alarm"])
        assert sentence(found.reason).endswith(
            "a right sampler strays further once in 1 000 000 times)"
        )


OTHER = [
    (drawn_from, (Z[:9], normal(0, 1)), "length"),
    (drawn_from, (np.append(Z[:9], np.nan), normal(0, 1)), "finite"),
    (drawn_from, (np.arange(10), normal(0, 1)), "dtype"),
    (drawn_from, (None, normal(0, 1)), "type"),
    (rate_is, (np.zeros(10), 0.5), "dtype"),
    (shares_are, (np.zeros(10), [1.0]), "dtype"),
    (shares_are, ([], [1.0]), "dtype"),
]


@pytest.mark.parametrize(("statement", "args", "kind"), OTHER)
def test_what_is_no_such_sample_is_a_difference(statement, args, kind):
    """Too few values cannot pass, nor can NaN or another type."""
    assert kind == failed(statement, *args, count=10).difference.kind


AUTHORS = [
    lambda: normal(0, 0),
    lambda: uniform(1, 1),
    lambda: rate_is(np.ones(3, bool), 1.5, count=3),
    lambda: shares_are(np.ones(3, int), [0.5, 0.6], count=3),
    lambda: drawn_from(Z, normal(0, 1), count=0),
    lambda: drawn_from(Z, lambda x: x, count=N),
    lambda: drawn_from(Z, "normal", count=N),
]


@pytest.mark.parametrize("statement", AUTHORS)
def test_a_wrong_statement_is_the_authors_fault(statement):
    """Never the student's."""
    with pytest.raises(CheckError):
        statement()


def test_right_samplers_pass_again_and_again():
    """Two hundred seeds of each statement, none of which may fail."""
    for seed in range(200):
        rng = np.random.default_rng(seed)
        drawn_from(rng.normal(1, 2, size=500), normal(1, 2), count=500)
        drawn_from(rng.uniform(-1, 2, size=500), uniform(-1, 2), count=500)
        rate_is(rng.random(500) < 0.1, 0.1, count=500)
        shares_are(rng.integers(7, size=500), [1 / 7] * 7, count=500)
