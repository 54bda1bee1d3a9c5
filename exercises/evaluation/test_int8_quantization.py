"""Quantization to eight bits and back."""

import numpy as np

from grader import cases, check, equal, near, put, raises, reference, unchanged

NAMES = ("q", "scale", "zero", "restored")


def table(rng, n, d):
    """Numbers of both signs, negative ones of larger magnitude, in every row another range."""
    x = rng.uniform(-1.0, 1.0, size=(n, d))
    x[:, 0], x[:, 1] = rng.uniform(-2.0, -1.3, size=n), rng.uniform(0.6, 1.0, size=n)
    return x * rng.uniform(1.0, 9.0, size=(n, 1))


def same(int8_quantization, x, scheme, *, per_row=False, only=NAMES):
    """Fail unless those of the four results that are named are the reference's."""
    got, expected = (side(x, scheme, per_row=per_row) for side in (int8_quantization, reference))
    for name, mine, theirs in zip(NAMES, got, expected, strict=True):
        if name in only and name in ("q", "zero"):
            equal(mine, theirs, name=name)
        elif name in only:
            near(mine, theirs, name=name)


@check(points=2)
@cases(n=[1, 2], d=[3, 5], seed=range(2))
def quantizes_symmetrically(int8_quantization, n, d, rng):
    "rounds to 255 steps around 0, from the largest magnitude up and down"
    x = table(rng, n, d)
    same(int8_quantization, x, "symmetric", only=("scale", "zero", "q"))


@check(points=2)
@cases(n=[1, 2], d=[3, 5], seed=range(2))
def quantizes_affinely(int8_quantization, n, d, rng):
    "rounds to 256 steps from the smallest number to the largest, and says which step is 0"
    x = table(rng, n, d)
    same(int8_quantization, x, "affine", only=("scale", "zero", "q"))


@check(points=2, after=[quantizes_symmetrically, quantizes_affinely])
@cases(scheme=["symmetric", "affine"], n=[1, 3], seed=range(2))
def comes_back(int8_quantization, scheme, n, rng):
    "comes back as near as the steps allow"
    same(int8_quantization, table(rng, n, 4), scheme, only=("restored",))


@check(points=2, after=comes_back)
@cases(sign=[-1.0, 1.0], n=[1, 2], seed=range(2))
def holds_zero(int8_quantization, sign, n, rng):
    "widens the affine range to hold 0, where all numbers have the same sign"
    same(int8_quantization, sign * rng.uniform(2.0, 5.0, size=(n, 4)), "affine")


@check(points=2, after=holds_zero)
@cases(scheme=["symmetric", "affine"], n=[2, 3], seed=range(2))
def gives_each_row_its_own_scale(int8_quantization, scheme, n, rng):
    "gives each row a scale and a zero point of its own, if asked to"
    same(int8_quantization, table(rng, n, 4), scheme, per_row=True)


@check(after=gives_each_row_its_own_scale)
@cases(scheme=["symmetric", "affine"], n=[2, 3])
def takes_zeros(int8_quantization, scheme, n, rng):
    "uses a scale of 1 where everything is 0"
    x = table(rng, n, 3)
    x[1] = 0.0
    same(int8_quantization, np.zeros((n, 3)), scheme)
    same(int8_quantization, x, scheme, per_row=True)


@check(after=comes_back)
@cases(n=[1, 2], seed=range(2))
def rounds_halves_to_even(int8_quantization, n, rng):
    "rounds halves to the even number, and stays within the eight bits"
    x = rng.integers(-20, 20, size=(n, 6)) + 0.5
    x[:, 0] = 127.0
    same(int8_quantization, x, "symmetric")
    x[:, 0], x[0, 1] = 253.5, -1.5  # both ends are halves: 254 + 2 is one too many
    same(int8_quantization, np.maximum(x, -1.5), "affine")


@check(after=quantizes_symmetrically)
@cases(scheme=["int8", "Affine"])
def refuses_other_schemes(int8_quantization, scheme, rng):
    "raises ValueError for a scheme it does not know"
    with raises(ValueError):
        int8_quantization(table(rng, 2, 3), scheme)


@check(after=comes_back)
@cases(scheme=["symmetric", "affine"])
def leaves_its_argument_unchanged(int8_quantization, scheme, rng):
    "leaves x unchanged"
    x = put(table(rng, 2, 3))
    int8_quantization(x, scheme)
    unchanged(x, "x")


@check(after=comes_back)
def gives_the_worked_numbers(int8_quantization):
    "gives the worked numbers of -1, 0.2, 0 and 3"
    x = np.array([[-1.0, 0.2, 0.0, 3.0]])
    q, scale, zero, restored = int8_quantization(x, "symmetric")
    equal(q, np.array([[-42, 8, 0, 127]], dtype=np.int8), name="q, symmetric")
    near(scale, np.array([[3 / 127]]), name="scale, symmetric")
    near(restored, np.array([[-126.0, 24.0, 0.0, 381.0]]) / 127, name="restored, symmetric")
    q, scale, zero, restored = int8_quantization(x, "affine")
    equal(q, np.array([[0, 77, 64, 255]], dtype=np.uint8), name="q, affine")
    equal(zero, np.array([[64]]), name="zero, affine")
    near(restored, np.array([[-64.0, 13.0, 0.0, 191.0]]) * 4 / 255, name="restored, affine")
