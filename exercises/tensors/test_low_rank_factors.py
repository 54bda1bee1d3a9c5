"""Rank and low-rank factors."""

import numpy as np

from grader import cases, check, equal, near, put, raises, reference, unchanged


def with_sizes(rng, m, n, sizes):
    """A random matrix of shape (m, n) with these singular values."""
    u, _ = np.linalg.qr(rng.normal(size=(m, len(sizes))))
    v, _ = np.linalg.qr(rng.normal(size=(n, len(sizes))))
    return (u * np.array(sizes)) @ v.T


def halving(count):
    """Sizes 8, 4, 2, 1, ..., one of them well apart from the next."""
    return [8.0 / 2**k for k in range(count)]


def same_product(got, expected, size, name="b @ c"):
    """Fail unless b @ c agrees, up to the rounding of a decomposition of a matrix that large."""
    (b, c), (better, also) = got, expected
    near(b @ c, better @ also, length=b.size + c.size, terms=4 * size, name=name)


@check(points=2)
@cases(m=[4, 7], n=[4], rank=[1, 2, 3], seed=range(2))
def multiplies_back(low_rank_factors, m, n, rank, rng):
    "gives factors that multiply back to a matrix of just that rank"
    a = with_sizes(rng, m, n, halving(rank))
    got = low_rank_factors(a, rank)
    same_product(got, reference(a, rank), 8.0)


@check(points=2, after=multiplies_back)
@cases(m=[3, 5], n=[7], rank=[1, 2], seed=range(2))
def comes_as_near_as_can_be(low_rank_factors, m, n, rank, rng):
    "comes as near as can be to a matrix of higher rank, wide ones too"
    a = with_sizes(rng, m, n, halving(3))
    same_product(low_rank_factors(a, rank), reference(a, rank), 8.0)


@check(points=2, after=multiplies_back)
@cases(m=[9], n=[6], rank=[1, 2, 4], seed=range(2))
def finds_the_rank(low_rank_factors, m, n, rank, rng):
    "finds the rank by itself and wastes no column"
    a = with_sizes(rng, m, n, halving(rank))
    got, expected = low_rank_factors(a), reference(a)
    equal(got[0].shape[1], expected[0].shape[1], name="columns of b")
    same_product(got, expected, 8.0)


@check(after=finds_the_rank)
@cases(power=[-30, 20], seed=range(2))
def judges_by_proportion(low_rank_factors, power, rng):
    "judges sizes by the largest one: tiny and huge matrices have a rank, too; 1e-10 if not told"
    a = with_sizes(rng, 6, 5, [1.0, 0.3, 2e-10, 5e-11]) * 10.0**power
    for options in ({}, {"rtol": 0.2}, {"rtol": 0.5}):
        got, expected = low_rank_factors(a, **options), reference(a, **options)
        equal(got[0].shape[1], expected[0].shape[1], name=f"columns of b with {options}")


@check(points=2, after=comes_as_near_as_can_be)
@cases(m=[6], n=[5], rank=[2, 3], seed=range(2))
def shares_each_size_evenly(low_rank_factors, m, n, rank, rng):
    "shares each size evenly: columns of b and rows of c at right angles, equally long"
    a = with_sizes(rng, m, n, halving(4))
    (b, c), (better, also) = low_rank_factors(a, rank), reference(a, rank)
    near(b.T @ b, better.T @ better, length=m * n, terms=40.0, name="b.T @ b")
    near(c @ c.T, also @ also.T, length=m * n, terms=40.0, name="c @ c.T")


@check(after=multiplies_back)
@cases(m=[2, 5], n=[3], seed=range(2))
def refuses_impossible_ranks(low_rank_factors, m, n, rng):
    "raises ValueError for a rank below 0 or above the shorter side"
    a = rng.normal(size=(m, n))
    for rank in (-1, min(m, n) + 1):
        with raises(ValueError):
            low_rank_factors(a, rank)


@check(after=multiplies_back)
@cases(m=[3, 4])
def leaves_its_input_unchanged(low_rank_factors, m, rng):
    "leaves the matrix unchanged"
    a = put(rng.normal(size=(m, 3)))
    low_rank_factors(a, 2)
    unchanged(a, "a")


@check(after=[finds_the_rank, shares_each_size_evenly])
def gives_the_worked_numbers(low_rank_factors):
    "gives the worked numbers, up to a sign that both factors share"
    b, c = low_rank_factors(np.array([[2.0, 4.0], [1.0, 2.0]]))
    near(np.abs(b), np.array([[2.0], [1.0]]), tolerance=1e-12, name="|b|")
    near(np.abs(c), np.array([[1.0, 2.0]]), tolerance=1e-12, name="|c|")
    near(b @ c, np.array([[2.0, 4.0], [1.0, 2.0]]), tolerance=1e-12, name="b @ c")
